package io.switchboard.domain.routing;

import java.util.List;
import java.util.Optional;

/**
 * The reasons of a routing decision: the values that were compared when it was made (routing rules,
 * section 7, I8).
 *
 * @param position the position in the queue from 1; 0 when it does not wait
 * @param agent the agent who got it; empty while it waits
 * @param occasion what was searched for; empty while it waits
 * @param candidates agents who have the skill, at most {@link #MOST_CANDIDATES}: first the agent
 *     who got it, then the agents who had the consumer before, then the ready agents in the order
 *     of preference, then the others
 * @param candidatesLeftOut how many more agents have the skill
 * @param rivals after a work search: the most urgent conversation of each of the agent's queues,
 *     the most urgent of all first
 * @param remedies while it waits: what would end the wait
 */
public record Explanation(
    WaitingConversation conversation,
    String skill,
    int position,
    Optional<String> agent,
    Optional<Occasion> occasion,
    List<Candidate> candidates,
    int candidatesLeftOut,
    List<Rival> rivals,
    List<Remedy> remedies) {

  /** How many agents an explanation names at most, as candidates or as a remedy. */
  public static final int MOST_CANDIDATES = 100;

  public Explanation {
    candidates = List.copyOf(candidates);
    rivals = List.copyOf(rivals);
    remedies = List.copyOf(remedies);
  }

  /** The due time that determines the position of the conversation. */
  public DueTime due() {
    return conversation.due();
  }

  /** The same explanation with another position. */
  public Explanation at(int otherPosition) {
    return new Explanation(
        conversation,
        skill,
        otherPosition,
        agent,
        occasion,
        candidates,
        candidatesLeftOut,
        rivals,
        remedies);
  }

  /** One agent, and why the agent got the conversation or not. */
  public record Candidate(String agent, Verdict verdict) {}

  /** The most urgent conversation of a queue. */
  public record Rival(String skill, String conversation, long dueAt) {}
}
