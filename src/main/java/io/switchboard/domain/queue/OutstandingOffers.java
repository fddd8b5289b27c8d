package io.switchboard.domain.queue;

import io.switchboard.domain.distribution.GroupAssignment;
import io.switchboard.domain.protocol.QueueMessage.Ringing;
import io.switchboard.domain.queue.matching.WaitingIndex;
import io.switchboard.domain.routing.Explanation;
import io.switchboard.domain.routing.WaitingConversation;
import io.switchboard.domain.statemachine.TimeIndex;
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
 * Outstanding offers of a queue. The offered conversations keep their places, but are offered to no
 * other agent. Kept in memory only: after a restart the agents report which offers ring, and the
 * queue offers the other conversations again.
 */
public final class OutstandingOffers {
  /** Nanoseconds that the queue waits for a confirmation of an offer, and for its result. */
  static final long PATIENCE = Duration.ofSeconds(5).toNanos();

  /**
   * One offer.
   *
   * @param until when the queue gives the offer up and probes the conversation
   * @param expiresAt when the offer timeout ends; empty until the agent has confirmed the offer
   * @param placing the group assignment that the ledger counts when the offer is accepted
   * @param reasons the explanation of the offer; empty when the queue learned of the offer from a
   *     report
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

    /** The same offer, confirmed by its agent, with this remaining time in nanoseconds. */
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

    Outstanding withDeadline(long newUntil) {
      return new Outstanding(
          offer, conversation, routingEpoch, agent, since, newUntil, expiresAt, placing, reasons);
    }

    Outstanding of(WaitingConversation changed, Optional<GroupAssignment> changedPlacing) {
      return new Outstanding(
          offer, changed, routingEpoch, agent, since, until, expiresAt, changedPlacing, reasons);
    }
  }

  private final Map<String, Outstanding> byConversation = new HashMap<>();
  private final Map<String, Set<String>> byAgent = new HashMap<>();
  private final Map<String, Long> withdrawnAt = new LinkedHashMap<>();
  private final TimeIndex deadlines = new TimeIndex();
  private final WaitingIndex index = new WaitingIndex();

  void put(Outstanding offer) {
    remove(offer.conversation().id());
    byConversation.put(offer.conversation().id(), offer);
    byAgent.computeIfAbsent(offer.agent(), any -> new TreeSet<>()).add(offer.conversation().id());
    deadlines.add(offer.until(), offer.conversation().id());
    index.put(offer.conversation());
  }

  Optional<Outstanding> remove(String conversation) {
    Outstanding removed = byConversation.remove(conversation);
    if (removed != null) {
      deadlines.remove(removed.until(), conversation);
      index.remove(conversation);
      Set<String> left = byAgent.get(removed.agent());
      left.remove(conversation);
      if (left.isEmpty()) {
        byAgent.remove(removed.agent());
      }
    }
    return Optional.ofNullable(removed);
  }

  /** Withdraws an offer; for {@link #PATIENCE} a late report of the agent cannot restore it. */
  Optional<Outstanding> withdraw(String conversation, long now) {
    Optional<Outstanding> removed = remove(conversation);
    forgetWithdrawn(now);
    removed.ifPresent(offer -> withdrawnAt.put(offer.offer(), now));
    return removed;
  }

  /** The map is in the order of the withdrawals. */
  private void forgetWithdrawn(long now) {
    Iterator<Long> eldest = withdrawnAt.values().iterator();
    while (eldest.hasNext() && eldest.next() + PATIENCE <= now) {
      eldest.remove();
    }
  }

  /** Whether this offer was withdrawn less than {@link #PATIENCE} ago. */
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

  List<String> conversations() {
    return List.copyOf(byConversation.keySet());
  }

  /** The group assignment of each offer, which the ledger counts when it is accepted. */
  List<GroupAssignment> placings() {
    return byConversation.values().stream().flatMap(offer -> offer.placing().stream()).toList();
  }

  /** How many offers the agent has not confirmed. The agent's report does not count them. */
  int unconfirmed(String agent) {
    int unconfirmed = 0;
    for (String conversation : byAgent.getOrDefault(agent, Set.of())) {
      unconfirmed += byConversation.get(conversation).expiresAt().isEmpty() ? 1 : 0;
    }
    return unconfirmed;
  }

  /**
   * Records which offers ring by the report of an agent. An offer that the agent confirmed before
   * and does not report any more falls due within {@link #PATIENCE}.
   */
  void reported(String agent, List<Ringing> ringing, long now) {
    for (Outstanding offer : of(agent)) {
      Optional<Ringing> ringingOffers =
          ringing.stream().filter(one -> one.offer().equals(offer.offer())).findFirst();
      if (ringingOffers.isPresent()) {
        put(offer.ringing(ringingOffers.get().ringsFor(), now));
      } else if (offer.expiresAt().isPresent()) {
        put(offer.withDeadline(Math.min(offer.until(), now + PATIENCE)));
      }
    }
  }

  List<Outstanding> due(long now) {
    return deadlines.until(now).stream().map(byConversation::get).toList();
  }

  OptionalLong nextDeadline() {
    return deadlines.first();
  }

  /** The offered conversations in the order of the queue. */
  WaitingIndex index() {
    return index;
  }
}
