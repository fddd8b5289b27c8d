package io.switchboard.domain.agent;

import io.switchboard.domain.routing.Eligibility;
import io.switchboard.domain.routing.Presence;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Events of an agent. Times are in nanoseconds. */
public sealed interface AgentEvent {

  /** Time of the event, in nanoseconds. */
  long at();

  /** The revision of the configuration that the decision used, if any; later ones are not older. */
  default Optional<Long> configurationRevision() {
    return Optional.empty();
  }

  /** A new incarnation began. The journal refuses further writes of an earlier one. */
  record Loaded(long at) implements AgentEvent {}

  /** The presence or its leases changed; durations of leases are in nanoseconds. */
  record PresenceChanged(
      Presence presence,
      Map<String, Long> leases,
      PresenceReason reason,
      long at,
      Optional<Long> configurationRevision)
      implements AgentEvent {

    public PresenceChanged {
      leases = Map.copyOf(leases);
    }
  }

  /** The reason of a change of presence. */
  enum PresenceReason {
    REQUESTED,
    LEASE_ENDED,
    OFFERS_MISSED,
    /** The agent was removed from the account or disabled. */
    DISABLED
  }

  /**
   * The agent reserved capacity for a conversation and claims it.
   *
   * @param takeover number of the takeover; empty: the claim follows an offer of the queue in this
   *     routing epoch
   * @param offer id of the accepted offer; empty: takeover
   * @param eligibility what the queue had decided at the offer, for the claim; empty: takeover
   */
  record Reserved(
      String reservation,
      int routingEpoch,
      Optional<Integer> takeover,
      String skill,
      String conversation,
      Optional<String> offer,
      Optional<Eligibility> eligibility,
      long offeredAt,
      long at,
      Optional<Long> configurationRevision)
      implements AgentEvent {}

  /** The claim was granted: the conversation is assigned to the agent. */
  record ReservationConfirmed(String reservation, long at) implements AgentEvent {}

  /** The claim was refused: the reservation ends. */
  record ReservationDropped(String reservation, long at) implements AgentEvent {}

  /** The agent released the conversation; the records of completed handovers are deleted. */
  record ReservationReleased(String reservation, Set<String> handoversCompleted, long at)
      implements AgentEvent {

    public ReservationReleased {
      handoversCompleted = Set.copyOf(handoversCompleted);
    }
  }
}
