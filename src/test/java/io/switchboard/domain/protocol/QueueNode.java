package io.switchboard.domain.protocol;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.queue.DistributorMachine;
import io.switchboard.domain.queue.QueueEvent;
import io.switchboard.domain.queue.QueueMachine;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiFunction;

/** A queue and its distributor, which crash together and communicate without loss and in order. */
final class QueueNode extends EventSourcedNode<QueueMessage, QueueEvent, QueueMachine> {
  private final Deque<QueueMessage> inbox = new ArrayDeque<>();
  private DistributorMachine distributor = new DistributorMachine();

  QueueNode(Address address, BiFunction<String, AccountPolicy, QueueMachine> birth) {
    super(address, birth);
  }

  /** Answers of a distributor in an earlier incarnation may still arrive. */
  @Override
  void restore(AccountPolicy policy, boolean fromSnapshot) {
    super.restore(policy, fromSnapshot);
    distributor = new DistributorMachine();
  }

  void tellDistributor(DistributorMessage message) {
    distributor.receive(message).ifPresent(inbox::add);
  }

  Deque<QueueMessage> inbox() {
    return inbox;
  }

  DistributorMachine distributor() {
    return distributor;
  }
}
