package io.switchboard.server;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.cluster.sharding.ClusterShardingHealthCheck;
import akka.http.javadsl.server.Route;
import akka.pattern.Patterns;
import io.switchboard.actor.EntityClient;
import io.switchboard.actor.ShardedEntityClient;
import io.switchboard.actor.account.Accounts;
import io.switchboard.actor.account.ReplicatedAccounts;
import io.switchboard.actor.retention.Retention;
import io.switchboard.actor.retention.StoredRecords;
import io.switchboard.actor.runtime.EntityClock;
import io.switchboard.actor.runtime.NodeLease;
import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.configuration.AccountCommand.ReplaceAccount;
import io.switchboard.domain.account.configuration.Precondition;
import io.switchboard.http.Api;
import io.switchboard.http.LeaseGuard;
import io.switchboard.http.problem.ProblemMapper;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import scala.jdk.javaapi.FutureConverters;

/** Start of the entities of a node, and the routes that lead to them. */
final class Wiring {
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

  private final ActorSystem<?> system;
  private final Map<String, Account> configured;
  private final Accounts accounts;
  private final EntityClient entities;
  private final EntityClock time;
  private final StoredRecords records;
  private final ClusterShardingHealthCheck sharding;

  Wiring(ActorSystem<?> system, NodeSettings settings, EntityClock time, StoredRecords records) {
    this.system = system;
    this.time = time;
    this.records = records;
    this.configured = settings.accounts();
    this.accounts = ReplicatedAccounts.start(system, time);
    this.sharding = new ClusterShardingHealthCheck(Adapter.toClassic(system));
    this.entities = ShardedEntityClient.start(system, accounts, time);
    Retention.start(system, records, entities, time, settings.retentionInterval());
  }

  /** Returns the routes of the API, guarded by the lease of the node. */
  Route routes() {
    return LeaseGuard.guard(
        NodeLease.of(system),
        ProblemMapper.seal(Api.route(Api.endpoints(system, accounts, entities, records, time))));
  }

  /** Completes at contact with the shard coordinators, which allocate entities to nodes. */
  CompletionStage<Done> connectToShards() {
    return FutureConverters.asJava(sharding.apply())
        .thenCompose(
            found ->
                (Boolean) found
                    ? CompletableFuture.completedFuture(Done.getInstance())
                    : Patterns.after(BETWEEN_TRIES, system, this::connectToShards));
  }

  /** Creates the accounts of the settings that do not exist yet; retries until all exist. */
  CompletionStage<Done> createAccounts() {
    CompletionStage<Done> all = CompletableFuture.completedFuture(Done.getInstance());
    for (Map.Entry<String, Account> one : configured.entrySet()) {
      all = all.thenCompose(done -> create(one.getKey(), one.getValue()));
    }
    return all;
  }

  private CompletionStage<Done> create(String id, Account document) {
    return accounts
        .latest(id)
        .thenCompose(
            known ->
                known.isPresent()
                    ? CompletableFuture.completedFuture(Optional.empty())
                    : accounts
                        .change(id, new ReplaceAccount(document, new Precondition.None()))
                        .thenApply(Optional::of))
        .thenApply(
            outcome -> {
              outcome.ifPresent(made -> system.log().info("Account {}: {}", id, made));
              return Done.getInstance();
            })
        .exceptionallyCompose(
            failure -> {
              system
                  .log()
                  .warn("Account {} could not be created yet: {}", id, failure.getMessage());
              return create(id, document);
            });
  }
}
