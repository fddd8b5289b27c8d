package io.switchboard.actor;

import akka.actor.typed.Behavior;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A kind of entity.
 *
 * @param followsConfiguration whether each change of the configuration is delivered to the entity
 *     as a command
 * @param settings the difference between its settings and the common ones
 */
record EntityKind(
    EntityTypeKey<EntityCommand> key,
    boolean followsConfiguration,
    UnaryOperator<ClusterShardingSettings> settings,
    Function<EntityContext, Behavior<EntityCommand>> behavior) {}
