package io.switchboard.domain.agent;

import io.switchboard.domain.protocol.AgentMessage.Offer;
import io.switchboard.domain.protocol.AgentNotification;
import io.switchboard.domain.protocol.AgentNotification.Why;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.Envelope;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.protocol.QueueMessage.Ringing;
import io.switchboard.domain.protocol.Refusal;
import io.switchboard.domain.statemachine.MachinePart;
import io.switchboard.domain.statemachine.StateMachine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What rings at an agent, which reserves room. It may be forgotten: the queues will offer again.
 */
public final class RingingOffers extends MachinePart<AgentEvent> {

  /** One offer, and until when it rings by the clock of its agent. */
  public record Ring(Offer offer, long since, long expiresAt) {
    public String conversation() {
      return offer.conversation().id();
    }
  }

  private final String agent;
  private final AgentCapacity room;
  private final AgentObligations obligations;
  private final Map<String, Ring> byOffer = new LinkedHashMap<>();
  private int missed;

  RingingOffers(
      StateMachine<?, AgentEvent> whole,
      String agent,
      AgentCapacity room,
      AgentObligations obligations) {
    super(whole);
    this.agent = agent;
    this.room = room;
    this.obligations = obligations;
  }

  // --- what rings ---

  List<Ring> all() {
    return new ArrayList<>(byOffer.values());
  }

  int size() {
    return byOffer.size();
  }

  Optional<Ring> ofConversation(String conversation) {
    return byOffer.values().stream()
        .filter(ring -> ring.conversation().equals(conversation))
        .findFirst();
  }

  /** What rings from one queue, as that is told. */
  List<Ringing> from(String skill, long now) {
    if (byOffer.isEmpty()) {
      return List.of();
    }
    return byOffer.values().stream()
        .filter(ring -> ring.offer().skill().equals(skill))
        .map(ring -> told(ring, now))
        .toList();
  }

  private Ringing told(Ring ring, long now) {
    return new Ringing(
        ring.offer().offer(),
        ring.conversation(),
        ring.offer().routingEpoch(),
        agent,
        ring.expiresAt() - now);
  }

  OptionalLong nextExpiry() {
    return byOffer.isEmpty()
        ? OptionalLong.empty()
        : byOffer.values().stream().mapToLong(Ring::expiresAt).min();
  }

  // --- it begins ---

  void ring(Offer offer, long now) {
    Ring ring = new Ring(offer, now, now + policy().offers().timeout());
    byOffer.put(offer.offer(), ring);
    room.receive(ring.conversation(), offer.skill(), now);
    tellQueue(ring, now);
    signal(
        new AgentNotification.Offered(
            ring.conversation(), offer.skill(), offer.conversation().dueAt(), ring.expiresAt()));
  }

  /** Tells the queue of an offer that is taken at once that it has come, as if it had rung. */
  void pass(Offer offer, long now) {
    tellQueue(new Ring(offer, now, now), now);
  }

  /** Tells the queue again of an offer that rings already; false when it does not ring. */
  boolean repeat(Offer offer, long now) {
    Optional<Ring> ringing = Optional.ofNullable(byOffer.get(offer.offer()));
    ringing.ifPresent(ring -> tellQueue(ring, now));
    return ringing.isPresent();
  }

  private void tellQueue(Ring ring, long now) {
    send(new Envelope.ToQueue(ring.offer().skill(), told(ring, now)));
  }

  // --- it ends ---

  /** The agent takes it; its room stays reserved. */
  void accept(Ring ring) {
    missed = 0;
    byOffer.remove(ring.offer().offer());
  }

  void decline(Ring ring) {
    refuse(ring, Refusal.DECLINED, Why.DECLINED);
  }

  /** Ends what has rung for too long; whether so much was missed in a row that they are away. */
  boolean expire(Ring ring) {
    refuse(ring, Refusal.MISSED, Why.MISSED);
    missed++;
    int limit = policy().offers().missedBeforeAway();
    return limit > 0 && missed >= limit;
  }

  /** What has rung for too long. */
  List<Ring> expired(long now) {
    return byOffer.values().stream().filter(ring -> ring.expiresAt() <= now).toList();
  }

  /** The agent is here, or away, by their own decision: what they missed does not matter. */
  void forgiveMissed() {
    missed = 0;
  }

  private void refuse(Ring ring, Refusal refusal, Why why) {
    end(ring, why);
    obligations.refuse(
        ring.conversation(),
        new ConversationMessage.Refuse(
            ring.offer().offer(), ring.offer().routingEpoch(), agent, refusal, ring.since()));
  }

  /** An offer does not stand any more; false when it does not ring. */
  boolean withdraw(String offer) {
    Optional<Ring> ringing = Optional.ofNullable(byOffer.get(offer));
    ringing.ifPresent(ring -> end(ring, Why.GONE));
    return ringing.isPresent();
  }

  /** Gives everything back to the queues. */
  void giveBackAll() {
    all().forEach(this::giveBack);
  }

  /** Gives back what the agent may not take any more. */
  void giveBackForbidden() {
    all().stream()
        .filter(ring -> !room.mayEverTake(ring.offer().conversation(), ring.offer().skill()))
        .forEach(this::giveBack);
  }

  private void giveBack(Ring ring) {
    end(ring, Why.RETURNED);
    sendBack(ring.offer());
  }

  /** Tells the queue of an offer that it does not ring. */
  void sendBack(Offer offer) {
    send(
        new Envelope.ToQueue(
            offer.skill(),
            new QueueMessage.OfferReturned(offer.offer(), offer.conversation().id(), agent)));
  }

  private void end(Ring ring, Why why) {
    byOffer.remove(ring.offer().offer());
    room.release(ring.conversation());
    signal(new AgentNotification.Withdrawn(ring.conversation(), why));
  }

  private void signal(AgentNotification signal) {
    send(new Envelope.ToDesktop(signal));
  }
}
