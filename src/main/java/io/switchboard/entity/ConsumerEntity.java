package io.switchboard.entity;

import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.cluster.sharding.typed.ShardingEnvelope;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.persistence.typed.state.javadsl.CommandHandler;
import akka.persistence.typed.state.javadsl.DurableStateBehavior;
import akka.persistence.typed.state.javadsl.Effect;
import akka.persistence.typed.state.javadsl.EffectBuilder;
import io.switchboard.domain.machine.ConsumerMachine;
import io.switchboard.domain.machine.ConsumerMachine.Remembered;
import io.switchboard.domain.machine.Outcome;
import io.switchboard.domain.protocol.Client;
import io.switchboard.domain.protocol.ConsumerMessage;
import io.switchboard.entity.EntityCommand.Told;
import java.time.Duration;

/** A consumer, remembered as one row. */
final class ConsumerEntity extends DurableStateBehavior<EntityCommand, Remembered> {

  static final EntityTypeKey<EntityCommand> KEY =
      EntityTypeKey.create(EntityCommand.class, "Consumer");

  private final Post post;
  private final Time time;

  private ConsumerEntity(EntityName name, Time time, ClusterSharding sharding) {
    super(
        name.persistenceId(KEY.name()),
        SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(3), 0.1));
    this.time = time;
    this.post = new Post(sharding, name.account());
  }

  static Entity<EntityCommand, ShardingEnvelope<EntityCommand>> in(
      ClusterSharding sharding, Time time) {
    return Entity.of(KEY, entity -> create(EntityName.parse(entity.getEntityId()), time, sharding));
  }

  static Behavior<EntityCommand> create(EntityName name, Time time, ClusterSharding sharding) {
    return new ConsumerEntity(name, time, sharding);
  }

  @Override
  public Remembered emptyState() {
    return Remembered.NOTHING;
  }

  @Override
  public CommandHandler<EntityCommand, Remembered> commandHandler() {
    return newCommandHandlerBuilder().forAnyState().onCommand(Told.class, this::onTold).build();
  }

  private Effect<Remembered> onTold(Remembered remembered, Told told) {
    ConsumerMachine machine = new ConsumerMachine();
    machine.apply(remembered);
    Outcome<Remembered> outcome =
        machine.receive((ConsumerMessage) told.message(), Client.NOBODY, time.now());
    EffectBuilder<Remembered> effect =
        outcome.events().isEmpty() ? Effect().none() : Effect().persist(machine.remembered());
    return effect.thenRun(any -> outcome.sends().forEach(post::deliver));
  }
}
