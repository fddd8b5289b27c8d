package io.switchboard.domain.agent;

import io.switchboard.domain.agent.AgentEvent.Loaded;
import io.switchboard.domain.agent.AgentEvent.PresenceChanged;
import io.switchboard.domain.agent.AgentEvent.ReservationConfirmed;
import io.switchboard.domain.agent.AgentEvent.ReservationDropped;
import io.switchboard.domain.agent.AgentEvent.ReservationReleased;
import io.switchboard.domain.agent.AgentEvent.Reserved;
import io.switchboard.domain.dispatch.Cases;
import io.switchboard.domain.routing.Presence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that an agent must not forget. Times are nanoseconds.
 *
 * @param since when the presence became what it is
 * @param leases the clients that say so for a time only, and how long each does without saying it
 *     again
 * @param presentBy the revision of the configuration by which the presence was said, if known
 * @param reservations conversations that the agent has or claims, in the order in which they came
 * @param letGo holds that the agent has let go of, and that may not be in other hands yet
 * @param minted how many holds there have ever been, so that no two are alike
 * @param idleSince when the agent last received a conversation; before that, when they first came
 *     online; empty: never
 * @param configurationRevision the revision of the configuration by which the last was decided, if
 *     that is known
 */
public record AgentState(
    Presence presence,
    long since,
    Map<String, Long> leases,
    Optional<Long> presentBy,
    List<Reservation> reservations,
    List<LetGo> letGo,
    long minted,
    Optional<Long> idleSince,
    Optional<Long> configurationRevision) {

  private static final Cases<AgentState, AgentEvent, AgentState> CHANGES =
      Cases.<AgentState, AgentEvent, AgentState>of(AgentEvent.class)
          .when(Loaded.class, (memory, began) -> memory)
          .when(PresenceChanged.class, AgentState::present)
          .when(Reserved.class, AgentState::held)
          .when(ReservationConfirmed.class, AgentState::activated)
          .when(ReservationDropped.class, AgentState::dropped)
          .when(ReservationReleased.class, AgentState::released)
          .complete();

  /** An agent who has never been there. */
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
    letGo = List.copyOf(letGo);
  }

  /** A hold that is none any more. */
  public record LetGo(String reservation, String conversation) {}

  /** Room that the agent keeps for a conversation; active once the claim was good. */
  public record Reservation(Reserved held, Optional<Long> activeSince) {
    public String id() {
      return held.reservation();
    }

    public String conversation() {
      return held.conversation().id();
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

  /** Whether the agent would wake this conversation after a crash. */
  public boolean names(String conversation) {
    return ofConversation(conversation).isPresent()
        || letGo.stream().anyMatch(one -> one.conversation().equals(conversation));
  }

  AgentState after(AgentEvent event) {
    return CHANGES.apply(this, event);
  }

  private AgentState present(PresenceChanged changed) {
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
        letGo,
        minted,
        idle,
        changed.configurationRevision().or(() -> configurationRevision));
  }

  private AgentState held(Reserved held) {
    List<Reservation> more = new ArrayList<>(reservations);
    more.add(new Reservation(held, Optional.empty()));
    return new AgentState(
        presence,
        since,
        leases,
        presentBy,
        more,
        letGo,
        minted + 1,
        Optional.of(held.offeredAt()),
        held.configurationRevision().or(() -> configurationRevision));
  }

  private AgentState activated(ReservationConfirmed active) {
    List<Reservation> changed = new ArrayList<>(reservations);
    changed.replaceAll(
        one ->
            one.id().equals(active.reservation())
                ? new Reservation(one.held(), Optional.of(active.at()))
                : one);
    return with(changed, letGo);
  }

  private AgentState dropped(ReservationDropped dropped) {
    return with(reservationsBut(dropped.reservation()), letGo);
  }

  private AgentState released(ReservationReleased released) {
    return with(reservationsBut(released.reservation()), letGoAfter(released));
  }

  private List<Reservation> reservationsBut(String reservation) {
    return reservations.stream().filter(one -> !one.id().equals(reservation)).toList();
  }

  private AgentState with(List<Reservation> newHolds, List<LetGo> newLetGo) {
    return new AgentState(
        presence,
        since,
        leases,
        presentBy,
        newHolds,
        newLetGo,
        minted,
        idleSince,
        configurationRevision);
  }

  private List<LetGo> letGoAfter(ReservationReleased released) {
    List<LetGo> after = new ArrayList<>(letGo);
    after.removeIf(one -> released.handedOn().contains(one.reservation()));
    find(released.reservation())
        .ifPresent(
            reservation -> after.add(new LetGo(reservation.id(), reservation.conversation())));
    return after;
  }
}
