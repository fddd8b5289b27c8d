package io.switchboard.domain.protocol;

import io.switchboard.domain.distribution.Allotment;
import io.switchboard.domain.routing.AgentAvailability;
import io.switchboard.domain.routing.Explanation.Rival;
import io.switchboard.domain.routing.WaitingConversation;
import java.util.List;
import java.util.Optional;

/** Messages and requests to the queue of a skill. */
public sealed interface QueueMessage extends Message {

  // --- messages of a conversation ---

  /**
   * Requests a place in the queue, or updates the entry of the conversation.
   *
   * @param revision number of the changes of the conversation since the routing epoch began
   * @param returnedBy agent who returned the conversation; empty: it was not returned
   * @param promised whether a queue has admitted the conversation or an agent has had it before, as
   *     far as the conversation knows; then a full queue admits it, too
   */
  record Enqueue(
      int routingEpoch,
      int revision,
      WaitingConversation conversation,
      Optional<String> returnedBy,
      boolean promised)
      implements QueueMessage {}

  /**
   * The conversation does not wait in this queue any more.
   *
   * @param placedWith agent to whom it was assigned from this queue; empty: it left for another
   *     reason
   * @param explain whether the conversation requests the explanation: of its offer if it was
   *     assigned, otherwise of its wait or of its ringing offer
   * @param reminder whether the queue may have removed and forgotten the conversation long ago;
   *     then it writes an event only if it still has the conversation
   */
  record Remove(
      String conversation,
      int routingEpoch,
      Optional<String> placedWith,
      boolean explain,
      boolean reminder)
      implements QueueMessage {

    /** Removal without a request for the explanation. */
    public Remove(String conversation, int routingEpoch, Optional<String> placedWith) {
      this(conversation, routingEpoch, placedWith, false, false);
    }
  }

  /** Confirms that the conversation waits here. Answers {@link ConversationMessage.Probe}. */
  record CheckWaiting(String conversation, int routingEpoch) implements QueueMessage {}

  /** An agent declined or missed an offer of the conversation. */
  record RecordRefusal(String conversation, int routingEpoch, String offer, String agent)
      implements QueueMessage {}

  // --- messages of an agent ---

  /** The status of an agent with the offers of this queue that ring; each version is larger. */
  record AgentReport(AgentAvailability agent, long version, List<Ringing> ringing)
      implements QueueMessage {

    public AgentReport {
      ringing = List.copyOf(ringing);
    }
  }

  /** A report with the request for the most urgent conversation: {@link AgentMessage.Candidate}. */
  record RequestWork(AgentAvailability agent, long version, List<Ringing> ringing, String searchId)
      implements QueueMessage {

    /** Time for which the agent waits for an answer, in nanoseconds. */
    public static final long PATIENCE = 2_000_000_000L;

    public RequestWork {
      ringing = List.copyOf(ringing);
    }
  }

  /** Requests the offer of the most urgent conversation; {@code rivals} are for the explanation. */
  record RequestOffer(String searchId, String agent, QueuePosition best, List<Rival> rivals)
      implements QueueMessage {

    public RequestOffer {
      rivals = List.copyOf(rivals);
    }
  }

  /** An offer rings for this many nanoseconds from now on; 0 or less: its timeout is over. */
  record Ringing(String offer, String conversation, int routingEpoch, String agent, long ringsFor)
      implements QueueMessage {}

  /** An offer does not ring, or does not ring any more, for another reason than a refusal. */
  record OfferReturned(String offer, String conversation, String agent) implements QueueMessage {}

  // --- messages of another queue ---

  /** Whether an agent is online for a fallback skill; the version grows with each report. */
  record FallbackPresenceReport(String skill, boolean online, long version)
      implements QueueMessage {}

  /** Requests a {@link FallbackPresenceReport} of a larger version than {@code known}. */
  record RequestFallbackPresence(String asking, long known) implements QueueMessage {}

  // --- messages of its distributor ---

  /** The group of a conversation; {@code epoch} is that of {@link DistributorMessage.Begin}. */
  record Allotted(long epoch, String conversation, int routingEpoch, Allotment allotment)
      implements QueueMessage {}

  // --- requests of clients ---

  /** Requests a page after a position, or from the head. Answered with {@link Reply.Queue}. */
  record Describe(Optional<QueuePosition> after, int limit) implements QueueMessage {}

  /** Requests the entry of one conversation. Answered with {@link Reply.QueuePlace}. */
  record DescribeConversation(String conversation, int routingEpoch) implements QueueMessage {}

  /** Requests why a conversation waits. Answered with {@link Reply.ExplanationReply}. */
  record Explain(String conversation) implements QueueMessage {}

  /** Requests the ledger of the shares. Answered with {@link Reply.Distribution}. */
  record DescribeDistribution() implements QueueMessage {}
}
