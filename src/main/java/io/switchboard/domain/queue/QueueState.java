package io.switchboard.domain.queue;

import io.switchboard.domain.account.DistributionPlan;
import io.switchboard.domain.distribution.Distributor;
import io.switchboard.domain.routing.WaitingConversation;
import java.util.List;
import java.util.Optional;

/**
 * All that the queue of a skill must not forget, as it is stored now and then so that not every
 * event need be told again.
 *
 * @param shares the ledger; while there is no plan that of the last one
 * @param entries who waits, ringing or not
 * @param gone who left last, so that what was said of them late is not taken for new
 * @param configurationRevision the revision of the configuration by which the last was decided, if
 *     that is known
 */
public record QueueState(
    Optional<DistributionPlan> plan,
    Optional<Distributor.State> shares,
    List<QueueEntry> entries,
    List<Gone> gone,
    Optional<Long> configurationRevision) {

  public QueueState {
    entries = List.copyOf(entries);
    gone = List.copyOf(gone);
  }

  /**
   * A conversation that waits.
   *
   * @param sentOn whether it was told to wait elsewhere
   */
  public record QueueEntry(
      int routingEpoch, int revision, WaitingConversation conversation, boolean sentOn) {}

  /** One that waits no more, and the hop on which it did. */
  public record Gone(String conversation, int routingEpoch) {}
}
