package io.switchboard.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import io.switchboard.actor.account.Accounts;
import io.switchboard.actor.account.ConfiguredAccount;
import io.switchboard.actor.runtime.EntityClock;
import io.switchboard.actor.runtime.EntityName;
import io.switchboard.actor.runtime.Measurements;
import io.switchboard.actor.runtime.NodeLease;

/** The dependencies of an entity's actor. */
record EntityContext(
    String kind,
    ActorContext<EntityCommand> actor,
    ActorRef<ClusterSharding.ShardCommand> shard,
    CommandBuffer buffer,
    EntityName name,
    ConfiguredAccount account,
    Accounts accounts,
    EntityClock time,
    EntityMessenger messenger,
    NodeLease lease,
    Measurements measurements) {}
