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

  /**
   * Confirms that the conversation waits in this queue with this routing epoch. Answers {@link
   * ConversationMessage.Probe}.
   */
  record CheckWaiting(String conversation, int routingEpoch) implements QueueMessage {}

  /** An agent declined or missed an offer of the conversation. */
  record RecordRefusal(String conversation, int routingEpoch, String offer, String agent)
      implements QueueMessage {}

  // --- messages of an agent ---

  /**
   * The status of an agent.
   *
   * @param version grows with each report of the agent
   * @param ringing ringing offers of this queue
   */
  record AgentReport(AgentAvailability agent, long version, List<Ringing> ringing)
      implements QueueMessage {

    public AgentReport {
      ringing = List.copyOf(ringing);
    }
  }

  /**
   * The status of an agent with capacity, and the request for the most urgent conversation that
   * they may take. Answered with {@link AgentMessage.Candidate}.
   *
   * @param version grows with each report of the agent
   * @param ringing ringing offers of this queue
   * @param searchId id of the work search
   */
  record RequestWork(AgentAvailability agent, long version, List<Ringing> ringing, String searchId)
      implements QueueMessage {

    /** Time for which the agent waits for an answer, in nanoseconds. */
    public static final long PATIENCE = 2_000_000_000L;

    public RequestWork {
      ringing = List.copyOf(ringing);
    }
  }

  /**
   * Requests the offer of the conversation that is the most urgent of all answers of the agent's
   * queues.
   *
   * @param best the conversation
   * @param rivals the answers of the queues, for the explanation; the most urgent ones
   */
  record RequestOffer(String searchId, String agent, QueuePosition best, List<Rival> rivals)
      implements QueueMessage {

    public RequestOffer {
      rivals = List.copyOf(rivals);
    }
  }

  /**
   * An offer rings at the agent and uses their capacity.
   *
   * @param ringsFor nanoseconds for which the offer still rings, to be added to the receiver's own
   *     clock; 0 or less: the offer timeout is over
   */
  record Ringing(String offer, String conversation, int routingEpoch, String agent, long ringsFor)
      implements QueueMessage {}

  /** An offer does not ring, or does not ring any more, for another reason than a refusal. */
  record OfferReturned(String offer, String conversation, String agent) implements QueueMessage {}

  // --- messages of another queue ---

  /**
   * Whether an agent is online for a fallback skill of the receiver.
   *
   * @param skill the fallback skill
   * @param version grows with each report of the skill
   */
  record FallbackPresenceReport(String skill, boolean online, long version)
      implements QueueMessage {}

  /**
   * Requests a {@link FallbackPresenceReport} from a fallback skill.
   *
   * @param asking the skill that requests it
   * @param known version of the last report that it received; the answer has a larger one
   */
  record RequestFallbackPresence(String asking, long known) implements QueueMessage {}

  // --- messages of its distributor ---

  /**
   * The group to which a conversation is allotted; {@code epoch} is that of {@link
   * DistributorMessage.Begin}.
   */
  record Allotted(long epoch, String conversation, int routingEpoch, Allotment allotment)
      implements QueueMessage {}

  // --- requests of clients ---

  /**
   * Requests a page of the queue. Answered with {@link Reply.Queue}.
   *
   * @param after position after which the page begins; empty: it begins at the head
   * @param limit maximum number of conversations
   */
  record Describe(Optional<QueuePosition> after, int limit) implements QueueMessage {}

  /** Requests the entry of one conversation. Answered with {@link Reply.QueuePlace}. */
  record DescribeConversation(String conversation, int routingEpoch) implements QueueMessage {}

  /**
   * Requests the explanation of the wait of a conversation. Answered with {@link
   * Reply.ExplanationReply}.
   */
  record Explain(String conversation) implements QueueMessage {}

  /**
   * Requests the ledger of the shares of agent groups. Answered with {@link Reply.Distribution}.
   */
  record DescribeDistribution() implements QueueMessage {}
}
