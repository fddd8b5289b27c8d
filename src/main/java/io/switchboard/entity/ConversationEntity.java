package io.switchboard.entity;

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
 * waits costs no memory here.
 */
final class ConversationEntity
    extends MachineBehavior<ConversationMessage, ConversationEvent, ConversationMachine> {

  static final EntityTypeKey<EntityCommand> KEY =
      EntityTypeKey.create(EntityCommand.class, "Conversation");

  private static final int EVENTS_PER_SNAPSHOT = 100;

  private ConversationEntity(Setting setting) {
    super(KEY.name(), setting, ConversationMessage.class);
  }

  static Entity<EntityCommand, ShardingEnvelope<EntityCommand>> in(
      ClusterSharding sharding, Accounts accounts, Time time) {
    return Entity.of(
            KEY, entity -> create(EntityName.parse(entity.getEntityId()), accounts, time, sharding))
        .withStopMessage(Leave.LEAVE);
  }

  static Behavior<EntityCommand> create(
      EntityName name, Accounts accounts, Time time, ClusterSharding sharding) {
    return create(name, accounts, time, sharding, false, ConversationEntity::new);
  }

  @Override
  ConversationMachine newMachine(ConfiguredAccount account) {
    return new ConversationMachine(setting().name().id(), account.policy());
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
