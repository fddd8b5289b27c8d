package io.switchboard.domain.agent;

import io.switchboard.domain.dispatch.Cases;
import io.switchboard.domain.routing.Presence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * State of an agent that survives a restart. Times are in nanoseconds.
 *
 * @param since time of the last change of the presence
 * @param leases duration of the presence lease of each client that has one, in nanoseconds
 * @param presentBy revision of the configuration by which the presence was set; empty if unknown
 * @param reservations conversations that the agent has or claims, in the order of the reservations
 * @param releases released reservations whose handover may not be complete
 * @param reservationsMade number of reservations ever made; it makes each id unique
 * @param idleSince when the agent last received a conversation; before the first one, when they
 *     first came online; empty: never
 * @param configurationRevision revision of the configuration of the latest decision; empty if
 *     unknown
 */
public record AgentState(
    Presence presence,
    long since,
    Map<String, Long> leases,
    Optional<Long> presentBy,
    List<Reservation> reservations,
    List<Release> releases,
    long reservationsMade,
    Optional<Long> idleSince,
    Optional<Long> configurationRevision) {

  private static final Cases<AgentState, AgentEvent, AgentState> CHANGES =
      Cases.<AgentState, AgentEvent, AgentState>of(AgentEvent.class)
          .when(AgentEvent.Loaded.class, (memory, began) -> memory)
          .when(AgentEvent.PresenceChanged.class, AgentState::present)
          .when(AgentEvent.Reserved.class, AgentState::reserved)
          .when(AgentEvent.ReservationConfirmed.class, AgentState::activated)
          .when(AgentEvent.ReservationDropped.class, AgentState::dropped)
          .when(AgentEvent.ReservationReleased.class, AgentState::released)
          .complete();

  /** The initial state: an agent who has never been online. */
  public static final AgentState NEW =
      new AgentState(
          Presence.OFFLINE,
          0,
          Map.of(),
          Optional.empty(),
          List.of(),
          List.of(),
          0,
          Optional.empty(),
          Optional.empty());

  public AgentState {
    leases = Map.copyOf(leases);
    reservations = List.copyOf(reservations);
    releases = List.copyOf(releases);
  }

  /** A released reservation. */
  public record Release(String reservation, String conversation) {}

  /** Capacity that the agent keeps for a conversation; active when the claim was granted. */
  public record Reservation(AgentEvent.Reserved reserved, Optional<Long> activeSince) {
    public String id() {
      return reserved.reservation();
    }

    public String conversation() {
      return reserved.conversation();
    }

    public boolean isActive() {
      return activeSince.isPresent();
    }
  }

  public Optional<Reservation> find(String reservation) {
    for (Reservation one : reservations) {
      if (one.id().equals(reservation)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  Optional<Reservation> ofConversation(String conversation) {
    for (Reservation one : reservations) {
      if (one.conversation().equals(conversation)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  AgentState after(AgentEvent event) {
    return CHANGES.apply(this, event);
  }

  private AgentState present(AgentEvent.PresenceChanged changed) {
    Optional<Long> idle =
        changed.presence() == Presence.ONLINE
            ? idleSince.or(() -> Optional.of(changed.at()))
            : idleSince;
    return new AgentState(
        changed.presence(),
        changed.presence() == presence ? since : changed.at(),
        changed.leases(),
        changed.configurationRevision(),
        reservations,
        releases,
        reservationsMade,
        idle,
        changed.configurationRevision().or(() -> configurationRevision));
  }

  private AgentState reserved(AgentEvent.Reserved reserved) {
    List<Reservation> more = new ArrayList<>(reservations);
    more.add(new Reservation(reserved, Optional.empty()));
    return new AgentState(
        presence,
        since,
        leases,
        presentBy,
        more,
        releases,
        reservationsMade + 1,
        Optional.of(reserved.offeredAt()),
        reserved.configurationRevision().or(() -> configurationRevision));
  }

  private AgentState activated(AgentEvent.ReservationConfirmed active) {
    List<Reservation> changed = new ArrayList<>(reservations);
    changed.replaceAll(
        one ->
            one.id().equals(active.reservation())
                ? new Reservation(one.reserved(), Optional.of(active.at()))
                : one);
    return with(changed, releases);
  }

  private AgentState dropped(AgentEvent.ReservationDropped dropped) {
    return with(reservationsBut(dropped.reservation()), releases);
  }

  private AgentState released(AgentEvent.ReservationReleased released) {
    return with(reservationsBut(released.reservation()), releasesAfter(released));
  }

  private List<Reservation> reservationsBut(String reservation) {
    return reservations.stream().filter(one -> !one.id().equals(reservation)).toList();
  }

  /** Without the records of released reservations of these conversations. */
  AgentState withoutReleases(Set<String> conversations) {
    return with(
        reservations,
        releases.stream().filter(one -> !conversations.contains(one.conversation())).toList());
  }

  private AgentState with(List<Reservation> newHolds, List<Release> newReleases) {
    return new AgentState(
        presence,
        since,
        leases,
        presentBy,
        newHolds,
        newReleases,
        reservationsMade,
        idleSince,
        configurationRevision);
  }

  private List<Release> releasesAfter(AgentEvent.ReservationReleased released) {
    List<Release> after = new ArrayList<>(releases);
    after.removeIf(one -> released.handoversCompleted().contains(one.reservation()));
    find(released.reservation())
        .ifPresent(
            reservation -> after.add(new Release(reservation.id(), reservation.conversation())));
    return after;
  }
}
