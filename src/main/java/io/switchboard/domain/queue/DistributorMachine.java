package io.switchboard.domain.queue;

import io.switchboard.domain.dispatch.Cases;
import io.switchboard.domain.distribution.Allotment;
import io.switchboard.domain.distribution.Distributor;
import io.switchboard.domain.distribution.GroupAvailability;
import io.switchboard.domain.protocol.DistributorMessage;
import io.switchboard.domain.protocol.QueueMessage.Allotted;
import java.util.Optional;

/**
 * State machine that allots the conversations of one skill to agent groups. It starts from its
 * queue's log and is ahead of the log by the allotments that the queue is writing. The queue stores
 * every allotment that it receives, in the same order. The distributor ends with its queue.
 */
public final class DistributorMachine {
  private static final Cases<DistributorMachine, DistributorMessage, Optional<Allotted>> HANDLERS =
      Cases.<DistributorMachine, DistributorMessage, Optional<Allotted>>of(DistributorMessage.class)
          .when(DistributorMessage.Begin.class, DistributorMachine::begin)
          .when(DistributorMessage.Allot.class, DistributorMachine::allot)
          .complete();

  Optional<Distributor> distributor = Optional.empty();
  private long epoch;

  /** The answer to the queue; empty when the message needs none. */
  public Optional<Allotted> receive(DistributorMessage message) {
    return HANDLERS.apply(this, message);
  }

  private Optional<Allotted> begin(DistributorMessage.Begin begin) {
    distributor = Optional.of(new Distributor(begin.plan(), begin.state()));
    epoch = begin.epoch();
    return Optional.empty();
  }

  private Optional<Allotted> allot(DistributorMessage.Allot allot) {
    return distributor.map(
        shares ->
            new Allotted(
                epoch,
                allot.conversation(),
                allot.routingEpoch(),
                next(shares, allot.situation())));
  }

  private static Allotment next(Distributor shares, GroupAvailability situation) {
    Allotment allotment = shares.decide(situation);
    shares.apply(allotment);
    return allotment;
  }
}
