package io.switchboard.actor;

import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import io.switchboard.actor.runtime.EntityKinds;
import io.switchboard.actor.runtime.QueueSpace;
import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.conversation.ConversationEvent;
import io.switchboard.domain.conversation.ConversationMachine;
import io.switchboard.domain.partition.PartitionEvent;
import io.switchboard.domain.partition.PartitionMachine;
import io.switchboard.domain.partition.PartitionMessage;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.ConversationMessage.Start;
import io.switchboard.domain.protocol.Envelope;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Requester;
import io.switchboard.domain.statemachine.Outcome;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The conversations of one partition of an account. Cluster sharding does not remember it: the
 * entities that need a conversation load it by a message. A waiting conversation therefore needs no
 * memory here.
 */
final class ConversationPartition
    extends PartitionEntity<ConversationMessage, ConversationEvent, ConversationMachine> {

  static final EntityTypeKey<EntityCommand> KEY =
      EntityTypeKey.create(EntityCommand.class, EntityKinds.CONVERSATION);

  static final EntityFactory.Kind KIND =
      new EntityFactory.Kind(KEY, false, UnaryOperator.identity(), ConversationPartition::new);

  private ConversationPartition(EntityContext context) {
    super(context, ConversationMessage.class);
  }

  @Override
  ConversationMachine newEntity(String id, AccountPolicy policy) {
    return new ConversationMachine(id, policy);
  }

  @Override
  boolean isOver(ConversationMachine machine) {
    return machine.isOver();
  }

  /**
   * Refuses to start a conversation, without writing an event, while no queue of this node has
   * space for the account.
   */
  @Override
  Outcome<PartitionEvent<ConversationEvent>> decide(
      PartitionMachine<ConversationMessage, ConversationEvent, ConversationMachine> machine,
      PartitionMessage<ConversationMessage> message,
      Requester client,
      long now) {
    if (message.message() instanceof Start
        && machine.entity(message.entity()).flatMap(ConversationMachine::state).isEmpty()
        && isFull()) {
      Reply refusal =
          new Reply.Refused(
              Reply.Reason.BUSY,
              "Too many conversations of this account wait; repeat the request later.");
      return new Outcome<>(List.of(), List.of(new Envelope.ToClient(client, refusal)));
    }
    return super.decide(machine, message, client, now);
  }

  private boolean isFull() {
    return QueueSpace.of(context().actor().getSystem()).isFull(context().name().account());
  }
}
