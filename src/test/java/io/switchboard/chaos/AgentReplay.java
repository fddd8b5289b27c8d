package io.switchboard.chaos;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.agent.AgentEvent;
import io.switchboard.domain.agent.AgentEvent.ReservationConfirmed;
import io.switchboard.domain.agent.AgentEvent.ReservationDropped;
import io.switchboard.domain.agent.AgentEvent.ReservationReleased;
import io.switchboard.domain.agent.AgentEvent.Reserved;
import io.switchboard.domain.agent.AgentMachine;
import io.switchboard.domain.agent.AgentState;
import io.switchboard.domain.routing.Presence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The replayed journal of an agent. */
final class AgentReplay {

  /**
   * A reservation of capacity for a conversation.
   *
   * @param presence the presence at its begin
   * @param inHand the number of conversations at its begin, this one included
   * @param ended when it was dropped or released
   */
  record Reservation(
      String agent,
      Reserved held,
      Presence presence,
      int inHand,
      Stored begun,
      Optional<Stored> activated,
      Optional<Stored> ended) {

    String id() {
      return held.reservation();
    }

    String conversation() {
      return held.conversation();
    }

    private Reservation activated(Stored stored) {
      return new Reservation(agent, held, presence, inHand, begun, Optional.of(stored), ended);
    }

    private Reservation ended(Stored stored) {
      return new Reservation(agent, held, presence, inHand, begun, activated, Optional.of(stored));
    }
  }

  /** A presence and the time of its begin. */
  record Since(Presence presence, long at) {}

  /** An impossible event. */
  record Objection(String what, Stored stored) {}

  private final String id;
  private final AgentMachine machine;
  private final Map<String, Reservation> reservations = new LinkedHashMap<>();
  private final List<Since> presences =
      new ArrayList<>(List.of(new Since(Presence.OFFLINE, Long.MIN_VALUE)));
  private final List<Objection> objections = new ArrayList<>();

  AgentReplay(String id, List<Stored> log, AccountPolicy account) {
    this.id = id;
    this.machine = new AgentMachine(id, account, message -> {});
    log.forEach(this::live);
  }

  private void live(Stored stored) {
    Optional<String> objection = objection(stored.event());
    if (objection.isPresent()) {
      objections.add(new Objection(objection.get(), stored));
      return;
    }
    AgentEvent event = (AgentEvent) stored.event();
    machine.apply(event);
    if (event instanceof Reserved held) {
      begin(held, stored);
    } else if (event instanceof ReservationConfirmed active) {
      reservations.computeIfPresent(
          active.reservation(), (any, reservation) -> reservation.activated(stored));
    } else if (event instanceof ReservationDropped dropped) {
      reservations.computeIfPresent(
          dropped.reservation(), (any, reservation) -> reservation.ended(stored));
    } else if (event instanceof ReservationReleased released) {
      reservations.computeIfPresent(
          released.reservation(), (any, reservation) -> reservation.ended(stored));
    } else if (event instanceof AgentEvent.PresenceChanged changed) {
      presences.add(new Since(changed.presence(), changed.at()));
    }
  }

  private void begin(Reserved held, Stored stored) {
    AgentState now = machine.state();
    reservations.put(
        held.reservation(),
        new Reservation(
            id,
            held,
            now.presence(),
            now.reservations().size(),
            stored,
            Optional.empty(),
            Optional.empty()));
  }

  private Optional<String> objection(Object event) {
    if (event instanceof Reserved held) {
      boolean twice =
          machine.state().reservations().stream()
              .anyMatch(reservation -> reservation.conversation().equals(held.conversation()));
      if (twice) {
        return Optional.of("reserves for " + held.conversation() + " twice");
      }
      return reservations.containsKey(held.reservation())
          ? Optional.of(held.reservation() + " is used again")
          : Optional.empty();
    }
    if (event instanceof ReservationConfirmed active) {
      return isOpen(active.reservation(), false)
          ? Optional.empty()
          : Optional.of(active.reservation() + " is activated, but does not wait for that");
    }
    if (event instanceof ReservationDropped dropped) {
      return isOpen(dropped.reservation(), false)
          ? Optional.empty()
          : Optional.of(dropped.reservation() + " is dropped, but is not claimed");
    }
    if (event instanceof ReservationReleased released) {
      return isOpen(released.reservation(), true)
          ? Optional.empty()
          : Optional.of(released.reservation() + " is released, but is not held");
    }
    return event instanceof AgentEvent
        ? Optional.empty()
        : Optional.of("stored what is no event of an agent");
  }

  private boolean isOpen(String reservation, boolean evenActive) {
    Reservation known = reservations.get(reservation);
    return known != null && known.ended().isEmpty() && (evenActive || known.activated().isEmpty());
  }

  static long at(Stored stored) {
    return ((AgentEvent) stored.event()).at();
  }

  /** The state after all events. */
  AgentState memory() {
    return machine.state();
  }

  Map<String, Reservation> reservations() {
    return reservations;
  }

  List<Objection> objections() {
    return objections;
  }

  /** Whether the agent had this presence at some moment between these two. */
  boolean was(Presence presence, long from, long until) {
    for (int i = 0; i < presences.size(); i++) {
      long end = i + 1 < presences.size() ? presences.get(i + 1).at() : Long.MAX_VALUE;
      Since since = presences.get(i);
      if (since.presence() == presence && since.at() <= until && end >= from) {
        return true;
      }
    }
    return false;
  }
}
