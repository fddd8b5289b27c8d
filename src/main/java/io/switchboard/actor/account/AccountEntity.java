package io.switchboard.actor.account;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.pubsub.Topic;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.javadsl.CommandHandlerWithReply;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehaviorWithEnforcedReplies;
import akka.persistence.typed.javadsl.ReplyEffect;
import akka.persistence.typed.javadsl.RetentionCriteria;
import akka.persistence.typed.javadsl.SignalHandler;
import io.switchboard.actor.runtime.Deadline;
import io.switchboard.actor.runtime.EntityClock;
import io.switchboard.actor.runtime.NodeLease;
import io.switchboard.actor.runtime.WriteDeadlines;
import io.switchboard.domain.account.configuration.AccountCommand;
import io.switchboard.domain.account.configuration.AccountDecision;
import io.switchboard.domain.account.configuration.AccountEvent;
import io.switchboard.domain.account.configuration.AccountMachine;
import io.switchboard.domain.account.configuration.AccountOutcome;
import io.switchboard.domain.account.configuration.Configuration;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The entity of one account's document. {@link AccountMachine} decides its commands; a reply is
 * sent only when its effects are durable.
 *
 * <p>Each change is announced to all nodes. The present revision is also announced when the entity
 * starts, because it may have stopped between a write and its announcement. An announcement may be
 * lost.
 *
 * <p>Cluster sharding does not remember the entity: a request for an account that does not exist
 * writes nothing, and the entity passivates after a while. An existing account stays in memory as
 * long as nodes with a copy regularly compare it with theirs ({@link AccountReplica}).
 */
public final class AccountEntity
    extends EventSourcedBehaviorWithEnforcedReplies<
        AccountEntity.Command, AccountEvent, Configuration> {

  /** The key of this entity type; the id of an entity is that of its account. */
  public static final EntityTypeKey<Command> KEY = EntityTypeKey.create(Command.class, "Account");

  private static final Duration IDLE_TIME_WITHOUT_ACCOUNT = Duration.ofMinutes(1);
  private static final int EVENTS_PER_SNAPSHOT = 100;
  private static final int SNAPSHOTS_KEPT = 2;

  public sealed interface Command {}

  /** A change, answered when its outcome is durable; ignored after its deadline. */
  public record Change(AccountCommand change, ActorRef<AccountOutcome> replyTo, Deadline deadline)
      implements Command {}

  /** A request for the account unless its revision is {@code known}; 0: none is known. */
  public record Fetch(long known, ActorRef<Fetched> replyTo) implements Command {}

  /** The reply to {@link Fetch}; empty when the account has the known revision. */
  public record Fetched(Optional<Configuration> other) {}

  private record Idle() implements Command {}

  private final ActorContext<Command> context;
  private final String account;
  private final ActorRef<ClusterSharding.ShardCommand> shard;
  private final ActorRef<Topic.Command<AccountRevisionAnnouncement>> announcements;
  private final InstantSource clock;
  private final NodeLease lease;
  private final WriteDeadlines writes;

  private AccountEntity(
      ActorContext<Command> context,
      String account,
      ActorRef<ClusterSharding.ShardCommand> shard,
      ActorRef<Topic.Command<AccountRevisionAnnouncement>> announcements,
      InstantSource clock) {
    super(
        PersistenceId.of(KEY.name(), account),
        SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(10), 0.1));
    this.context = context;
    this.account = account;
    this.shard = shard;
    this.announcements = announcements;
    this.clock = clock;
    this.lease = NodeLease.of(context.getSystem());
    this.writes = WriteDeadlines.of(context.getSystem());
  }

  /** The entity of one account; {@code announcements} receives each change. */
  public static Behavior<Command> create(
      String account,
      ActorRef<ClusterSharding.ShardCommand> shard,
      ActorRef<Topic.Command<AccountRevisionAnnouncement>> announcements,
      InstantSource clock) {
    return Behaviors.setup(
        context -> new AccountEntity(context, account, shard, announcements, clock));
  }

  @Override
  public Configuration emptyState() {
    return Configuration.NONE;
  }

  @Override
  public CommandHandlerWithReply<Command, AccountEvent, Configuration> commandHandler() {
    return newCommandHandlerWithReplyBuilder()
        .forAnyState()
        .onCommand(Change.class, this::onChange)
        .onCommand(Fetch.class, this::onFetch)
        .onCommand(Idle.class, (now, idle) -> onIdle(now))
        .build();
  }

  private ReplyEffect<AccountEvent, Configuration> onChange(Configuration now, Change command) {
    if (command.deadline().isOver()) {
      return Effect().noReply();
    }
    AccountDecision decision =
        AccountMachine.decide(now, command.change(), EntityClock.nanoseconds(clock.instant()));
    return decision
        .event()
        .map(
            event -> {
              writes.begins(persistenceId().id(), Optional.of(command.deadline()));
              return Effect()
                  .persist(event)
                  .thenRun(after -> writes.ended(persistenceId().id()))
                  .thenRun(this::announce)
                  .thenRun(after -> answer(command.replyTo(), decision.outcome()))
                  .thenNoReply();
            })
        .orElseGet(
            () -> {
              answer(command.replyTo(), decision.outcome());
              return Effect().noReply();
            });
  }

  /** Replies only while the lease is held; otherwise another node may have taken over. */
  private <T> void answer(ActorRef<T> replyTo, T answer) {
    if (lease.isHeld()) {
      replyTo.tell(answer);
    }
  }

  private ReplyEffect<AccountEvent, Configuration> onFetch(Configuration now, Fetch command) {
    Optional<Configuration> other =
        command.known() == now.revision() ? Optional.empty() : Optional.of(now);
    answer(command.replyTo(), new Fetched(other));
    return Effect().noReply();
  }

  private ReplyEffect<AccountEvent, Configuration> onIdle(Configuration now) {
    if (!now.exists()) {
      shard.tell(new ClusterSharding.Passivate<>(context.getSelf()));
    }
    return Effect().noReply();
  }

  @Override
  public EventHandler<Configuration, AccountEvent> eventHandler() {
    return AccountMachine::apply;
  }

  @Override
  public SignalHandler<Configuration> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.class, (now, signal) -> onRecovered(now))
        .build();
  }

  private void onRecovered(Configuration now) {
    if (now.exists()) {
      announce(now);
    } else {
      context.setReceiveTimeout(IDLE_TIME_WITHOUT_ACCOUNT, new Idle());
    }
  }

  private void announce(Configuration now) {
    context.cancelReceiveTimeout();
    announcements.tell(Topic.publish(new AccountRevisionAnnouncement(account, now.revision())));
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(EVENTS_PER_SNAPSHOT, SNAPSHOTS_KEPT);
  }
}
