package io.switchboard.server.database;

import akka.Done;
import akka.actor.BootstrapSetup;
import akka.actor.setup.ActorSystemSetup;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.PostStop;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.Recovery;
import akka.persistence.typed.javadsl.SignalHandler;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.switchboard.actor.runtime.Deadline;
import io.switchboard.actor.runtime.WriteDeadlines;
import io.switchboard.domain.partition.PartitionWrite;
import io.switchboard.server.journal.StateTables;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A partition that writes what a test tells it, by the journal of a node. */
final class StoredPartition implements AutoCloseable {
  private static final Config LOCAL = ConfigFactory.parseString("akka.actor.provider = local");

  private record Write(PartitionWrite value, CompletableFuture<Done> stored) {}

  private final Database database;
  private final ActorSystem<Void> system;
  private final String persistenceId;
  private final ActorRef<Write> first;
  private ActorRef<Write> newest;

  private StoredPartition(Config config, String persistenceId) throws StartupException {
    this.database = Database.open(config);
    this.system =
        ActorSystem.create(
            Behaviors.empty(),
            "partition",
            ActorSystemSetup.create(
                BootstrapSetup.create(LOCAL.withFallback(config)),
                new DatabaseProvider.Use(database)));
    this.persistenceId = persistenceId;
    this.first = newIncarnation();
    this.newest = first;
  }

  private ActorRef<Write> newIncarnation() {
    return system.systemActorOf(
        new Writer(persistenceId), "partition-" + UUID.randomUUID(), Props.empty());
  }

  static StoredPartition start(Config config, String persistenceId) throws StartupException {
    return new StoredPartition(config, persistenceId);
  }

  /** Completes when the write is durable, and fails when it is not. */
  CompletableFuture<Done> write(PartitionWrite value) {
    return write(newest, value);
  }

  private static CompletableFuture<Done> write(ActorRef<Write> incarnation, PartitionWrite value) {
    CompletableFuture<Done> stored = new CompletableFuture<>();
    incarnation.tell(new Write(value, stored));
    return stored.orTimeout(30, TimeUnit.SECONDS);
  }

  /** Lets another incarnation take over, while the first one does not stop. */
  void takeOver() {
    newest = newIncarnation();
  }

  /** The same by the first incarnation. */
  CompletableFuture<Done> writeByFirst(PartitionWrite value) {
    return write(first, value);
  }

  /** The same with a deadline that is over when the write begins. */
  CompletableFuture<Done> writeTooLate(PartitionWrite value) {
    WriteDeadlines.of(system).begins(persistenceId, Optional.of(Deadline.in(Duration.ZERO)));
    return write(value);
  }

  /** The tables of the states. */
  StateTables states() {
    return new StateTables(database.slick().database(), database.slick().profile());
  }

  @Override
  public void close() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    database.close();
  }

  private static final class Writer extends EventSourcedBehavior<Write, PartitionWrite, Writer> {
    private CompletableFuture<Done> writing = new CompletableFuture<>();

    Writer(String persistenceId) {
      super(PersistenceId.ofUniqueId(persistenceId));
    }

    @Override
    public Writer emptyState() {
      return this;
    }

    @Override
    public Recovery recovery() {
      return Recovery.disabled();
    }

    @Override
    public CommandHandler<Write, PartitionWrite, Writer> commandHandler() {
      return (state, write) -> {
        writing = write.stored();
        return Effect().persist(write.value()).thenRun(any -> write.stored().complete(Done.done()));
      };
    }

    @Override
    public EventHandler<Writer, PartitionWrite> eventHandler() {
      return (state, written) -> state;
    }

    /** A failed write stops it. */
    @Override
    public SignalHandler<Writer> signalHandler() {
      return newSignalHandlerBuilder()
          .onSignal(
              PostStop.class,
              (state, stop) -> writing.completeExceptionally(new IllegalStateException("stopped")))
          .build();
    }
  }
}
