package io.switchboard.domain.protocol;

import io.switchboard.domain.routing.Eligibility;
import io.switchboard.domain.routing.Explanation;
import io.switchboard.domain.routing.Presence;
import java.util.Optional;

/** Messages and requests to an agent entity, which alone decides whether the agent has capacity. */
public sealed interface AgentMessage extends Message {

  // --- requests of clients ---

  /**
   * Sets the presence of the agent.
   *
   * @param lease nanoseconds until the presence of this client ends unless the client renews it;
   *     empty: it has no end. The agent goes offline when the last lease has ended
   * @param client name of the client; each client of an agent has a lease of its own
   * @param configurationRevision revision of the configuration in which the client's node found the
   *     agent; empty if unknown
   */
  record SetPresence(
      Presence presence, Optional<Long> lease, String client, Optional<Long> configurationRevision)
      implements AgentMessage {
    /** Name of a client that gives none. */
    public static final String UNNAMED = "";

    /** Presence set by a client without a name. */
    public SetPresence(Presence presence, Optional<Long> lease) {
      this(presence, lease, UNNAMED, Optional.empty());
    }
  }

  /** Accepts the ringing offer; answered when the conversation grants or refuses the claim. */
  record Accept(String conversation) implements AgentMessage {}

  /**
   * Declines the ringing offer of a conversation. Answered when the conversation has stored the
   * refusal; from then on the conversation must report it to its queue.
   */
  record Decline(String conversation) implements AgentMessage {}

  /** Requests the status of the agent. Answered with {@link Reply.AgentStatus}. */
  record Describe() implements AgentMessage {}

  // --- messages of a queue ---

  /**
   * Offers a conversation to the agent.
   *
   * @param eligibility what the claim must report to the conversation
   * @param reasons explanation of the offer, which the claim must report too
   * @param searchId id of the work search whose {@link QueueMessage.RequestOffer} this offer
   *     answers; empty: the queue offers without a request
   */
  record Offer(
      String offer,
      String skill,
      QueuePosition place,
      Eligibility eligibility,
      Explanation reasons,
      Optional<String> searchId)
      implements AgentMessage {

    /** Id of the offered conversation. */
    public String conversation() {
      return place.conversation();
    }

    /** Routing epoch in which the conversation is offered. */
    public int routingEpoch() {
      return place.routingEpoch();
    }
  }

  /** A queue's most urgent conversation for this agent; empty: the queue has none. */
  record Candidate(String searchId, String skill, Optional<QueuePosition> best)
      implements AgentMessage {}

  /** The queue has withdrawn the offer. */
  record Withdraw(String offer) implements AgentMessage {}

  /** Requests an {@link QueueMessage.AgentReport} to the queue of a skill. */
  record RequestReport(String skill) implements AgentMessage {}

  /** The queue has a later version: the agent continues from it and reports again. */
  record VersionOutdated(long version) implements AgentMessage {}

  // --- messages of a conversation ---

  /** The claim is valid. Also repeats the assignment, and reports new message times. */
  record ClaimGranted(String reservation, MessageTimes messageTimes) implements AgentMessage {}

  /** The claim is refused: the conversation is not assigned to the agent. */
  record ClaimRefused(String reservation) implements AgentMessage {}

  /** Requests that the agent releases a conversation. */
  record Release(String conversation, String reservation) implements AgentMessage {}

  /** The handover is complete: the agent may delete its record of the release. */
  record HandoverCompleted(String reservation) implements AgentMessage {}

  /** Requests a reservation and claim for the takeover of this number, if there is capacity. */
  record Reserve(int takeover, int routingEpoch, String skill, String conversation)
      implements AgentMessage {}

  /** The conversation has received the refusal, and stored it if it still waited. */
  record RefusalAcknowledged(String offer) implements AgentMessage {}
}
