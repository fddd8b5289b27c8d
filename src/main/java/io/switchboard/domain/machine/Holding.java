package io.switchboard.domain.machine;

import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.agent.Presence;
import io.switchboard.domain.machine.AgentEvent.Held;
import io.switchboard.domain.machine.AgentEvent.HoldActivated;
import io.switchboard.domain.machine.AgentEvent.HoldDropped;
import io.switchboard.domain.machine.AgentEvent.HoldReleased;
import io.switchboard.domain.machine.AgentMemory.Hold;
import io.switchboard.domain.protocol.AgentMessage.Granted;
import io.switchboard.domain.protocol.AgentMessage.Offer;
import io.switchboard.domain.protocol.AgentMessage.Release;
import io.switchboard.domain.protocol.AgentMessage.Reserve;
import io.switchboard.domain.protocol.AgentSignal;
import io.switchboard.domain.protocol.AgentSignal.Why;
import io.switchboard.domain.protocol.Client;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Send;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What an agent holds: room that is kept durably for a conversation from the moment in which they
 * claim it until the conversation has said that it is not theirs, or no longer.
 */
final class Holding extends Part<AgentEvent> {
  private final String agent;
  private final Supplier<AgentMemory> memory;
  private final Room room;
  private final Hands hands;
  private final Seeking seeking;

  Holding(
      StateMachine<?, AgentEvent> whole,
      String agent,
      Supplier<AgentMemory> memory,
      Room room,
      Hands hands,
      Seeking seeking) {
    super(whole);
    this.agent = agent;
    this.memory = memory;
    this.room = room;
    this.hands = hands;
    this.seeking = seeking;
  }

  // --- they claim it ---

  /** Whether this offer has led to a hold already. */
  boolean isHeld(Offer offer) {
    return memory().holds().stream()
        .anyMatch(hold -> hold.held().offer().filter(offer.offer()::equals).isPresent());
  }

  void hold(Offer offer, long offeredAt, long now) {
    emit(
        new Held(
            nextId(),
            offer.hop(),
            Optional.empty(),
            offer.skill(),
            offer.conversation(),
            Optional.of(offer.offer()),
            Optional.of(offer.reasons()),
            offeredAt,
            now,
            revision()));
  }

  /** Whether room is, or was, kept for this very takeover. */
  boolean isReserved(Reserve reserve) {
    return memory()
        .ofConversation(reserve.conversation().id())
        .filter(one -> one.held().takeover().equals(Optional.of(reserve.takeover())))
        .isPresent();
  }

  void reserve(Reserve reserve, long now) {
    String conversation = reserve.conversation().id();
    if (memory().presence() == Presence.OFFLINE
        || room.own().skills().isEmpty()
        || room.contains(conversation)
        || !room.isFor(reserve.skill(), now)) {
      tell(
          conversation,
          new ConversationMessage.ReserveRefused(
              reserve.takeover(), agent + " is offline, disabled or has no room"));
    } else {
      emit(
          new Held(
              nextId(),
              reserve.hop(),
              Optional.of(reserve.takeover()),
              reserve.skill(),
              reserve.conversation(),
              Optional.empty(),
              Optional.empty(),
              now,
              now,
              revision()));
      seeking.seek(now);
    }
  }

  private String nextId() {
    return agent + "#" + (memory().minted() + 1);
  }

  /** Answers a client once it is decided whether the agent has what they hold. */
  void awaitDecision(Hold hold, Client client) {
    if (hold.isActive()) {
      answer(client, new Reply.Done());
    } else {
      hands.awaitDecision(hold.id(), client);
    }
  }

  // --- the conversation decides ---

  void granted(Granted granted, long now) {
    Optional<Hold> hold = memory().find(granted.hold());
    if (hold.isEmpty()) {
      return;
    }
    String conversation = hold.get().conversation();
    if (!hold.get().isActive()) {
      emit(new HoldActivated(granted.hold(), now));
      signal(new AgentSignal.Assigned(conversation, hold.get().held().skill(), now));
      hands.decided(granted.hold()).forEach(client -> answer(client, new Reply.Done()));
      seeking.decided(now);
    }
    tell(conversation, new ConversationMessage.Activated(granted.hold()));
    hands.confirmed(granted.hold(), granted.talk(), now);
    room.resume(conversation, granted.talk());
    if (policy().capacityMode() == CapacityMode.DYNAMIC) {
      seeking.seek(now);
    }
  }

  void claimRefused(String refused, long now) {
    Optional<Hold> hold = memory().find(refused).filter(one -> !one.isActive());
    if (hold.isPresent()) {
      emit(new HoldDropped(refused, now));
      signal(new AgentSignal.Withdrawn(hold.get().conversation(), Why.GONE));
      hands.decided(refused).forEach(client -> refuseAsGone(hold.get().conversation(), client));
      seeking.seek(now);
    }
  }

  void release(Release release, long now) {
    if (memory().find(release.hold()).isPresent()) {
      emit(new HoldReleased(release.hold(), hands.takeHandedOn(), now));
      hands.forget(release.hold()).forEach(client -> refuseAsGone(release.conversation(), client));
      signal(new AgentSignal.Released(release.conversation()));
      seeking.seek(now);
    } else {
      tell(release.conversation(), new ConversationMessage.Released(release.hold(), agent));
    }
  }

  /** Tells a client that there is nothing (any more) that the agent could take. */
  void refuseAsGone(String conversation, Client client) {
    refuse(
        client,
        Reply.Reason.CONFLICT,
        "conversation " + conversation + " is not offered to " + agent + " (any more)");
  }

  private void signal(AgentSignal signal) {
    send(new Send.ToDesktop(signal));
  }

  private AgentMemory memory() {
    return memory.get();
  }
}
