package io.switchboard.domain.queue;

import io.switchboard.domain.distribution.GroupAssignment;
import io.switchboard.domain.protocol.QueueMessage.Ringing;
import io.switchboard.domain.queue.matching.WaitingIndex;
import io.switchboard.domain.routing.Explanation;
import io.switchboard.domain.routing.WaitingConversation;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * The conversations of a queue that are held out to agents. They keep their places, but nobody else
 * is given them. It may be forgotten: then agents tell what rings, and the rest is offered again.
 */
public final class OutstandingOffers {
  /** How long an agent is waited for to say that it rings, or whoever took it to say so. */
  static final long PATIENCE = Duration.ofSeconds(5).toNanos();

  /**
   * One offer.
   *
   * @param until when it is asked what became of it
   * @param expiresAt until when it rings; empty: it is not known to ring yet
   */
  public record Outstanding(
      String offer,
      WaitingConversation conversation,
      int routingEpoch,
      String agent,
      long since,
      long until,
      Optional<Long> expiresAt,
      Optional<GroupAssignment> placing,
      Optional<Explanation> reasons) {

    /** It goes on ringing for so long. */
    Outstanding ringing(long ringsFor, long now) {
      return new Outstanding(
          offer,
          conversation,
          routingEpoch,
          agent,
          since,
          now + Math.max(0, ringsFor) + PATIENCE,
          Optional.of(now + ringsFor),
          placing,
          reasons);
    }

    Outstanding askedAbout(long newUntil) {
      return new Outstanding(
          offer, conversation, routingEpoch, agent, since, newUntil, expiresAt, placing, reasons);
    }

    Outstanding of(WaitingConversation changed) {
      return of(changed, placing);
    }

    Outstanding of(WaitingConversation changed, Optional<GroupAssignment> changedPlacing) {
      return new Outstanding(
          offer, changed, routingEpoch, agent, since, until, expiresAt, changedPlacing, reasons);
    }

    private OfferExpiry deadline() {
      return new OfferExpiry(until, conversation.id());
    }
  }

  private record OfferExpiry(long at, String conversation) implements Comparable<OfferExpiry> {
    @Override
    public int compareTo(OfferExpiry other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : conversation.compareTo(other.conversation);
    }
  }

  private final Map<String, Outstanding> byConversation = new HashMap<>();
  private final Map<String, Set<String>> byAgent = new HashMap<>();
  private final Map<String, Long> withdrawnAt = new LinkedHashMap<>();
  private final TreeSet<OfferExpiry> deadlines = new TreeSet<>();
  private final WaitingIndex line = new WaitingIndex();

  void put(Outstanding offer) {
    remove(offer.conversation().id());
    byConversation.put(offer.conversation().id(), offer);
    byAgent.computeIfAbsent(offer.agent(), any -> new TreeSet<>()).add(offer.conversation().id());
    deadlines.add(offer.deadline());
    line.put(offer.conversation());
  }

  Optional<Outstanding> remove(String conversation) {
    Outstanding removed = byConversation.remove(conversation);
    if (removed != null) {
      deadlines.remove(removed.deadline());
      line.remove(conversation);
      Set<String> left = byAgent.get(removed.agent());
      left.remove(conversation);
      if (left.isEmpty()) {
        byAgent.remove(removed.agent());
      }
    }
    return Optional.ofNullable(removed);
  }

  /**
   * Takes an offer back. It is remembered for as long as an offer is waited for, since a report of
   * its agent may cross the withdrawal and must not bring it back.
   */
  Optional<Outstanding> withdraw(String conversation, long now) {
    Optional<Outstanding> removed = remove(conversation);
    forgetWithdrawn(now);
    removed.ifPresent(offer -> withdrawnAt.put(offer.offer(), now));
    return removed;
  }

  /** They are in the order in which they were taken back. */
  private void forgetWithdrawn(long now) {
    Iterator<Long> eldest = withdrawnAt.values().iterator();
    while (eldest.hasNext() && eldest.next() + PATIENCE <= now) {
      eldest.remove();
    }
  }

  /** Whether this offer was taken back a short while ago. */
  boolean isWithdrawn(String offer, long now) {
    return withdrawnAt.getOrDefault(offer, now - PATIENCE) + PATIENCE > now;
  }

  Optional<Outstanding> find(String conversation) {
    return Optional.ofNullable(byConversation.get(conversation));
  }

  Optional<Outstanding> find(String conversation, String offer) {
    return find(conversation).filter(one -> one.offer().equals(offer));
  }

  List<Outstanding> of(String agent) {
    Set<String> conversations = byAgent.get(agent);
    return conversations == null
        ? List.of()
        : conversations.stream().map(byConversation::get).toList();
  }

  /** The conversations that are held out. */
  List<String> conversations() {
    return List.copyOf(byConversation.keySet());
  }

  /** What the ledger will be told of those that are accepted. */
  List<GroupAssignment> placings() {
    return byConversation.values().stream().flatMap(offer -> offer.placing().stream()).toList();
  }

  /** How many offers to an agent are under way, so that the agent's own count lacks them. */
  int unheard(String agent) {
    int unheard = 0;
    for (String conversation : byAgent.getOrDefault(agent, Set.of())) {
      unheard += byConversation.get(conversation).expiresAt().isEmpty() ? 1 : 0;
    }
    return unheard;
  }

  /** Notes what an agent says that rings, and soon asks about what they do not say any more. */
  void heard(String agent, List<Ringing> ringing, long now) {
    for (Outstanding offer : of(agent)) {
      Optional<Ringing> ringingOffers =
          ringing.stream().filter(one -> one.offer().equals(offer.offer())).findFirst();
      if (ringingOffers.isPresent()) {
        put(offer.ringing(ringingOffers.get().ringsFor(), now));
      } else if (offer.expiresAt().isPresent()) {
        put(offer.askedAbout(Math.min(offer.until(), now + PATIENCE)));
      }
    }
  }

  List<Outstanding> due(long now) {
    return deadlines.stream()
        .takeWhile(deadline -> deadline.at() <= now)
        .map(deadline -> byConversation.get(deadline.conversation()))
        .toList();
  }

  OptionalLong nextDeadline() {
    return deadlines.isEmpty() ? OptionalLong.empty() : OptionalLong.of(deadlines.first().at());
  }

  /** Those that are offered, in order. */
  WaitingIndex line() {
    return line;
  }
}
