package io.switchboard.domain.protocol;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.routing.Presence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The state of a contact centre at one moment, as an outside observer knows it. Times are
 * nanoseconds.
 */
record NaiveFacts(
    Account account, long now, Map<String, Conversation> conversations, Map<String, Desk> desks) {

  enum Where {
    WAITS,
    RINGS,
    ASSIGNED,
    LEAVING,
    CLOSED
  }

  /**
   * One conversation.
   *
   * @param agent the agent at whom it rings or to whom it is assigned
   * @param group the group of its allotment
   * @param refusedBy all agents who ever declined, missed, returned or transferred it
   * @param mustAvoid those of them who have refused it since a refusal by all online agents
   * @param round the agents who refused in this round; a new one begins after a refusal by all
   * @param lastRefusedBy the last of them
   * @param target the only agent with access, by a transfer that has not expired
   * @param isOpened whether it must be open to each group of its skill
   * @param mayBeOpened whether it may be so
   */
  record Conversation(
      String id,
      String skill,
      Where where,
      Optional<String> agent,
      long startedAt,
      long enteredAt,
      long dueAt,
      Optional<String> group,
      Set<String> refusedBy,
      Set<String> mustAvoid,
      Set<String> round,
      Optional<String> lastRefusedBy,
      boolean assignedBefore,
      Optional<String> target,
      boolean isOpened,
      boolean mayBeOpened) {

    boolean waits() {
      return where == Where.WAITS;
    }

    boolean waitsOrRings() {
      return where == Where.WAITS || where == Where.RINGS;
    }

    /** Whether this one is more urgent than another (section 4). */
    boolean isBefore(Conversation other) {
      if (dueAt != other.dueAt) {
        return dueAt < other.dueAt;
      }
      return startedAt != other.startedAt
          ? startedAt < other.startedAt
          : id.compareTo(other.id) < 0;
    }
  }

  /** An agent with ringing and assigned conversations. */
  record Desk(String id, Presence presence, List<InHand> inHand) {

    /** The same agent before this conversation. */
    Desk without(String conversation) {
      List<InHand> others = new ArrayList<>(inHand);
      others.removeIf(one -> one.conversation().equals(conversation));
      return new Desk(id, presence, others);
    }
  }

  /**
   * A conversation of an agent.
   *
   * @param consumerWroteAt when the consumer last wrote, or when the agent received it
   * @param agentWroteAt when the agent first answered that; empty before
   */
  record InHand(
      String conversation,
      String skill,
      boolean rings,
      long consumerWroteAt,
      Optional<Long> agentWroteAt) {}

  /** The same state with another document. */
  NaiveFacts under(Account other) {
    return new NaiveFacts(other, now, conversations, desks);
  }

  /** The same state at another moment. */
  NaiveFacts at(long moment) {
    return new NaiveFacts(account, moment, conversations, desks);
  }

  Desk desk(String agent) {
    return desks.getOrDefault(agent, new Desk(agent, Presence.OFFLINE, List.of()));
  }
}
