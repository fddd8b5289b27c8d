package io.switchboard.domain.agent;

import io.switchboard.domain.routing.Explanation;
import io.switchboard.domain.routing.Presence;
import io.switchboard.domain.routing.WaitingConversation;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What happened to an agent. Times are nanoseconds. */
public sealed interface AgentEvent {

  /** When it happened. */
  long at();

  /**
   * The revision of the configuration by which it was decided: nothing that follows from it may be
   * decided by an older one. Empty: that does not matter, or was not stored yet.
   */
  default Optional<Long> configurationRevision() {
    return Optional.empty();
  }

  /**
   * The agent began another life: whoever still writes for an earlier one is refused by the
   * journal.
   */
  record Loaded(long at) implements AgentEvent {}

  /**
   * The agent came, went away or left, or other clients say so.
   *
   * @param leases the clients that say so for a time only, and for how long each
   */
  record PresenceChanged(
      Presence presence,
      Map<String, Long> leases,
      Because because,
      long at,
      Optional<Long> configurationRevision)
      implements AgentEvent {

    public PresenceChanged {
      leases = Map.copyOf(leases);
    }
  }

  /** Why a presence changed. */
  enum Because {
    ASKED,
    LEASE_ENDED,
    OFFERS_MISSED,
    /** The account has no such agent any more, or has disabled them. */
    DISABLED
  }

  /**
   * The agent keeps room for a conversation, and claims it.
   *
   * @param takeover of which takeover; empty: it was offered while it waited on that hop
   */
  record Reserved(
      String reservation,
      int routingEpoch,
      Optional<Integer> takeover,
      String skill,
      WaitingConversation conversation,
      Optional<String> offer,
      Optional<Explanation> reasons,
      long offeredAt,
      long at,
      Optional<Long> configurationRevision)
      implements AgentEvent {}

  /** The claim was good: the agent has the conversation. */
  record ReservationConfirmed(String reservation, long at) implements AgentEvent {}

  /** The claim came too late. */
  record ReservationDropped(String reservation, long at) implements AgentEvent {}

  /**
   * The agent has let go of the conversation.
   *
   * @param handedOn holds let go of before that need not be remembered any more
   */
  record ReservationReleased(String reservation, Set<String> handedOn, long at)
      implements AgentEvent {

    public ReservationReleased {
      handedOn = Set.copyOf(handedOn);
    }
  }
}
