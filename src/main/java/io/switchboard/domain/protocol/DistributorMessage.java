package io.switchboard.domain.protocol;

import io.switchboard.domain.account.DistributionPlan;
import io.switchboard.domain.distribution.Distributor;
import io.switchboard.domain.distribution.GroupAvailability;

/** Messages of a queue to the distributor of its skill. */
public sealed interface DistributorMessage extends Message {

  /**
   * Sets the state of the distributor to that of the queue's log. Allotments that the log does not
   * contain are void.
   *
   * @param epoch version of the ledger: it grows with each {@code Begin}, and each allotment
   *     carries it
   */
  record Begin(long epoch, DistributionPlan plan, Distributor.State state)
      implements DistributorMessage {}

  /** Requests a group, given which groups are online and which have no capacity. */
  record Allot(String conversation, int routingEpoch, GroupAvailability situation)
      implements DistributorMessage {}
}
