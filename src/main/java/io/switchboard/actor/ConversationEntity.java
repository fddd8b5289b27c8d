package io.switchboard.actor;

import akka.actor.Cancellable;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.cluster.sharding.typed.ShardingEnvelope;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.persistence.typed.SnapshotAdapter;
import akka.persistence.typed.javadsl.RetentionCriteria;
import io.switchboard.actor.EntityCommand.IdleCheck;
import io.switchboard.actor.EntityCommand.Leave;
import io.switchboard.actor.account.Accounts;
import io.switchboard.actor.account.ConfiguredAccount;
import io.switchboard.actor.runtime.EntityClock;
import io.switchboard.actor.runtime.EntityName;
import io.switchboard.actor.runtime.QueueSpace;
import io.switchboard.domain.conversation.ConversationEvent;
import io.switchboard.domain.conversation.ConversationMachine;
import io.switchboard.domain.conversation.ConversationState;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.ConversationMessage.Start;
import io.switchboard.domain.protocol.Envelope;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Requester;
import io.switchboard.domain.statemachine.Outcome;
import java.time.Duration;
import java.util.List;

/**
 * The entity of a conversation. Cluster sharding does not remember it: the entities that need it
 * load it by a message. A waiting conversation therefore needs no memory here, and a closed one is
 * passivated soon.
 */
final class ConversationEntity
    extends EntityActor<ConversationMessage, ConversationEvent, ConversationMachine> {

  static final EntityTypeKey<EntityCommand> KEY =
      EntityTypeKey.create(EntityCommand.class, "Conversation");

  private static final int EVENTS_PER_SNAPSHOT = 100;

  /**
   * Keeps a closed conversation in memory for 2 s. A late message would otherwise reload it and
   * make it resend every message, because acknowledgements are not persisted.
   */
  private static final long LINGER = Duration.ofSeconds(2).toNanos();

  private final ActorRef<ClusterSharding.ShardCommand> shard;
  private Cancellable lingering = Cancellable.alreadyCancelled();

  private ConversationEntity(EntityContext setting, ActorRef<ClusterSharding.ShardCommand> shard) {
    super(KEY.name(), setting, ConversationMessage.class);
    this.shard = shard;
  }

  static Entity<EntityCommand, ShardingEnvelope<EntityCommand>> in(
      ClusterSharding sharding, Accounts accounts, EntityClock time) {
    return Entity.of(
            KEY,
            entity ->
                create(
                    EntityName.parse(entity.getEntityId()),
                    entity.getShard(),
                    accounts,
                    time,
                    sharding))
        .withStopMessage(Leave.LEAVE);
  }

  static Behavior<EntityCommand> create(
      EntityName name,
      ActorRef<ClusterSharding.ShardCommand> shard,
      Accounts accounts,
      EntityClock time,
      ClusterSharding sharding) {
    return create(
        name, accounts, time, sharding, false, setting -> new ConversationEntity(setting, shard));
  }

  @Override
  ConversationMachine newMachine(ConfiguredAccount account) {
    return new ConversationMachine(setting().name().id(), account.policy());
  }

  @Override
  Outcome<ConversationEvent> linger(ConversationMachine machine) {
    shard.tell(new ClusterSharding.Passivate<>(setting().context().getSelf()));
    return nothing();
  }

  /**
   * Refuses to start a conversation, without writing an event, while no queue of this node has
   * space for the account.
   */
  @Override
  Outcome<ConversationEvent> ask(
      ConversationMachine machine, ConversationMessage message, Requester client, long now) {
    if (message instanceof Start && machine.state().isEmpty() && isFull()) {
      Reply refusal =
          new Reply.Refused(
              Reply.Reason.BUSY,
              "Too many conversations of this account wait; repeat the request later.");
      return new Outcome<>(List.of(), List.of(new Envelope.ToClient(client, refusal)));
    }
    return super.ask(machine, message, client, now);
  }

  private boolean isFull() {
    return QueueSpace.of(setting().context().getSystem()).isFull(setting().name().account());
  }

  @Override
  void afterwards(ConversationMachine machine) {
    lingering.cancel();
    if (machine.isOver()) {
      lingering = tellSelf(setting().time().now() + LINGER, IdleCheck.IDLE_CHECK);
    }
  }

  @Override
  void stopped(ConversationMachine machine) {
    lingering.cancel();
  }

  @Override
  public SnapshotAdapter<ConversationMachine> snapshotAdapter() {
    return new SnapshotAdapter<>() {
      @Override
      public Object toJournal(ConversationMachine machine) {
        return machine.state().orElseThrow();
      }

      @Override
      public ConversationMachine fromJournal(Object snapshot) {
        ConversationMachine machine = newMachine(setting().account());
        machine.restore((ConversationState) snapshot);
        return machine;
      }
    };
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(EVENTS_PER_SNAPSHOT, 1);
  }
}
