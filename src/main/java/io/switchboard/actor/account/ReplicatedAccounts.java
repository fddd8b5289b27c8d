package io.switchboard.actor.account;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.RecipientRef;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.pubsub.Topic;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import io.switchboard.actor.runtime.AccountShards;
import io.switchboard.actor.runtime.Deadline;
import io.switchboard.actor.runtime.WriteDeadlines;
import io.switchboard.domain.account.configuration.AccountCommand;
import io.switchboard.domain.account.configuration.AccountOutcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/** Accounts as sharded entities, with copies on this node. */
public final class ReplicatedAccounts implements Accounts {
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(3);

  /** Longer, because a request may wait for one fetch under way and for the next one. */
  private static final Duration REFRESH_TIMEOUT = ANSWER_TIMEOUT.multipliedBy(2).plusSeconds(1);

  private final ActorSystem<?> system;
  private final Function<String, RecipientRef<AccountEntity.Command>> entities;
  private final ConcurrentMap<String, ConfiguredAccount> known = new ConcurrentHashMap<>();
  private final ActorRef<AccountReplica.Command> replica;

  ReplicatedAccounts(
      ActorSystem<?> system,
      Function<String, RecipientRef<AccountEntity.Command>> entities,
      ActorRef<Topic.Command<AccountRevisionAnnouncement>> announcements) {
    this.system = system;
    this.entities = entities;
    this.replica =
        system.systemActorOf(
            AccountReplica.create(
                entities,
                subscriber -> announcements.tell(Topic.subscribe(subscriber)),
                known,
                ANSWER_TIMEOUT),
            "account-replica",
            Props.empty());
  }

  /** Registers the account entities and starts this node's replica; called once on each node. */
  public static ReplicatedAccounts start(ActorSystem<?> system, InstantSource clock) {
    ActorRef<Topic.Command<AccountRevisionAnnouncement>> announcements =
        system.systemActorOf(
            Topic.create(AccountRevisionAnnouncement.class, "account-revisions"),
            "account-revisions",
            Props.empty());
    ClusterSharding sharding = ClusterSharding.get(system);
    sharding.init(
        AccountShards.place(
            Entity.of(
                AccountEntity.KEY,
                entity ->
                    AccountEntity.create(
                        entity.getEntityId(), entity.getShard(), announcements, clock)),
            ClusterShardingSettings.create(system)));
    return new ReplicatedAccounts(
        system, account -> sharding.entityRefFor(AccountEntity.KEY, account), announcements);
  }

  @Override
  public Optional<ConfiguredAccount> current(String account) {
    return Optional.ofNullable(known.get(account));
  }

  @Override
  public CompletionStage<Optional<ConfiguredAccount>> find(String account) {
    Optional<ConfiguredAccount> current = current(account);
    return current.isPresent() ? CompletableFuture.completedFuture(current) : latest(account);
  }

  @Override
  public CompletionStage<Optional<ConfiguredAccount>> latest(String account) {
    return AskPattern.askWithStatus(
        replica,
        replyTo -> new AccountReplica.Refresh(account, replyTo),
        REFRESH_TIMEOUT,
        system.scheduler());
  }

  @Override
  public CompletionStage<AccountOutcome> change(String account, AccountCommand command) {
    CompletionStage<AccountOutcome> changed =
        AskPattern.ask(
            entities.apply(account),
            replyTo -> new AccountEntity.Change(command, replyTo, Deadline.in(ANSWER_TIMEOUT)),
            ANSWER_TIMEOUT.plus(WriteDeadlines.COMMIT_WITHIN),
            system.scheduler());
    return changed.thenCompose(outcome -> latest(account).handle((known, failure) -> outcome));
  }

  @Override
  public void subscribe(String account, ActorRef<AccountUpdate> subscriber) {
    replica.tell(new AccountReplica.Subscribe(account, subscriber));
  }
}
