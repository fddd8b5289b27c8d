package io.switchboard.domain.machine;

import io.switchboard.domain.protocol.AgentMessage.Offer;
import io.switchboard.domain.protocol.QueueMessage.Ringing;
import io.switchboard.domain.queue.Access;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What rings at an agent. It may be forgotten: the queues will offer again. */
final class Rings {

  /** One offer, and until when it rings. */
  record Ring(Offer offer, long since, long expiresAt) {
    String conversation() {
      return offer.conversation().id();
    }

    Access access() {
      return offer.conversation().access();
    }

    Ringing told(String agent) {
      return new Ringing(offer.offer(), conversation(), offer.hop(), agent, expiresAt);
    }
  }

  private final Map<String, Ring> byOffer = new LinkedHashMap<>();

  void add(Ring ring) {
    byOffer.put(ring.offer().offer(), ring);
  }

  Optional<Ring> find(String offer) {
    return Optional.ofNullable(byOffer.get(offer));
  }

  Optional<Ring> ofConversation(String conversation) {
    return byOffer.values().stream()
        .filter(ring -> ring.conversation().equals(conversation))
        .findFirst();
  }

  Optional<Ring> remove(String offer) {
    return Optional.ofNullable(byOffer.remove(offer));
  }

  List<Ring> all() {
    return new ArrayList<>(byOffer.values());
  }

  List<Ring> expired(long now) {
    return byOffer.values().stream().filter(ring -> ring.expiresAt() <= now).toList();
  }

  OptionalLong nextExpiry() {
    return byOffer.values().stream().mapToLong(Ring::expiresAt).min();
  }

  List<Ringing> of(String skill, String agent) {
    return byOffer.values().stream()
        .filter(ring -> ring.offer().skill().equals(skill))
        .map(ring -> ring.told(agent))
        .toList();
  }
}
