package io.switchboard.domain.protocol;

import io.switchboard.domain.distribution.Allotment;
import io.switchboard.domain.routing.AgentAvailability;
import io.switchboard.domain.routing.Explanation.Rival;
import io.switchboard.domain.routing.WaitingConversation;
import java.util.List;
import java.util.Optional;

/** What is told to the queue of a skill, which knows who waits and in which order. */
public sealed interface QueueMessage extends Message {

  // --- told by a conversation ---

  /**
   * Let it wait, or replace what is known of it.
   *
   * @param returnedBy the agent who gave it back, if that is how it came
   * @param promised whether it has been in a line or with an agent, as far as it knows
   */
  record Enqueue(
      int routingEpoch,
      int revision,
      WaitingConversation conversation,
      Optional<String> returnedBy,
      boolean promised)
      implements QueueMessage {}

  /**
   * It waits there no more.
   *
   * @param placedWith the agent who got it, if that is why
   * @param ended whether it has ended: then it is told why it waited
   * @param reminder whether the queue may have known and forgotten it long ago: then it writes
   *     nothing unless the conversation is still in its line
   */
  record Remove(
      String conversation,
      int routingEpoch,
      Optional<String> placedWith,
      boolean ended,
      boolean reminder)
      implements QueueMessage {

    /** It waits there no more and has not ended. */
    public Remove(String conversation, int routingEpoch, Optional<String> placedWith) {
      this(conversation, routingEpoch, placedWith, false, false);
    }
  }

  /** It does wait there on that hop. */
  record CheckWaiting(String conversation, int routingEpoch) implements QueueMessage {}

  /** An agent refused this offer of it. */
  record RecordRefusal(String conversation, int routingEpoch, String offer, String agent)
      implements QueueMessage {}

  // --- told by an agent ---

  /**
   * How the agent is now.
   *
   * @param version larger is newer
   * @param ringing what rings at them from this queue
   */
  record AgentReport(AgentAvailability agent, long version, List<Ringing> ringing)
      implements QueueMessage {

    public AgentReport {
      ringing = List.copyOf(ringing);
    }
  }

  /**
   * The agent has gained room: what is the most urgent that they could take?
   *
   * @param version larger is newer
   * @param ringing what rings at them from this queue
   */
  record RequestWork(AgentAvailability agent, long version, List<Ringing> ringing, String searchId)
      implements QueueMessage {

    /** How long the agent waits for an answer, in nanoseconds. */
    public static final long PATIENCE = 2_000_000_000L;

    public RequestWork {
      ringing = List.copyOf(ringing);
    }
  }

  /** The agent takes that: of all their queues' answers, these, it was the most urgent. */
  record RequestOffer(String searchId, String agent, QueuePosition best, List<Rival> rivals)
      implements QueueMessage {

    public RequestOffer {
      rivals = List.copyOf(rivals);
    }
  }

  /**
   * An offer rings at the agent, whose room is counted.
   *
   * @param ringsFor nanoseconds for which it will go on ringing; whoever is told adds them to a
   *     clock of their own. Not above 0: its time is up
   */
  record Ringing(String offer, String conversation, int routingEpoch, String agent, long ringsFor)
      implements QueueMessage {}

  /** An offer does not ring (any more); it was not refused by a person. */
  record OfferReturned(String offer, String conversation, String agent) implements QueueMessage {}

  // --- told by another queue ---

  /** Whether somebody is online for a skill to which conversations of this one fall back. */
  record FallbackPresenceReport(String skill, boolean online, long version)
      implements QueueMessage {}

  /**
   * Is somebody online there?
   *
   * @param known the version of what is known; the answer bears a larger one
   */
  record RequestFallbackPresence(String asking, long known) implements QueueMessage {}

  // --- told by its distributor ---

  /** The group to which a conversation is allotted. */
  record Allotted(long epoch, String conversation, int routingEpoch, Allotment allotment)
      implements QueueMessage {}

  // --- asked by clients ---

  /** The line from behind this place, or from its head. */
  record Describe(Optional<QueuePosition> after, int limit) implements QueueMessage {}

  /** The entry of one conversation. */
  record DescribeConversation(String conversation, int routingEpoch) implements QueueMessage {}

  /** Why does it wait? */
  record Explain(String conversation) implements QueueMessage {}

  /** How are conversations shared between agent groups? */
  record DescribeDistribution() implements QueueMessage {}
}
