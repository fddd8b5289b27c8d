package io.switchboard.actor;

import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import io.switchboard.actor.account.ConfiguredAccount;
import io.switchboard.actor.runtime.QueueSpace;
import io.switchboard.domain.conversation.ConversationEvent;
import io.switchboard.domain.conversation.ConversationMachine;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.ConversationMessage.Start;
import io.switchboard.domain.protocol.Envelope;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Requester;
import io.switchboard.domain.statemachine.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The entity of a conversation. Cluster sharding does not remember it: the entities that need it
 * load it by a message. A waiting conversation therefore needs no memory here, and a closed one is
 * passivated soon.
 */
final class ConversationEntity
    extends EntityActor<ConversationMessage, ConversationEvent, ConversationMachine> {

  static final EntityTypeKey<EntityCommand> KEY =
      EntityTypeKey.create(EntityCommand.class, "Conversation");

  /**
   * Keeps a closed conversation in memory for 2 s. A late message would otherwise reload it and
   * make it resend every message, because acknowledgements are not persisted.
   */
  private static final Duration IDLE_TIME = Duration.ofSeconds(2);

  static final EntityFactory.Kind KIND =
      new EntityFactory.Kind(KEY, false, UnaryOperator.identity(), ConversationEntity::new);

  private ConversationEntity(EntityContext context) {
    super(context, ConversationMessage.class);
  }

  @Override
  ConversationMachine newMachine(ConfiguredAccount account) {
    return new ConversationMachine(context().name().id(), account.policy());
  }

  /**
   * Refuses to start a conversation, without writing an event, while no queue of this node has
   * space for the account.
   */
  @Override
  Outcome<ConversationEvent> decide(
      ConversationMachine machine, ConversationMessage message, Requester client, long now) {
    if (message instanceof Start && machine.state().isEmpty() && isFull()) {
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

  @Override
  Optional<Duration> idleTime(ConversationMachine machine) {
    return machine.isOver() ? Optional.of(IDLE_TIME) : Optional.empty();
  }
}
