package io.switchboard.actor.retention;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.ClusterSingleton;
import akka.cluster.typed.SingletonActor;
import io.switchboard.actor.EntityClient;
import io.switchboard.actor.retention.StoredRecords.AccountRecord;
import io.switchboard.actor.runtime.EntityClock;
import io.switchboard.actor.runtime.Measurements;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Removes closed conversations whose retention time is over: at each interval, of all accounts one
 * after the other, in batches. One node of the cluster runs it. Partitions remove the
 * conversations, so that none stays in memory; a conversation that still has to send a message is
 * removed in a later run. A failure of an account is logged, and the run goes on with the next
 * account. An interrupted run loses nothing, because the next one begins again.
 */
public final class Retention {
  private static final int ACCOUNTS_AT_ONCE = 100;
  private static final int CONVERSATIONS_AT_ONCE = 1_000;
  private static final Duration FIRST_RESTART = Duration.ofSeconds(1);
  private static final Duration LAST_RESTART = Duration.ofMinutes(1);

  private enum Command {
    RUN,
    END
  }

  private final ActorContext<Command> context;
  private final StoredRecords records;
  private final EntityClient entities;
  private final EntityClock time;
  private final Duration interval;

  private Retention(
      ActorContext<Command> context,
      StoredRecords records,
      EntityClient entities,
      EntityClock time,
      Duration interval) {
    this.context = context;
    this.records = records;
    this.entities = entities;
    this.time = time;
    this.interval = interval;
  }

  /** Lets this node run the removal when it is the one for it; called once on each node. */
  public static void start(
      ActorSystem<?> system,
      StoredRecords records,
      EntityClient entities,
      EntityClock time,
      Duration interval) {
    ClusterSingleton.get(system)
        .init(
            SingletonActor.of(
                Behaviors.supervise(
                        Behaviors.<Command>setup(
                            context ->
                                new Retention(context, records, entities, time, interval)
                                    .waiting()))
                    .onFailure(
                        SupervisorStrategy.restartWithBackoff(FIRST_RESTART, LAST_RESTART, 0.1)),
                "retention"));
  }

  private Behavior<Command> waiting() {
    time.schedule(time.now() + interval.toNanos(), () -> context.getSelf().tell(Command.RUN));
    return Behaviors.receive(Command.class).onMessageEquals(Command.RUN, this::run).build();
  }

  private Behavior<Command> run() {
    context.pipeToSelf(
        removeAll(Optional.empty()),
        (done, failure) -> {
          if (failure != null) {
            context
                .getSystem()
                .log()
                .warn("The removal of closed conversations was interrupted", failure);
          }
          return Command.END;
        });
    return Behaviors.receive(Command.class).onMessageEquals(Command.END, this::waiting).build();
  }

  private CompletionStage<Void> removeAll(Optional<String> after) {
    return records
        .accounts(after, ACCOUNTS_AT_ONCE)
        .thenCompose(
            page -> {
              CompletionStage<Void> all = CompletableFuture.completedFuture(null);
              for (AccountRecord account : page) {
                all = all.thenCompose(done -> removeOrLog(account));
              }
              return page.size() < ACCOUNTS_AT_ONCE
                  ? all
                  : all.thenCompose(done -> removeAll(Optional.of(page.get(page.size() - 1).id())));
            });
  }

  /** A failure of one account must not keep the conversations of the accounts after it. */
  private CompletionStage<Void> removeOrLog(AccountRecord account) {
    return remove(account)
        .exceptionally(
            failure -> {
              context
                  .getSystem()
                  .log()
                  .warn(
                      "Closed conversations of account {} could not be removed",
                      account.id(),
                      failure);
              return null;
            });
  }

  /** Removes the conversations of one account, until a batch is not full or none can go. */
  private CompletionStage<Void> remove(AccountRecord account) {
    return records
        .closedBefore(
            account.id(), time.instant().minus(account.keepsClosed()), CONVERSATIONS_AT_ONCE)
        .thenCompose(
            ids ->
                new Partitions(entities, account.id())
                    .forget(ids)
                    .thenApply(removed -> measured(account.id(), removed))
                    .thenCompose(
                        removed ->
                            removed > 0 && ids.size() == CONVERSATIONS_AT_ONCE
                                ? remove(account)
                                : CompletableFuture.completedFuture(null)));
  }

  private int measured(String account, int removed) {
    if (removed > 0) {
      Measurements.of(context.getSystem()).expired(account, removed);
    }
    return removed;
  }
}
