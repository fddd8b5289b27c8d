package io.switchboard.chaos;

import io.switchboard.domain.routing.Presence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the cluster said of itself after it had settled.
 *
 * @param conversations all that were begun, or may have been; one that it does not know is missing
 * @param agents all of the account
 * @param lines of all skills
 */
public record FinalState(
    Map<String, Conversation> conversations, Map<String, Agent> agents, Map<String, Line> lines) {

  public FinalState {
    conversations = Map.copyOf(conversations);
    agents = Map.copyOf(agents);
    lines = Map.copyOf(lines);
  }

  /** The same, but for a conversation that is not in that line. */
  FinalState without(String skill, String conversation) {
    Map<String, Line> changed = new HashMap<>(lines);
    changed.computeIfPresent(
        skill,
        (any, line) ->
            new Line(
                line.waiting().stream().filter(id -> !id.equals(conversation)).toList(),
                line.ledger()));
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
   * @param assigned conversations that they have
   * @param ringing conversations that ring
   */
  public record Agent(
      Presence presence, int maxConversations, List<String> assigned, List<String> ringing) {

    public Agent {
      assigned = List.copyOf(assigned);
      ringing = List.copyOf(ringing);
    }
  }

  /**
   * The line of a skill.
   *
   * @param waiting all conversations in it, ringing or not, in their order
   * @param ledger by group; empty when nothing is shared
   */
  public record Line(List<String> waiting, Map<String, Share> ledger) {

    public Line {
      waiting = List.copyOf(waiting);
      ledger = Map.copyOf(ledger);
    }
  }

  /** A group's account in the ledger. */
  public record Share(long allotted, double worstDeviation) {}
}
