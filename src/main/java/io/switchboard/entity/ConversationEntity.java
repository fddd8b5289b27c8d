package io.switchboard.entity;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.cluster.sharding.typed.ShardingEnvelope;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.persistence.typed.SnapshotAdapter;
import akka.persistence.typed.javadsl.RetentionCriteria;
import io.switchboard.domain.machine.ConversationEvent;
import io.switchboard.domain.machine.ConversationMachine;
import io.switchboard.domain.machine.ConversationState;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.entity.EntityCommand.Leave;

/**
 * A conversation. It is not remembered: whoever still has an interest in it wakes it, so one that
 * waits costs no memory here, and one that is over leaves it at once.
 */
final class ConversationEntity
    extends MachineBehavior<ConversationMessage, ConversationEvent, ConversationMachine> {

  static final EntityTypeKey<EntityCommand> KEY =
      EntityTypeKey.create(EntityCommand.class, "Conversation");

  private static final int EVENTS_PER_SNAPSHOT = 100;

  private final ActorRef<ClusterSharding.ShardCommand> shard;
  private boolean passivating;

  private ConversationEntity(Setting setting, ActorRef<ClusterSharding.ShardCommand> shard) {
    super(KEY.name(), setting, ConversationMessage.class);
    this.shard = shard;
  }

  static Entity<EntityCommand, ShardingEnvelope<EntityCommand>> in(
      ClusterSharding sharding, Accounts accounts, Time time) {
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
      Time time,
      ClusterSharding sharding) {
    return create(
        name, accounts, time, sharding, false, setting -> new ConversationEntity(setting, shard));
  }

  @Override
  ConversationMachine newMachine(ConfiguredAccount account) {
    return new ConversationMachine(setting().name().id(), account.policy());
  }

  @Override
  void afterwards(ConversationMachine machine) {
    if (machine.isOver() && !passivating) {
      passivating = true;
      shard.tell(new ClusterSharding.Passivate<>(setting().context().getSelf()));
    }
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
