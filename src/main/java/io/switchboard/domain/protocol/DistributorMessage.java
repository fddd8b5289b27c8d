package io.switchboard.domain.protocol;

import io.switchboard.domain.account.DistributionPlan;
import io.switchboard.domain.distribution.Distributor;
import io.switchboard.domain.distribution.GroupAvailability;

/** What a queue tells the distributor of its skill. */
public sealed interface DistributorMessage extends Message {

  /**
   * Go on from here: what the queue's log says. Whatever was decided beyond that is void.
   *
   * @param epoch larger each time; answers bear it
   */
  record Begin(long epoch, DistributionPlan plan, Distributor.State state)
      implements DistributorMessage {}

  /** A conversation arrives: to which group is it allotted? */
  record Allot(String conversation, int routingEpoch, GroupAvailability situation)
      implements DistributorMessage {}
}
