package io.switchboard.server;

import akka.Done;
import akka.actor.BootstrapSetup;
import akka.actor.CoordinatedShutdown;
import akka.actor.setup.ActorSystemSetup;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Down;
import akka.cluster.typed.Join;
import akka.http.javadsl.model.Uri;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import akka.management.cluster.bootstrap.ClusterBootstrap;
import akka.management.javadsl.AkkaManagement;
import akka.persistence.Persistence;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import io.switchboard.actor.runtime.EntityClock;
import io.switchboard.actor.runtime.Measurements;
import io.switchboard.actor.runtime.NodeLease;
import io.switchboard.actor.runtime.StateStore;
import io.switchboard.actor.runtime.SystemClock;
import io.switchboard.http.problem.ProblemMapper;
import io.switchboard.http.request.AllowedHosts;
import io.switchboard.http.server.HttpServer;
import io.switchboard.server.database.Database;
import io.switchboard.server.database.DatabaseProvider;
import io.switchboard.server.database.StartupException;
import io.switchboard.server.journal.RecordQueries;
import io.switchboard.server.journal.StateTables;
import io.switchboard.server.metrics.Metrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running Switchboard node. Several can run in one process. */
public final class Node implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);

  private static final String ROLES = "akka.cluster.roles";

  private final ActorSystem<Void> system;
  private final Database database;
  private final CompletableFuture<Done> ready = new CompletableFuture<>();
  private final CompletableFuture<Done> stopped;
  private final Wiring wiring;
  private final Metrics metrics;
  private final Watchdog watchdog;
  private HttpServer server;

  private Node(
      ActorSystem<Void> system,
      Database database,
      Metrics metrics,
      Wiring wiring,
      Duration stopWithin) {
    this.system = system;
    this.wiring = wiring;
    this.metrics = metrics;
    this.database = database;
    this.watchdog = new Watchdog(system, stopWithin);
    this.stopped =
        system
            .getWhenTerminated()
            .thenApply(
                done -> {
                  database.close();
                  metrics.close();
                  watchdog.close();
                  return done;
                })
            .toCompletableFuture();
    database.whenLost().thenAccept(this::stopWithoutDatabase);
    database.check().whenClosed().thenAccept(watchdog::report);
    Persistence.get(Adapter.toClassic(system));
    system.systemActorOf(NodeFencingListener.create(database), "fencing", Props.empty());
    system.systemActorOf(EssentialActors.create(watchdog::report), "essentials", Props.empty());
    akka.cluster.Cluster.get(system)
        .registerOnMemberUp(
            () ->
                wiring
                    .connectToShards()
                    .thenCompose(found -> wiring.createAccounts())
                    .thenAccept(ready::complete));
  }

  /**
   * Opens the database, listens, and then joins the cluster. Returns when the node answers
   * requests; it may still be joining the cluster.
   *
   * @throws StartupException when the database cannot be used or an address is in use; everything
   *     that was started is stopped again
   */
  public static Node start(NodeSettings settings) throws StartupException {
    return start(settings, SystemClock::new);
  }

  /** As {@link #start(NodeSettings)}, with another clock for the entities. */
  public static Node start(NodeSettings settings, Function<ActorSystem<?>, EntityClock> time)
      throws StartupException {
    Database database = Database.open(settings.config());
    Metrics metrics = new Metrics();
    database.measure(metrics.registry());
    ActorSystem<Void> system = system(settings, database, metrics);
    Node node =
        new Node(
            system,
            database,
            metrics,
            new Wiring(
                system,
                settings,
                time.apply(system),
                new RecordQueries(database.slick().database())),
            settings.stopWithin());
    try {
      node.listen(settings);
      node.join(settings);
    } catch (StartupException | RuntimeException e) {
      node.close();
      throw e;
    }
    LOG.info("Switchboard is at {}, its data in {}", node.address(), database);
    LOG.warn(
        "There is no authentication yet: each client that can connect to this address has full access");
    return node;
  }

  /** Returns the port on which the node listens. */
  public int port() {
    return server.localAddress().getPort();
  }

  /**
   * Completes when the node is a member of its cluster, has contact with the shard coordinators,
   * and the accounts of its settings exist.
   */
  public CompletionStage<Done> whenReady() {
    return ready;
  }

  /** Completes when the node has stopped, for any reason, and its database is closed. */
  public CompletionStage<Done> whenStopped() {
    return stopped;
  }

  /**
   * Completes with a sentence when the node cannot continue and an orderly stop would not be
   * reliable: the process must be ended at once. As with {@code kill -9}, no confirmed change is
   * lost.
   */
  public CompletionStage<String> whenFailed() {
    return watchdog.whenFailed();
  }

  /** Why the node stopped, or began to, without {@link #close}; empty otherwise. */
  public Optional<String> stoppedBecause() {
    return CoordinatedShutdown.get(system)
        .getShutdownReason()
        .filter(reason -> reason != CoordinatedShutdown.jvmExitReason())
        .map(Node::sentence);
  }

  /**
   * Accepts no more requests, finishes the current ones, hands its entities over, leaves the
   * cluster and closes the database. Returns when all that is done. A second call has no effect.
   */
  @Override
  public void close() {
    CoordinatedShutdown.get(system).runAll(CoordinatedShutdown.jvmExitReason());
    stopped.join();
  }

  ActorSystem<?> system() {
    return system;
  }

  Database database() {
    return database;
  }

  private static ActorSystem<Void> system(NodeSettings settings, Database database, Metrics metrics)
      throws StartupException {
    try {
      return ActorSystem.create(
          Behaviors.<Void>empty(),
          "switchboard",
          ActorSystemSetup.create(
              BootstrapSetup.create(nodeConfig(settings.config(), database)),
              new DatabaseProvider.Use(database),
              new StateStore.Use(
                  new StateTables(database.slick().database(), database.slick().profile())),
              new NodeLease.Use(database.lease()),
              new Measurements.Use(metrics)));
    } catch (RuntimeException e) {
      database.close();
      metrics.close();
      throw new StartupException("The cluster cannot be started: " + StartupException.reason(e), e);
    }
  }

  /**
   * Returns the configuration with the cluster role by which other nodes can fence this
   * incarnation. Journal and snapshot store are started with the system, so that {@link
   * EssentialActors} can watch them.
   */
  private static Config nodeConfig(Config config, Database database) {
    List<String> roles = new ArrayList<>(config.getStringList(ROLES));
    database.incarnation().map(NodeFencingListener::role).ifPresent(roles::add);
    return config
        .withValue(ROLES, ConfigValueFactory.fromIterable(roles))
        .withValue(
            "akka.persistence.journal.auto-start-journals",
            ConfigValueFactory.fromIterable(List.of("jdbc-journal")))
        .withValue(
            "akka.persistence.snapshot-store.auto-start-snapshot-stores",
            ConfigValueFactory.fromIterable(List.of("jdbc-snapshot-store")));
  }

  private void listen(NodeSettings settings) throws StartupException {
    // Uri and its implementation initialise each other: if the first requests and the management
    // loaded one of them each at the same time, the two threads would be deadlocked.
    Objects.requireNonNull(Uri.EMPTY);
    Route routes =
        Directives.concat(
            new Health(system, database, ready::isDone).routes(),
            metrics.routes(),
            wiring.routes());
    try {
      server =
          HttpServer.bind(
                  system,
                  settings.host(),
                  settings.port(),
                  ProblemMapper.seal(AllowedHosts.of(settings.config()).guard(routes)))
              .toCompletableFuture()
              .join()
              .addToCoordinatedShutdown(settings.requestsWithin());
    } catch (CompletionException e) {
      throw new StartupException(
          "Cannot listen on %s:%d: %s"
              .formatted(settings.host(), settings.port(), StartupException.reason(e)),
          e);
    }
  }

  private void join(NodeSettings settings) throws StartupException {
    Cluster cluster = Cluster.get(system);
    if (settings.joinsItself()) {
      cluster.manager().tell(Join.create(cluster.selfMember().address()));
    }
    if (settings.usesBootstrap()) {
      startBootstrap();
    }
  }

  private void startBootstrap() throws StartupException {
    try {
      AkkaManagement.get(system).start().toCompletableFuture().join();
    } catch (CompletionException e) {
      throw new StartupException(
          "Cannot listen for other nodes on akka.management.http.hostname and port: "
              + StartupException.reason(e),
          e);
    }
    ClusterBootstrap.get(system).start();
  }

  private void stopWithoutDatabase(String sentence) {
    CoordinatedShutdown.get(system).runAll(new DatabaseLost(sentence));
    Cluster cluster = Cluster.get(system);
    cluster.manager().tell(new Down(cluster.selfMember().address()));
  }

  private static String sentence(CoordinatedShutdown.Reason reason) {
    if (reason instanceof DatabaseLost lost) {
      return lost.sentence();
    }
    if (reason == CoordinatedShutdown.clusterDowningReason()) {
      return "The other nodes could not reach this node and have removed it from the cluster; start it again.";
    }
    return "The node stopped: " + reason.getClass().getSimpleName().replace("$", "");
  }

  private record DatabaseLost(String sentence) implements CoordinatedShutdown.Reason {}

  private String address() {
    return "http://%s:%d".formatted(server.localAddress().getHostString(), port());
  }
}
