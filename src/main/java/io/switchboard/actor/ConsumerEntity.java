package io.switchboard.actor;

import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import io.switchboard.actor.account.ConfiguredAccount;
import io.switchboard.domain.consumer.ConsumerMachine;
import io.switchboard.domain.consumer.ConsumerMachine.ConsumerRecorded;
import io.switchboard.domain.protocol.ConsumerMessage;
import java.time.Duration;

/** The entity of a consumer. Each of its events contains its whole state. */
final class ConsumerEntity extends EntityActor<ConsumerMessage, ConsumerRecorded, ConsumerMachine> {

  static final EntityTypeKey<EntityCommand> KEY =
      EntityTypeKey.create(EntityCommand.class, "Consumer");

  /**
   * Idle time before passivation. It is longer than a recovery under load, because an entity that
   * is passivated during recovery must recover again.
   */
  private static final Duration IDLE_TIME = Duration.ofSeconds(10);

  /** A consumer receives messages only when a conversation begins and when an agent gets it. */
  static final EntityFactory.Kind KIND =
      new EntityFactory.Kind(
          KEY,
          false,
          settings ->
              settings.withPassivationStrategy(
                  settings.passivationStrategySettings().withIdleEntityPassivation(IDLE_TIME)),
          ConsumerEntity::new);

  private ConsumerEntity(EntityContext context) {
    super(context, ConsumerMessage.class);
  }

  @Override
  ConsumerMachine newMachine(ConfiguredAccount account) {
    return new ConsumerMachine();
  }
}
