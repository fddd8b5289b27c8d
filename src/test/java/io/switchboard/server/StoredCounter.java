package io.switchboard.server;

import akka.Done;
import akka.actor.BootstrapSetup;
import akka.actor.setup.ActorSystemSetup;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.switchboard.server.database.Database;
import io.switchboard.server.database.DatabaseProvider;
import io.switchboard.server.database.StartupException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A counter in the journal, with a snapshot after every second event. */
public final class StoredCounter implements AutoCloseable {
  private static final Config LOCAL =
      ConfigFactory.parseString(
          "akka.actor.provider = local, akka.actor.serialization-bindings.\"%s\" = jackson-cbor"
              .formatted(Count.class.getName()));

  private final ActorSystem<Void> system;
  private final Database database;
  private final ActorRef<Add> counter;

  record Add(ActorRef<Integer> replyTo) {}

  record Count(int value) {
    Count next() {
      return new Count(value + 1);
    }
  }

  private StoredCounter(ActorSystem<Void> system, Database database, String persistenceId) {
    this.system = system;
    this.database = database;
    this.counter = system.systemActorOf(new Journaled(persistenceId), "counter", Props.empty());
  }

  public static StoredCounter start(Config config, String persistenceId) throws StartupException {
    Database database = Database.open(config);
    return new StoredCounter(
        ActorSystem.create(
            Behaviors.empty(),
            "counter",
            ActorSystemSetup.create(
                BootstrapSetup.create(LOCAL.withFallback(config)),
                new DatabaseProvider.Use(database))),
        database,
        persistenceId);
  }

  /** Completes when the counter has stopped by itself. */
  public CompletionStage<Done> whenEnded() {
    CompletableFuture<Done> ended = new CompletableFuture<>();
    system.systemActorOf(
        Behaviors.<Void>setup(
            context -> {
              context.watch(counter);
              return Behaviors.receive(Void.class)
                  .onSignal(
                      Terminated.class,
                      terminated -> {
                        ended.complete(Done.done());
                        return Behaviors.stopped();
                      })
                  .build();
            }),
        "watcher",
        Props.empty());
    return ended;
  }

  @Override
  public void close() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    database.close();
  }

  public int count(int times) throws Exception {
    int last = 0;
    for (int i = 0; i < times; i++) {
      CompletionStage<Integer> answer =
          AskPattern.ask(counter, Add::new, Duration.ofSeconds(30), system.scheduler());
      last = answer.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
    return last;
  }

  private static final class Journaled extends EventSourcedBehavior<Add, Count, Count> {
    Journaled(String persistenceId) {
      super(PersistenceId.ofUniqueId(persistenceId));
    }

    @Override
    public Count emptyState() {
      return new Count(0);
    }

    @Override
    public CommandHandler<Add, Count, Count> commandHandler() {
      return (count, add) ->
          Effect().persist(count.next()).thenRun(next -> add.replyTo().tell(next.value()));
    }

    @Override
    public EventHandler<Count, Count> eventHandler() {
      return (count, next) -> next;
    }

    @Override
    public boolean shouldSnapshot(Count count, Count next, long sequenceNumber) {
      return sequenceNumber % 2 == 0;
    }
  }
}
