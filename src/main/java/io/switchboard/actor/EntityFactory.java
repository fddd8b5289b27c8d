package io.switchboard.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import io.switchboard.actor.account.AccountUpdate;
import io.switchboard.actor.account.Accounts;
import io.switchboard.actor.account.ConfiguredAccount;
import io.switchboard.actor.runtime.AccountShards;
import io.switchboard.actor.runtime.EntityClock;
import io.switchboard.actor.runtime.EntityName;
import io.switchboard.actor.runtime.JournalFailureInterceptor;
import io.switchboard.actor.runtime.Measurements;
import io.switchboard.actor.runtime.NodeLease;
import io.switchboard.domain.protocol.Address;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Makes the actors of the entities of a node. */
record EntityFactory(ClusterSharding sharding, Accounts accounts, EntityClock time) {

  /**
   * A kind of entity.
   *
   * @param followsConfiguration whether each change of the configuration is delivered to the entity
   *     as a command
   * @param settings the difference between its settings and the common ones
   */
  record Kind(
      EntityTypeKey<EntityCommand> key,
      boolean followsConfiguration,
      UnaryOperator<ClusterShardingSettings> settings,
      Function<EntityContext, Behavior<EntityCommand>> behavior) {}

  private static final Duration FIRST_RESTART = Duration.ofMillis(200);
  private static final Duration LAST_RESTART = Duration.ofSeconds(3);

  /**
   * The entity with this address, or the partition that it is in.
   *
   * @param account the account of the entity
   */
  static EntityRef<EntityCommand> entity(
      ClusterSharding sharding, String account, Address address) {
    return switch (address.kind()) {
      case CONVERSATION -> partition(sharding, ConversationPartition.KEY, account, address.id());
      case QUEUE -> entity(sharding, QueueEntity.KEY, account, address.id());
      case AGENT -> entity(sharding, AgentEntity.KEY, account, address.id());
      case CONSUMER -> partition(sharding, ConsumerPartition.KEY, account, address.id());
    };
  }

  private static EntityRef<EntityCommand> partition(
      ClusterSharding sharding, EntityTypeKey<EntityCommand> key, String account, String id) {
    return entity(sharding, key, account, EntityName.partition(id));
  }

  private static EntityRef<EntityCommand> entity(
      ClusterSharding sharding, EntityTypeKey<EntityCommand> key, String account, String id) {
    return sharding.entityRefFor(key, new EntityName(account, id).entityId());
  }

  /** Registers a kind of entity with the cluster sharding of this node. */
  void register(Kind kind, ClusterShardingSettings common) {
    sharding.init(
        AccountShards.place(
            Entity.of(
                    kind.key(),
                    entity ->
                        behavior(kind, EntityName.parse(entity.getEntityId()), entity.getShard()))
                .withSettings(kind.settings().apply(common))
                .withStopMessage(EntityCommand.Leave.LEAVE),
            common));
  }

  /** The behavior of an entity, which starts as soon as its account is known on this node. */
  Behavior<EntityCommand> behavior(
      Kind kind, EntityName name, ActorRef<ClusterSharding.ShardCommand> shard) {
    return Behaviors.setup(
        context -> {
          CommandBuffer inbox = new CommandBuffer(context);
          EntityMessenger post = new EntityMessenger(sharding, name.account());
          NodeLease lease = NodeLease.of(context.getSystem());
          Measurements measurements = Measurements.of(context.getSystem());
          Function<ConfiguredAccount, Behavior<EntityCommand>> start =
              account -> {
                inbox.recovering();
                return JournalFailureInterceptor.thrownBy(
                    kind.behavior()
                        .apply(
                            new EntityContext(
                                kind.key().name(),
                                context,
                                shard,
                                inbox,
                                name,
                                account,
                                accounts,
                                time,
                                post,
                                lease,
                                measurements)));
              };
          return Behaviors.intercept(
              () -> inbox,
              Behaviors.supervise(
                      Behaviors.<EntityCommand>setup(
                          same -> whenKnown(name, kind.followsConfiguration(), context, start)))
                  .onFailure(
                      SupervisorStrategy.restartWithBackoff(FIRST_RESTART, LAST_RESTART, 0.1)));
        });
  }

  private Behavior<EntityCommand> whenKnown(
      EntityName name,
      boolean follows,
      ActorContext<EntityCommand> context,
      Function<ConfiguredAccount, Behavior<EntityCommand>> start) {
    Optional<ConfiguredAccount> current = accounts.current(name.account());
    if (follows || current.isEmpty()) {
      accounts.subscribe(
          name.account(),
          context.messageAdapter(
              AccountUpdate.class, changed -> new EntityCommand.Configured(changed.account())));
    }
    return current
        .map(start)
        .orElseGet(
            () ->
                Behaviors.receive(EntityCommand.class)
                    .onMessage(
                        EntityCommand.Configured.class, known -> start.apply(known.account()))
                    .build());
  }
}
