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
import io.switchboard.actor.runtime.NodeLease;
import io.switchboard.actor.runtime.WriteDeadlines;
import io.switchboard.domain.account.configuration.AccountCommand;
import io.switchboard.domain.account.configuration.AccountDecision;
import io.switchboard.domain.account.configuration.AccountEvent;
import io.switchboard.domain.account.configuration.AccountMachine;
import io.switchboard.domain.account.configuration.AccountOutcome;
import io.switchboard.domain.account.configuration.Configuration;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Owns the document of one account. What it answers is durable; {@link AccountMachine} decides it.
 *
 * <p>Every change is announced to all nodes, and so is the present revision when the entity starts,
 * for it may have stopped between a write and its announcement. An announcement may be lost.
 *
 * <p>It is not remembered: to be asked for an account that does not exist writes nothing then, and
 * leaves nothing behind, as the entity stops after a while. One that exists is kept in memory by
 * the nodes that have a copy of it, who compare it with theirs ({@link AccountReplica}).
 */
public final class AccountEntity
    extends EventSourcedBehaviorWithEnforcedReplies<
        AccountEntity.Command, AccountEvent, Configuration> {

  /** An entity's id is the account's. */
  public static final EntityTypeKey<Command> KEY = EntityTypeKey.create(Command.class, "Account");

  private static final Duration LINGER_WITHOUT_ACCOUNT = Duration.ofMinutes(1);
  private static final int EVENTS_PER_SNAPSHOT = 100;
  private static final int SNAPSHOTS_KEPT = 2;

  public sealed interface Command {}

  /** Replies with the outcome, once it is durable. After its deadline it is ignored. */
  public record Change(AccountCommand change, ActorRef<AccountOutcome> replyTo, Deadline deadline)
      implements Command {}

  /**
   * Replies with the account when its revision is another.
   *
   * @param known the revision that is known; 0 for none
   */
  public record Fetch(long known, ActorRef<Fetched> replyTo) implements Command {}

  /**
   * Answers {@link Fetch}.
   *
   * @param other the account; empty when it has the revision that is known
   */
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

  /**
   * The entity of one account.
   *
   * @param shard is asked to stop the entity
   * @param announcements where changes are announced
   */
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
        AccountMachine.decide(now, command.change(), nanoseconds(clock.instant()));
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

  /** Whoever asks a node that has perhaps been replaced gets no answer, and asks again. */
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
      context.setReceiveTimeout(LINGER_WITHOUT_ACCOUNT, new Idle());
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

  private static long nanoseconds(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
  }
}
