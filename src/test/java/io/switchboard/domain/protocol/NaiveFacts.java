package io.switchboard.domain.protocol;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.routing.Presence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a contact centre is at one moment, as an observer from outside knows it. Times are
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
   * @param agent at whom it rings, or to whom it is assigned
   * @param group to which it is allotted
   * @param refusedBy everybody who ever declined, missed, returned or transferred it
   * @param mustAvoid those of them who have refused it since everybody online ever had
   * @param round those who refused in this round; a new one begins when everybody has
   * @param lastRefusedBy the last of them
   * @param target the only agent to whom it is open, by a transfer that still counts
   * @param isOpened whether it must be open to every group of its skill
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

  /** One agent, and what rings at them or is assigned to them. */
  record Desk(String id, Presence presence, List<InHand> inHand) {

    /** The same agent before this conversation came. */
    Desk without(String conversation) {
      List<InHand> others = new ArrayList<>(inHand);
      others.removeIf(one -> one.conversation().equals(conversation));
      return new Desk(id, presence, others);
    }
  }

  /**
   * What an agent has.
   *
   * @param consumerWroteAt when the consumer last wrote, or came to the agent
   * @param agentWroteAt when the agent answered that first; empty: not yet
   */
  record InHand(
      String conversation,
      String skill,
      boolean rings,
      long consumerWroteAt,
      Optional<Long> agentWroteAt) {}

  /** The same people at the same moment under another document. */
  NaiveFacts under(Account other) {
    return new NaiveFacts(other, now, conversations, desks);
  }

  /** The same people at another moment. */
  NaiveFacts at(long moment) {
    return new NaiveFacts(account, moment, conversations, desks);
  }

  Desk desk(String agent) {
    return desks.getOrDefault(agent, new Desk(agent, Presence.OFFLINE, List.of()));
  }
}
