package io.switchboard.actor.runtime;

import akka.cluster.sharding.ConsistentHashingShardAllocationStrategy;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import akka.cluster.sharding.typed.ShardingEnvelope;
import akka.cluster.sharding.typed.ShardingMessageExtractor;
import akka.cluster.sharding.typed.javadsl.Entity;

/**
 * Shards by account: all entities of an account are in the shard with the same id, and shards with
 * the same id are on the same node for all kinds of entities. So the messages between entities stay
 * in one process, and the failure of a node affects whole accounts only. While nodes join or leave,
 * the kinds of an account may be on different nodes for a moment.
 */
public final class AccountShards<M> extends ShardingMessageExtractor<ShardingEnvelope<M>, M> {
  private final int shards;

  AccountShards(int shards) {
    this.shards = shards;
  }

  /** The entity kind with as many shards as the settings say, by account. */
  public static <M> Entity<M, ShardingEnvelope<M>> place(
      Entity<M, ShardingEnvelope<M>> kind, ClusterShardingSettings settings) {
    int shards = settings.numberOfShards();
    return kind.withMessageExtractor(new AccountShards<M>(shards))
        .withAllocationStrategy(new ConsistentHashingShardAllocationStrategy(shards));
  }

  @Override
  public String entityId(ShardingEnvelope<M> envelope) {
    return envelope.entityId();
  }

  /** The id of the shard of the account whose name the entity id begins with. */
  @Override
  public String shardId(String entityId) {
    return Integer.toString(Math.floorMod(EntityName.accountOf(entityId).hashCode(), shards));
  }

  @Override
  public M unwrapMessage(ShardingEnvelope<M> envelope) {
    return envelope.message();
  }
}
