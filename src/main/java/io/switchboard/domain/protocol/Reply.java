package io.switchboard.domain.protocol;

import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.distribution.Ledger;
import io.switchboard.domain.routing.Explanation;
import io.switchboard.domain.routing.Presence;
import java.util.List;
import java.util.Optional;

/** Answers to clients. Times are nanoseconds of the clock of the entity that decided. */
public sealed interface Reply {

  /**
   * The request was refused, and nothing has changed.
   *
   * @param field the member of the request that cannot be used, such as {@code toSkill}; empty when
   *     the refusal concerns the request as a whole
   * @param detail the reason: a sentence, or a clause about the field
   */
  record Refused(Reason reason, Optional<String> field, String detail) implements Reply {

    /** A refusal of the request as a whole. */
    public Refused(Reason reason, String detail) {
      this(reason, Optional.empty(), detail);
    }

    /** A refusal because a member of the request names something that cannot be used. */
    public static Refused invalid(String field, String detail) {
      return new Refused(Reason.INVALID, Optional.of(field), detail);
    }
  }

  /** The number of conversations or consumers that an entity has forgotten. */
  record Forgotten(int entities) implements Reply {}

  enum Reason {
    /** The entity or item does not exist. */
    NOT_FOUND,
    /** The present state does not allow it. */
    CONFLICT,
    /** It names something that does not exist or is not permitted. */
    INVALID,
    /** It is not possible now; a repetition is safe. */
    BUSY
  }

  /**
   * The state of a conversation.
   *
   * @param reasons explanation of the assignment, or of the wait of a conversation that was closed
   *     while it waited
   * @param place place in its queue, if the queue reported it just now; empty: the conversation
   *     does not wait, or only its queue has the place
   * @param created whether this call started the conversation
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

    /** The same state, for the caller whose request started the conversation. */
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

  /** State of a conversation. A waiting conversation may ring; only its queue has the offer. */
  enum State {
    WAITING,
    ASSIGNED,
    CLOSED
  }

  /** The history of a conversation, the oldest entry first. */
  record History(List<HistoryEntry> entries) implements Reply {}

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

  record RingingConversation(
      String conversation, String skill, long dueAt, long offeredAt, long expiresAt) {}

  record AssignedConversation(String conversation, String skill, long assignedAt) {}

  /**
   * A page of a queue in its order, and figures of the whole queue.
   *
   * @param length number of waiting conversations, ringing ones included
   * @param overdue number of waiting conversations whose due time is over
   */
  record Queue(
      String skill,
      int length,
      Optional<Long> oldestEnteredAt,
      int overdue,
      int agentsOnline,
      int agentsFree,
      List<QueuePlace> entries)
      implements Reply {}

  /** A conversation in a queue; {@code offeredTo} is the agent at whom it rings. */
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

  /** Why a conversation waits, or why it was assigned to its agent. */
  record ExplanationReply(Explanation explanation) implements Reply {}

  /** The shares of the agent groups of a skill; empty: the skill has no distribution. */
  record Distribution(Optional<Ledger> ledger) implements Reply {}

  /** The request was carried out; the answer has no content. */
  record Done() implements Reply {}
}
