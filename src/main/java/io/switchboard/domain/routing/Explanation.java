package io.switchboard.domain.routing;

import java.util.List;
import java.util.Optional;

/**
 * The reasons of a decision, as plain values: what was really compared at that moment (routing
 * rules, section 7, I8).
 *
 * @param position its place in the line from 1; 0 when it does not wait
 * @param agent the agent who got it; empty while it waits
 * @param occasion what was sought, when an agent got it
 * @param candidates the agents who have the skill, at most {@link #MOST_CANDIDATES}: who got it,
 *     those who have had the consumer, those who could take it in the order of preference, and then
 *     the others
 * @param candidatesLeftOut how many more have the skill
 * @param rivals when an agent gained room: the most urgent conversation of each of their queues,
 *     the most urgent of all first
 * @param remedies while it waits: what would change that
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

  /** The key that puts the conversation in its place, as it was made when it came there. */
  public DueTime due() {
    return conversation.due();
  }

  /** The same explanation of a conversation that stands at another place. */
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

  /** One agent, and why they got it or not. */
  public record Candidate(String agent, Verdict verdict) {}

  /** The most urgent conversation of a queue. */
  public record Rival(String skill, String conversation, long dueAt) {}
}
