package io.switchboard.domain.queue;

import io.switchboard.domain.account.DistributionPlan;
import io.switchboard.domain.distribution.Distributor;
import io.switchboard.domain.routing.WaitingConversation;
import java.util.List;
import java.util.Optional;

/**
 * Persisted state of the queue of a skill, stored as a snapshot.
 *
 * @param plan the distribution; empty when the skill does not distribute
 * @param shares the ledger; while there is no plan, the ledger of the last plan
 * @param entries the waiting conversations, offered or not
 * @param departures the conversations that left last; a late message about one of them has no
 *     effect
 */
public record QueueState(
    Optional<DistributionPlan> plan,
    Optional<Distributor.State> shares,
    List<QueueEntry> entries,
    List<Departure> departures,
    Optional<Long> configurationRevision) {

  public QueueState {
    entries = List.copyOf(entries);
    departures = List.copyOf(departures);
  }

  /** A waiting conversation; {@code redirected}: whether to another skill. */
  public record QueueEntry(
      int routingEpoch, int revision, WaitingConversation conversation, boolean redirected) {}

  /** A conversation that left the queue, and the routing epoch in which it waited. */
  public record Departure(String conversation, int routingEpoch) {}
}
