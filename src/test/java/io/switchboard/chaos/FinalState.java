package io.switchboard.chaos;

import io.switchboard.domain.routing.Presence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The state that the cluster reports after it has settled.
 *
 * @param conversations all that were started or may have been; unknown ones are missing
 * @param agents all agents of the account
 * @param queues the queues of all skills
 */
public record FinalState(
    Map<String, Conversation> conversations, Map<String, Agent> agents, Map<String, Queue> queues) {

  public FinalState {
    conversations = Map.copyOf(conversations);
    agents = Map.copyOf(agents);
    queues = Map.copyOf(queues);
  }

  /** The same state without a conversation in that queue. */
  FinalState without(String skill, String conversation) {
    Map<String, Queue> changed = new HashMap<>(queues);
    changed.computeIfPresent(
        skill,
        (any, queue) ->
            new Queue(
                queue.waiting().stream().filter(id -> !id.equals(conversation)).toList(),
                queue.ledger()));
    return new FinalState(conversations, agents, changed);
  }

  /**
   * A conversation.
   *
   * @param state {@code WAITING}, {@code OFFERED}, {@code ASSIGNED} or {@code CLOSED}
   */
  public record Conversation(String state, String skill, Optional<String> agent) {}

  /**
   * An agent.
   *
   * @param assigned assigned conversations
   * @param ringing conversations of ringing offers
   */
  public record Agent(
      Presence presence, int maxConversations, List<String> assigned, List<String> ringing) {

    public Agent {
      assigned = List.copyOf(assigned);
      ringing = List.copyOf(ringing);
    }
  }

  /**
   * The queue of a skill.
   *
   * @param waiting all its conversations, ringing ones included, in order
   * @param ledger by group; empty without distribution
   */
  public record Queue(List<String> waiting, Map<String, Share> ledger) {

    public Queue {
      waiting = List.copyOf(waiting);
      ledger = Map.copyOf(ledger);
    }
  }

  /** The totals of a group in the ledger. */
  public record Share(long allotted, double worstDeviation) {}
}
