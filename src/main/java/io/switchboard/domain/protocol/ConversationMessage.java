package io.switchboard.domain.protocol;

import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.routing.Explanation;
import io.switchboard.domain.routing.WaitingConversation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is told to a conversation, which decides who has it. */
public sealed interface ConversationMessage extends Message {

  // --- asked by clients ---

  /** Begin. Answered once it is durably in a line; again with the same content: how it is now. */
  record Start(Inquiry inquiry) implements ConversationMessage {}

  /** The agent gives it back to the queue: same skill, same place, same group. */
  record Return(String agent) implements ConversationMessage {}

  /** It goes to another skill; refused when it is not this agent's, if one is named. */
  record TransferToSkill(Optional<String> agent, String toSkill) implements ConversationMessage {}

  /** It is offered to one agent only, for a while. */
  record TransferToAgent(Optional<String> agent, String toAgent) implements ConversationMessage {}

  /** A supervisor moves it to this agent, whose room is counted. */
  record TakeOver(String agent) implements ConversationMessage {}

  /** Somebody wrote. */
  record NoteMessage(Party from) implements ConversationMessage {}

  /**
   * Facts that order the line changed; empty: as before.
   *
   * @param priorityCredit nanoseconds, at least 0
   */
  record Revise(
      Optional<Boolean> urgent,
      Optional<Map<String, String>> attributes,
      Optional<Long> priorityCredit)
      implements ConversationMessage {}

  /** It ends. */
  record Close(Party by) implements ConversationMessage {}

  /** How is it now? */
  record Describe() implements ConversationMessage {}

  /** What happened so far? */
  record DescribeHistory() implements ConversationMessage {}

  // --- told by the consumer ---

  /** What is known of the consumer. */
  record ConsumerKnown(boolean firstTime, List<String> previousAgents)
      implements ConversationMessage {}

  /** It is remembered that the agent had this consumer. */
  record ServedAcknowledged(String agent, long at) implements ConversationMessage {}

  // --- told by a queue ---

  /**
   * It waits there, durably.
   *
   * @param place empty: it has been there, and is not any more
   */
  record Enqueued(int routingEpoch, int revision, Optional<Reply.QueuePlace> place)
      implements ConversationMessage {}

  /** So many wait there already that it is not let in, and nothing has been promised. */
  record QueueFull(int routingEpoch) implements ConversationMessage {}

  /**
   * It waits there no more, durably.
   *
   * @param reasons why it waited, or rang where it did; empty when it has not ended, or when
   *     nothing is known of it
   */
  record Removed(String skill, int routingEpoch, Optional<Explanation> reasons)
      implements ConversationMessage {

    /** It waits there no more; why it did does not matter. */
    public Removed(String skill, int routingEpoch) {
      this(skill, routingEpoch, Optional.empty());
    }
  }

  /**
   * It should wait for another skill.
   *
   * @param toSkill empty: its skill does not exist any more or no agent has it, choose again
   * @param atEntry the queue has not let it in, so nothing has been promised yet
   */
  record Redirect(int routingEpoch, Optional<String> toSkill, boolean atEntry)
      implements ConversationMessage {}

  /** The queue knows that the agent refused this offer. */
  record RefusalRecorded(String offer) implements ConversationMessage {}

  /** Does it still wait? The queue is told; whatever else is owed is sent again. */
  record Probe(String skill, int routingEpoch) implements ConversationMessage {}

  // --- told by an agent ---

  /**
   * The agent holds room for it and wants it. The first valid claim wins.
   *
   * @param takeover of which takeover; empty: it was offered while it waited on that hop
   */
  record Claim(
      String reservation,
      int routingEpoch,
      Optional<Integer> takeover,
      String agent,
      WaitingConversation asQueued,
      Optional<Explanation> reasons,
      long offeredAt)
      implements ConversationMessage {}

  /** The agent has it, durably. */
  record ReservationConfirmed(String reservation) implements ConversationMessage {}

  /** The agent has let go of it, durably, and remembers that until it is in other hands. */
  record Released(String reservation, String agent) implements ConversationMessage {}

  /** The agent did not take it. */
  record Refuse(String offer, int routingEpoch, String agent, Refusal refusal, long offeredAt)
      implements ConversationMessage {}

  /** The agent cannot take it over. */
  record ReserveRefused(int takeover, String because) implements ConversationMessage {}

  /** Does this hold still count? If not, the agent is told to let go. */
  record CheckReservation(String reservation, String agent) implements ConversationMessage {}

  /** The agent is gone for too long, or for good. */
  record AgentUnavailable(String reservation, boolean forGood) implements ConversationMessage {}

  /** The consumer has been silent for too long. */
  record AutoCloseDue(String reservation) implements ConversationMessage {}
}
