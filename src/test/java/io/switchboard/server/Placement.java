package io.switchboard.server;

import static java.util.stream.Collectors.toCollection;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.AskPattern;
import akka.cluster.sharding.ShardRegion.CurrentShardRegionState;
import akka.cluster.sharding.typed.ClusterShardingQuery;
import akka.cluster.sharding.typed.GetShardRegionState;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The entities that a node has in memory, as its shard regions report them. */
final class Placement {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final List<String> KINDS =
      List.of("Account", "Agent", "Consumer", "Conversation", "SkillQueue");

  private Placement() {}

  /** The accounts that have an entity of any kind on the node. */
  static Set<String> accounts(Node node) {
    TreeSet<String> accounts = new TreeSet<>();
    for (String kind : KINDS) {
      accounts.addAll(accounts(node, kind));
    }
    return accounts;
  }

  private static Set<String> accounts(Node node, String kind) {
    ActorRef<ClusterShardingQuery> regions = ClusterSharding.get(node.system()).shardState();
    CurrentShardRegionState state =
        AskPattern.<ClusterShardingQuery, CurrentShardRegionState>ask(
                regions,
                replyTo ->
                    new GetShardRegionState(EntityTypeKey.create(Object.class, kind), replyTo),
                PATIENCE,
                node.system().scheduler())
            .toCompletableFuture()
            .join();
    return state.getShards().stream()
        .flatMap(shard -> shard.getEntityIds().stream())
        .map(entity -> entity.split("\\|", 2)[0])
        .collect(toCollection(TreeSet::new));
  }
}
