package io.switchboard.actor;

import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import io.switchboard.actor.runtime.EntityKinds;
import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.consumer.ConsumerMachine;
import io.switchboard.domain.consumer.ConsumerMachine.ConsumerRecorded;
import io.switchboard.domain.protocol.ConsumerMessage;
import java.util.function.UnaryOperator;

/** The consumers of one partition of an account. */
final class ConsumerPartition
    extends PartitionEntity<ConsumerMessage, ConsumerRecorded, ConsumerMachine> {

  static final EntityTypeKey<EntityCommand> KEY =
      EntityTypeKey.create(EntityCommand.class, EntityKinds.CONSUMER);

  static final EntityFactory.Kind KIND =
      new EntityFactory.Kind(KEY, false, UnaryOperator.identity(), ConsumerPartition::new);

  private ConsumerPartition(EntityContext context) {
    super(context, ConsumerMessage.class);
  }

  @Override
  ConsumerMachine newEntity(String id, AccountPolicy policy) {
    return new ConsumerMachine();
  }

  @Override
  boolean isOver(ConsumerMachine machine) {
    return true;
  }
}
