package io.switchboard.server.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fencing of incarnations of nodes that were declared dead: it refuses them new connections,
 * terminates their connections, and waits until their leases have ended. A fencing that fails is
 * tried again every second.
 */
final class NodeFencing implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeFencing.class);
  private static final String FENCED = "SW001";
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  interface Connector {
    Connection connect() throws SQLException;
  }

  private final String name;
  private final Connector connector;
  private final NodeHeartbeats heartbeats;
  private final Runnable fencedItself;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(new DaemonThreads("switchboard-fencing"));
  private volatile CompletableFuture<?> underWay = CompletableFuture.completedFuture(null);

  /** {@code fencedItself} runs when a fencing fails because this incarnation was fenced first. */
  NodeFencing(String name, Connector connector, NodeHeartbeats heartbeats, Runnable fencedItself) {
    this.name = name;
    this.connector = connector;
    this.heartbeats = heartbeats;
    this.fencedItself = fencedItself;
  }

  /** Returns whether the database refused a statement because this incarnation is fenced. */
  static boolean isFenced(SQLException e) {
    return FENCED.equals(e.getSQLState());
  }

  /** Fences another incarnation as soon as the database is reachable. */
  synchronized void fence(String other) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    underWay = CompletableFuture.allOf(underWay, done);
    try {
      thread.execute(() -> attempt(other, done));
    } catch (RejectedExecutionException e) {
      done.complete(null);
      LOG.debug("This node stops, so other nodes fence {}", other, e);
    }
  }

  /**
   * Waits until each requested fencing is complete; before that no connection may be used for the
   * entities of the fenced nodes.
   *
   * @throws SQLException when a fencing is not complete within this time
   */
  void await(Duration patience) throws SQLException {
    try {
      underWay.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new SQLTransientConnectionException(
          "a node that was declared dead still uses %s".formatted(name), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLTransientConnectionException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a fencing is tried until it is complete", e);
    }
  }

  private void attempt(String other, CompletableFuture<Void> done) {
    try (Connection connection = connector.connect()) {
      Duration left = heartbeats.fence(other, connection);
      long committed = System.nanoTime();
      terminate(other, new DatabaseSession(connection));
      long wait = Math.max(0, committed + left.toNanos() - System.nanoTime());
      Future<?> unused = thread.schedule(() -> done.complete(null), wait, TimeUnit.NANOSECONDS);
      LOG.info("{} was declared dead and cannot use {} any more", other, name);
    } catch (SQLException e) {
      if (isFenced(e)) {
        fencedItself.run();
      } else {
        attemptAgain(other, done, e);
      }
    } catch (RuntimeException | Error e) {
      attemptAgain(other, done, e);
    }
  }

  private void attemptAgain(String other, CompletableFuture<Void> done, Throwable failure) {
    LOG.warn(
        "{} was declared dead and still uses {}: {}",
        other,
        name,
        StartupException.reason(failure));
    if (!thread.isShutdown()) {
      Future<?> unused =
          thread.schedule(
              () -> attempt(other, done), BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Terminates and awaits all connections of an incarnation; several nodes may do so at once. */
  private static void terminate(String other, DatabaseSession session) throws SQLException {
    connections(session, "count(pg_terminate_backend(pid))", other);
    connections(session, "count(pg_terminate_backend(pid, 1000))", other);
    long left = connections(session, "count(*)", other);
    if (left > 0) {
      throw new SQLTransientException("%d connections do not end".formatted(left));
    }
  }

  private static long connections(DatabaseSession session, String what, String other)
      throws SQLException {
    return session.number(
        "SELECT %s FROM pg_stat_activity WHERE application_name = ?".formatted(what), other);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
