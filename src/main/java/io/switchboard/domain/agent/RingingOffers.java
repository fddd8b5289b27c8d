package io.switchboard.domain.agent;

import io.switchboard.domain.protocol.AgentMessage.Offer;
import io.switchboard.domain.protocol.AgentNotification;
import io.switchboard.domain.protocol.AgentNotification.Reason;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.Envelope;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.protocol.QueueMessage.Ringing;
import io.switchboard.domain.protocol.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Ringing offers of an agent, in memory only: after a restart the queues offer again. */
public final class RingingOffers extends AgentPart {

  /** A ringing offer. Times are nanoseconds of the agent's clock. */
  public record Ring(Offer offer, long since, long expiresAt) {
    public String conversation() {
      return offer.conversation();
    }
  }

  private final Map<String, Ring> byOffer = new LinkedHashMap<>();
  private int missed;

  RingingOffers(AgentMachine whole) {
    super(whole);
  }

  // --- present offers ---

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

  /** The ringing offers of one queue, in the form of the protocol. */
  List<Ringing> from(String skill, long now) {
    if (byOffer.isEmpty()) {
      return List.of();
    }
    return byOffer.values().stream()
        .filter(ring -> ring.offer().skill().equals(skill))
        .map(ring -> asRinging(ring, now))
        .toList();
  }

  private Ringing asRinging(Ring ring, long now) {
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

  // --- begin ---

  void ring(Offer offer, long now) {
    Ring ring = new Ring(offer, now, now + policy().offers().timeout());
    byOffer.put(offer.offer(), ring);
    capacity.receive(ring.conversation(), offer.skill(), now);
    reportToQueue(ring, now);
    signal(
        new AgentNotification.Offered(
            ring.conversation(), offer.skill(), offer.place().dueAt(), ring.expiresAt()));
  }

  /** Confirms to the queue an offer that is accepted without ringing. */
  void pass(Offer offer, long now) {
    reportToQueue(new Ring(offer, now, now), now);
  }

  /** Confirms a ringing offer to its queue again; false if it does not ring. */
  boolean repeat(Offer offer, long now) {
    Optional<Ring> ringing = Optional.ofNullable(byOffer.get(offer.offer()));
    ringing.ifPresent(ring -> reportToQueue(ring, now));
    return ringing.isPresent();
  }

  private void reportToQueue(Ring ring, long now) {
    send(new Envelope.ToQueue(ring.offer().skill(), asRinging(ring, now)));
  }

  // --- end ---

  /** Ends the offer because the agent accepts it. The capacity stays in use. */
  void accept(Ring ring) {
    missed = 0;
    byOffer.remove(ring.offer().offer());
  }

  void decline(Ring ring) {
    refuse(ring, Refusal.DECLINED, Reason.DECLINED);
  }

  /** Ends a missed offer; returns whether the agent has missed too many in a row. */
  boolean expire(Ring ring) {
    refuse(ring, Refusal.MISSED, Reason.MISSED);
    missed++;
    int limit = policy().offers().missedBeforeAway();
    return limit > 0 && missed >= limit;
  }

  List<Ring> expired(long now) {
    return byOffer.values().stream().filter(ring -> ring.expiresAt() <= now).toList();
  }

  void forgiveMissed() {
    missed = 0;
  }

  private void refuse(Ring ring, Refusal refusal, Reason reason) {
    end(ring, reason);
    obligations.refuse(
        ring.conversation(),
        new ConversationMessage.Refuse(
            ring.offer().offer(), ring.offer().routingEpoch(), agent, refusal, ring.since()));
  }

  /** Ends an offer that its queue withdrew; false if it does not ring. */
  boolean withdraw(String offer) {
    Optional<Ring> ringing = Optional.ofNullable(byOffer.get(offer));
    ringing.ifPresent(ring -> end(ring, Reason.CANCELLED));
    return ringing.isPresent();
  }

  void giveBackAll() {
    all().forEach(this::giveBack);
  }

  /** Returns the offers that the agent may not accept under the present configuration. */
  void giveBackForbidden() {
    all().stream().filter(ring -> !capacity.mayEverTake(ring.offer())).forEach(this::giveBack);
  }

  private void giveBack(Ring ring) {
    end(ring, Reason.RETURNED);
    sendBack(ring.offer());
  }

  /** Reports to the queue that the offer does not ring. */
  void sendBack(Offer offer) {
    send(
        new Envelope.ToQueue(
            offer.skill(),
            new QueueMessage.OfferReturned(offer.offer(), offer.conversation(), agent)));
  }

  private void end(Ring ring, Reason reason) {
    byOffer.remove(ring.offer().offer());
    capacity.release(ring.conversation());
    signal(new AgentNotification.Withdrawn(ring.conversation(), reason));
  }
}
