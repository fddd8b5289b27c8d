package io.switchboard.domain.agent;

import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.agent.AgentState.Reservation;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.AgentNotification;
import io.switchboard.domain.protocol.AgentNotification.Reason;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Requester;
import io.switchboard.domain.routing.Presence;
import java.util.Optional;

/** Reservations of an agent: capacity kept durably for conversations from the claim on. */
final class Reservations extends AgentPart {
  private final WorkSearch workSearch;

  Reservations(AgentMachine whole) {
    super(whole);
    this.workSearch = whole.workSearch;
  }

  // --- claims ---

  boolean isMade(AgentMessage.Offer offer) {
    return state().reservations().stream()
        .anyMatch(
            reservation ->
                reservation.reserved().offer().filter(offer.offer()::equals).isPresent());
  }

  void make(AgentMessage.Offer offer, long offeredAt, long now) {
    String id = nextId();
    obligations.reasons(id, offer.reasons());
    emit(
        new AgentEvent.Reserved(
            id,
            offer.routingEpoch(),
            Optional.empty(),
            offer.skill(),
            offer.conversation(),
            Optional.of(offer.offer()),
            Optional.of(offer.eligibility()),
            offeredAt,
            now,
            revision()));
  }

  boolean isReserved(AgentMessage.Reserve reserve) {
    return state()
        .ofConversation(reserve.conversation())
        .filter(one -> one.reserved().takeover().equals(Optional.of(reserve.takeover())))
        .isPresent();
  }

  void reserve(AgentMessage.Reserve reserve, long now) {
    String conversation = reserve.conversation();
    if (state().presence() == Presence.OFFLINE
        || capacity.own().skills().isEmpty()
        || capacity.contains(conversation)
        || !capacity.hasCapacityFor(reserve.skill(), now)) {
      send(
          conversation,
          new ConversationMessage.ReserveRefused(
              reserve.takeover(), "Agent " + agent + " is offline, disabled or at capacity."));
    } else {
      emit(
          new AgentEvent.Reserved(
              nextId(),
              reserve.routingEpoch(),
              Optional.of(reserve.takeover()),
              reserve.skill(),
              conversation,
              Optional.empty(),
              Optional.empty(),
              now,
              now,
              revision()));
      workSearch.start(now);
    }
  }

  private String nextId() {
    return agent + "#" + (state().reservationsMade() + 1);
  }

  /** Answers the client when the conversation has decided the claim. */
  void awaitDecision(Reservation reservation, Requester client) {
    if (reservation.isActive()) {
      answer(client, new Reply.Done());
    } else {
      obligations.awaitDecision(reservation.id(), client);
    }
  }

  // --- decisions of the conversation ---

  void granted(AgentMessage.ClaimGranted granted, long now) {
    Optional<Reservation> reservation = state().find(granted.reservation());
    if (reservation.isEmpty()) {
      return;
    }
    String conversation = reservation.get().conversation();
    if (!reservation.get().isActive()) {
      emit(new AgentEvent.ReservationConfirmed(granted.reservation(), now));
      signal(
          new AgentNotification.Assigned(conversation, reservation.get().reserved().skill(), now));
      obligations
          .decided(granted.reservation())
          .forEach(client -> answer(client, new Reply.Done()));
      workSearch.decided(now);
    }
    send(conversation, new ConversationMessage.ReservationConfirmed(granted.reservation()));
    obligations.confirmed(granted.reservation(), granted.messageTimes(), now);
    capacity.resume(conversation, granted.messageTimes());
    if (policy().capacityMode() == CapacityMode.DYNAMIC) {
      workSearch.start(now);
    }
  }

  void claimRefused(String refused, long now) {
    Optional<Reservation> reservation = state().find(refused).filter(one -> !one.isActive());
    if (reservation.isPresent()) {
      emit(new AgentEvent.ReservationDropped(refused, now));
      signal(new AgentNotification.Withdrawn(reservation.get().conversation(), Reason.CANCELLED));
      obligations
          .decided(refused)
          .forEach(client -> refuseAsNotOffered(reservation.get().conversation(), client));
      workSearch.start(now);
    }
  }

  void release(AgentMessage.Release release, long now) {
    if (state().find(release.reservation()).isPresent()) {
      emit(
          new AgentEvent.ReservationReleased(
              release.reservation(), obligations.takeCompletedHandovers(), now));
      obligations
          .forget(release.reservation())
          .forEach(client -> refuseAsNotOffered(release.conversation(), client));
      signal(new AgentNotification.Released(release.conversation()));
      workSearch.start(now);
    } else {
      send(release.conversation(), new ConversationMessage.Released(release.reservation(), agent));
    }
  }

  /** Refuses a request because the conversation is not offered to the agent, or not any more. */
  void refuseAsNotOffered(String conversation, Requester client) {
    refuse(
        client,
        Reply.Reason.CONFLICT,
        "Conversation " + conversation + " is not offered to agent " + agent + ".");
  }
}
