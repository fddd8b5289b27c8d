package io.switchboard.actor;

import akka.actor.NoSerializationVerificationNeeded;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.switchboard.domain.protocol.DistributorMessage;
import io.switchboard.domain.queue.DistributorMachine;

/**
 * Allots the conversations of one skill to agent groups by exact percentages, primary groups before
 * secondary ones. It is a child actor of the skill's queue: it continues from the ledger in the
 * queue's journal and stops with the queue, so shares and queue cannot diverge.
 */
final class AgentGroupDistributor {
  private AgentGroupDistributor() {}

  /** A message of the queue, and the queue that receives the answer. */
  record Command(DistributorMessage message, ActorRef<EntityCommand> queue)
      implements NoSerializationVerificationNeeded {}

  static Behavior<Command> create() {
    return Behaviors.setup(
        context -> {
          DistributorMachine machine = new DistributorMachine();
          return Behaviors.receive(Command.class)
              .onMessage(
                  Command.class,
                  command -> {
                    machine
                        .receive(command.message())
                        .map(EntityCommand.DistributorReply::new)
                        .ifPresent(command.queue()::tell);
                    return Behaviors.same();
                  })
              .build();
        });
  }
}
