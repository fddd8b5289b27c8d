package io.switchboard.actor;

import akka.actor.typed.Behavior;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import akka.cluster.sharding.typed.ShardingEnvelope;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.persistence.typed.SnapshotAdapter;
import akka.persistence.typed.javadsl.RetentionCriteria;
import io.switchboard.actor.EntityCommand.Leave;
import io.switchboard.actor.account.Accounts;
import io.switchboard.actor.account.ConfiguredAccount;
import io.switchboard.actor.runtime.EntityClock;
import io.switchboard.actor.runtime.EntityName;
import io.switchboard.domain.consumer.ConsumerMachine;
import io.switchboard.domain.consumer.ConsumerMachine.ConsumerRecorded;
import io.switchboard.domain.protocol.ConsumerMessage;
import java.time.Duration;

/** The entity of a consumer. Each of its events contains its whole state. */
final class ConsumerEntity extends EntityActor<ConsumerMessage, ConsumerRecorded, ConsumerMachine> {

  static final EntityTypeKey<EntityCommand> KEY =
      EntityTypeKey.create(EntityCommand.class, "Consumer");

  private static final int EVENTS_PER_SNAPSHOT = 100;

  /**
   * Idle time before passivation. It is longer than a recovery under load, because an entity that
   * is passivated during recovery must recover again.
   */
  private static final Duration LINGER = Duration.ofSeconds(10);

  private ConsumerEntity(EntityContext setting) {
    super(KEY.name(), setting, ConsumerMessage.class);
  }

  /**
   * The sharded entity, passivated when idle: a consumer receives messages only when a conversation
   * begins and when an agent gets it.
   */
  static Entity<EntityCommand, ShardingEnvelope<EntityCommand>> in(
      ClusterSharding sharding,
      ClusterShardingSettings settings,
      Accounts accounts,
      EntityClock time) {
    return Entity.of(
            KEY, entity -> create(EntityName.parse(entity.getEntityId()), accounts, time, sharding))
        .withSettings(
            settings.withPassivationStrategy(
                settings.passivationStrategySettings().withIdleEntityPassivation(LINGER)))
        .withStopMessage(Leave.LEAVE);
  }

  static Behavior<EntityCommand> create(
      EntityName name, Accounts accounts, EntityClock time, ClusterSharding sharding) {
    return create(name, accounts, time, sharding, false, ConsumerEntity::new);
  }

  @Override
  ConsumerMachine newMachine(ConfiguredAccount account) {
    return new ConsumerMachine();
  }

  @Override
  public SnapshotAdapter<ConsumerMachine> snapshotAdapter() {
    return new SnapshotAdapter<>() {
      @Override
      public Object toJournal(ConsumerMachine machine) {
        return machine.remembered();
      }

      @Override
      public ConsumerMachine fromJournal(Object snapshot) {
        ConsumerMachine machine = new ConsumerMachine();
        machine.apply((ConsumerRecorded) snapshot);
        return machine;
      }
    };
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(EVENTS_PER_SNAPSHOT, 1);
  }
}
