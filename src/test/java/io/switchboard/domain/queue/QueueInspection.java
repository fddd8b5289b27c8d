package io.switchboard.domain.queue;

import io.switchboard.domain.distribution.Distributor;
import io.switchboard.domain.queue.OutstandingOffers.Outstanding;
import io.switchboard.domain.queue.QueueState.QueueEntry;
import java.util.Optional;

/** The memory of a queue and of its distributor, for the checks of tests. */
public final class QueueInspection {
  private QueueInspection() {}

  /** The routing epoch in which a conversation waits; empty when it does not wait. */
  public static Optional<Integer> routingEpochOf(QueueMachine queue, String conversation) {
    return queue.contents.find(conversation).map(QueueEntry::routingEpoch);
  }

  /** The outstanding offer of a conversation. */
  public static Optional<Outstanding> offerOf(QueueMachine queue, String conversation) {
    return queue.matcher.offers().find(conversation);
  }

  /** The agent to whom a conversation is offered. */
  public static Optional<String> offeredTo(QueueMachine queue, String conversation) {
    return offerOf(queue, conversation).map(Outstanding::agent);
  }

  /** The counts of a distributor; empty before its first plan. */
  public static Optional<Distributor.State> countsOf(DistributorMachine machine) {
    return machine.distributor.map(Distributor::state);
  }
}
