package io.switchboard.domain.queue;

import io.switchboard.domain.dispatch.Cases;
import io.switchboard.domain.distribution.Allotment;
import io.switchboard.domain.distribution.Distributor;
import io.switchboard.domain.distribution.GroupAvailability;
import io.switchboard.domain.protocol.DistributorMessage;
import io.switchboard.domain.protocol.DistributorMessage.Allot;
import io.switchboard.domain.protocol.DistributorMessage.Begin;
import io.switchboard.domain.protocol.QueueMessage.Allotted;
import java.util.Optional;

/**
 * Shares the conversations of one skill between agent groups. It goes on from what its queue's log
 * says and runs ahead of it, by the allotments that the queue is making durable; it lives and dies
 * with its queue, which makes every allotment durable that it was told, in the same order.
 */
public final class DistributorMachine {
  private static final Cases<DistributorMachine, DistributorMessage, Optional<Allotted>> HANDLERS =
      Cases.<DistributorMachine, DistributorMessage, Optional<Allotted>>of(DistributorMessage.class)
          .when(Begin.class, DistributorMachine::begin)
          .when(Allot.class, DistributorMachine::allot)
          .complete();

  private Optional<Distributor> distributor = Optional.empty();
  private long epoch;

  /** The answer to the queue, if it is to be answered. */
  public Optional<Allotted> receive(DistributorMessage message) {
    return HANDLERS.apply(this, message);
  }

  private Optional<Allotted> begin(Begin begin) {
    distributor = Optional.of(new Distributor(begin.plan(), begin.state()));
    epoch = begin.epoch();
    return Optional.empty();
  }

  private Optional<Allotted> allot(Allot allot) {
    return distributor.map(
        shares ->
            new Allotted(
                epoch,
                allot.conversation(),
                allot.routingEpoch(),
                next(shares, allot.situation())));
  }

  /** How the shares stand here; for those who check it. */
  public Optional<Distributor.State> state() {
    return distributor.map(Distributor::state);
  }

  private static Allotment next(Distributor shares, GroupAvailability situation) {
    Allotment allotment = shares.decide(situation);
    shares.apply(allotment);
    return allotment;
  }
}
