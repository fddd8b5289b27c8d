package io.switchboard.actor;

import akka.actor.NoSerializationVerificationNeeded;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.switchboard.domain.protocol.DistributorMessage;
import io.switchboard.domain.queue.DistributorMachine;

/**
 * Shares the conversations of one skill between agent groups by exact percentages, primary groups
 * first, then secondary ones. It is a child of the skill's queue: it goes on from what the queue's
 * log says, and lives and dies with it, so that shares and line can never disagree.
 */
final class AgentGroupDistributor {
  private AgentGroupDistributor() {}

  /** What the queue tells its distributor; the queue is told the answer. */
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
                        .map(EntityCommand.Shared::new)
                        .ifPresent(command.queue()::tell);
                    return Behaviors.same();
                  })
              .build();
        });
  }
}
