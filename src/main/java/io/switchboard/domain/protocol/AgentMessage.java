package io.switchboard.domain.protocol;

import io.switchboard.domain.routing.Explanation;
import io.switchboard.domain.routing.Presence;
import io.switchboard.domain.routing.WaitingConversation;
import java.util.Optional;

/** What is told to an agent, who alone decides what they have room for. */
public sealed interface AgentMessage extends Message {

  // --- asked by clients ---

  /**
   * The agent comes, goes away or leaves.
   *
   * @param lease nanoseconds for which this client says so; the agent is offline when the lease of
   *     none runs any more
   * @param client which of the agent's clients says so; each has a lease of its own
   * @param configurationRevision the revision of the configuration by which it is said, if that is
   *     known
   */
  record SetPresence(
      Presence presence, Optional<Long> lease, String client, Optional<Long> configurationRevision)
      implements AgentMessage {
    /** The name of a client that gives none. */
    public static final String UNNAMED = "";

    /** Said by a client that has no name. */
    public SetPresence(Presence presence, Optional<Long> lease) {
      this(presence, lease, UNNAMED, Optional.empty());
    }
  }

  /** The agent takes what rings. Answered once it is decided that they have it. */
  record Accept(String conversation) implements AgentMessage {}

  /**
   * The agent does not take what rings. Answered once the conversation has noted it, durably; from
   * then on it owes that to its queue, which offers it to nobody before it knows.
   */
  record Decline(String conversation) implements AgentMessage {}

  /** How is the agent now? */
  record Describe() implements AgentMessage {}

  // --- told by a queue ---

  /**
   * A conversation that the agent may take.
   *
   * @param searchId of the {@link QueueMessage.RequestOffer} that it answers
   */
  record Offer(
      String offer,
      int routingEpoch,
      String skill,
      WaitingConversation conversation,
      Explanation reasons,
      Optional<String> searchId)
      implements AgentMessage {}

  /** The most urgent that a queue has for this agent; empty: nothing. */
  record Candidate(String searchId, String skill, Optional<QueuePosition> best)
      implements AgentMessage {}

  /** An offer does not stand any more. */
  record Withdraw(String offer) implements AgentMessage {}

  /** Tell this queue how you are. */
  record RequestReport(String skill) implements AgentMessage {}

  /** A queue knows something newer than what it was told: count on from there, and tell again. */
  record VersionOutdated(long version) implements AgentMessage {}

  // --- told by a conversation ---

  /**
   * The claim was good: the agent has it, or still has it.
   *
   * @param messageTimes who wrote when
   */
  record ClaimGranted(String reservation, MessageTimes messageTimes) implements AgentMessage {}

  /** The claim came too late. */
  record ClaimRefused(String reservation) implements AgentMessage {}

  /** Let go of it. */
  record Release(String conversation, String reservation) implements AgentMessage {}

  /** What the agent let go of is in other hands, durably, or has ended. */
  record HandoverCompleted(String reservation) implements AgentMessage {}

  /**
   * Hold room for it, if there is any, and claim it: a supervisor gives it to this agent.
   *
   * @param takeover how many takeovers of it there have been, this one counted
   */
  record Reserve(int takeover, int routingEpoch, String skill, WaitingConversation conversation)
      implements AgentMessage {}

  /** It is known that the agent refused this offer. */
  record RefusalAcknowledged(String offer) implements AgentMessage {}
}
