package io.switchboard.domain.protocol;

import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.distribution.Ledger;
import io.switchboard.domain.routing.Explanation;
import io.switchboard.domain.routing.Presence;
import java.util.List;
import java.util.Optional;

/** What a client is answered. Times are nanoseconds of the same clock as everywhere. */
public sealed interface Reply {

  /** It was not done; nothing has changed. */
  record Refused(Reason reason, String detail) implements Reply {}

  /** Why something was not done. */
  enum Reason {
    /** There is no such thing. */
    NOT_FOUND,
    /** It is not as the request takes it to be. */
    CONFLICT,
    /** It names something that does not exist or that is not permitted. */
    INVALID,
    /** Not now; asking again is safe. */
    BUSY
  }

  /**
   * How a conversation is.
   *
   * @param place as its queue has just said that it is; empty: it does not wait, or ask its queue
   */
  record Conversation(
      Inquiry inquiry,
      State state,
      String skill,
      int routingEpoch,
      Optional<String> agent,
      Optional<String> group,
      long startedAt,
      long enteredAt,
      long dueAt,
      Optional<Long> assignedAt,
      Optional<Long> closedAt,
      Optional<Party> closedBy,
      Optional<Explanation> reasons,
      Optional<QueuePlace> place,
      boolean created)
      implements Reply {

    /** The same, said to the one who began it. */
    public Conversation asCreated() {
      return new Conversation(
          inquiry,
          state,
          skill,
          routingEpoch,
          agent,
          group,
          startedAt,
          enteredAt,
          dueAt,
          assignedAt,
          closedAt,
          closedBy,
          reasons,
          place,
          true);
    }
  }

  /** Where a conversation is; whether it rings while it waits only its queue knows. */
  enum State {
    WAITING,
    ASSIGNED,
    CLOSED
  }

  /** What happened to a conversation, the oldest first. */
  record History(List<HistoryEntry> steps) implements Reply {}

  /** How an agent is. */
  record AgentStatus(
      String agent,
      Presence presence,
      long presentSince,
      Optional<Long> leaseEndsAt,
      int maxConversations,
      double load,
      List<RingingConversation> ringing,
      List<AssignedConversation> assigned)
      implements Reply {}

  /** What rings at an agent. */
  record RingingConversation(
      String conversation, String skill, long dueAt, long offeredAt, long expiresAt) {}

  /** What an agent has. */
  record AssignedConversation(String conversation, String skill, long assignedAt) {}

  /** A page of a line. */
  record Queue(
      String skill,
      int length,
      Optional<Long> oldestEnteredAt,
      int overdue,
      int agentsOnline,
      int agentsFree,
      List<QueuePlace> entries)
      implements Reply {}

  /** One conversation in a line. */
  record QueuePlace(
      String conversation,
      int routingEpoch,
      int position,
      long startedAt,
      long enteredAt,
      long dueAt,
      Optional<String> group,
      Optional<String> offeredTo,
      Optional<Long> offerExpiresAt)
      implements Reply {}

  /** Why a conversation waits, or why its agent has it. */
  record ExplanationReply(Explanation explanation) implements Reply {}

  /** How a skill's conversations are shared; empty when it does not share them. */
  record Distribution(Optional<Ledger> ledger) implements Reply {}

  /** Done, and there is nothing to say of it. */
  record Done() implements Reply {}
}
