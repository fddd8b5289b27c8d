package io.switchboard.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.switchboard.domain.protocol.DistributorMessage;
import io.switchboard.domain.protocol.QueueMessage.Allotted;
import io.switchboard.domain.queue.DistributorMachine;

/**
 * Allots the conversations of one skill to agent groups by exact percentages, primary groups before
 * secondary ones. It is a child actor of the skill's queue: it continues from the ledger in the
 * queue's journal and stops with the queue, so shares and queue cannot diverge.
 */
final class AgentGroupDistributor {
  private AgentGroupDistributor() {}

  static Behavior<DistributorMessage> create(ActorRef<Allotted> queue) {
    return Behaviors.setup(
        context -> {
          DistributorMachine machine = new DistributorMachine();
          return Behaviors.receiveMessage(
              message -> {
                machine.receive(message).ifPresent(queue::tell);
                return Behaviors.same();
              });
        });
  }
}
