package io.switchboard.server.database;

import com.typesafe.config.Config;
import io.switchboard.actor.runtime.NodeLease;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lock of a PostgreSQL database: a node that runs alone uses the database exclusively, the nodes of
 * a cluster share it. It does not tell two clusters apart. It is an advisory lock of the database,
 * held on a connection of its own, so it ends with the process at the latest.
 *
 * <p>When that connection is lost, the lock is taken again as soon as the database is reachable;
 * while it is unreachable no node can write, this one included. If another router has taken the
 * lock meanwhile, this node has lost it for good and must stop. Writes of both in between never
 * conflict: the journal accepts each event number of an entity only once, and the second writer
 * restarts the entity from the stored events.
 *
 * <p>Each incarnation of a node has a name, which all its connections carry. An incarnation that
 * the other nodes have declared dead is fenced: its connections are terminated, and it gets no new
 * ones. Until then the database confirms each second that it is not fenced, and this confirmation
 * renews its {@link NodeLease}. A node that fences another waits until that lease has ended before
 * it gives out further connections.
 */
final class DatabaseLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseLock.class);

  /**
   * Key of the advisory lock: any number that no other program uses in the same database;
   * "Switchbd" in ASCII.
   */
  static final long LOCK = 0x5377_6974_6368_6264L;

  /** The first version in which pg_terminate_backend can wait for a connection to end. */
  private static final int OLDEST_VERSION = 14;

  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final String EXPELLED = "SW001";
  private static final String NO_TABLES_YET = "42883";
  private static final String DEAD =
      "The other nodes have declared this node dead and replaced it; start it again.";
  private static final Duration CHECKED_EVERY = Duration.ofSeconds(1);
  private static final int VALID_WITHIN_SECONDS = 2;

  /**
   * The own lease is shortened by this fraction (one hundredth), as no two clocks run equally fast.
   */
  private static final int CLOCKS_DIFFER = 100;

  private final String url;
  private final String name;
  private final boolean alone;
  private final String life = "switchboard-" + UUID.randomUUID();
  private final Duration patience;
  private final Properties login = new Properties();
  private final CompletableFuture<String> lost = new CompletableFuture<>();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(DatabaseLock::thread);
  private final ScheduledExecutorService expulsions =
      Executors.newSingleThreadScheduledExecutor(DatabaseLock::thread);
  private volatile CompletableFuture<?> expelling = CompletableFuture.completedFuture(null);
  private final NodeLease lease;
  private final Duration leaseLength;
  private final NodeHeartbeats signs;
  private volatile boolean begun;
  private volatile Connection connection;
  private volatile ScheduledFuture<?> checks;

  private DatabaseLock(String url, String name, boolean alone, Duration lease, Config database) {
    this.url = url;
    this.name = name;
    this.alone = alone;
    this.leaseLength = lease;
    this.lease = NodeLease.of(lease.minus(lease.dividedBy(CLOCKS_DIFFER)), System.nanoTime());
    this.signs = new NodeHeartbeats(life, lease);
    this.patience = database.getDuration("connection-timeout");
    login.setProperty("user", database.getString("user"));
    login.setProperty("password", database.getString("password"));
    login.setProperty("loginTimeout", seconds(patience));
    login.setProperty("socketTimeout", seconds(patience.multipliedBy(4)));
    login.setProperty("ApplicationName", life);
  }

  /**
   * Takes the lock. It waits as long as for a connection, since another node may be stopping. When
   * it takes the lock again it waits three times as long, since the server may detect the loss of
   * the connection later than this node did.
   *
   * @param alone whether the lock is exclusive; otherwise it is shared with the other nodes of the
   *     cluster
   * @param lease how long this node answers clients after each confirmation
   * @throws StartupException when another router holds a lock that excludes this one, or the
   *     database is unreachable
   */
  static DatabaseLock take(String url, String name, boolean alone, Duration lease, Config database)
      throws StartupException {
    DatabaseLock tenancy = new DatabaseLock(url, name, alone, lease, database);
    try {
      tenancy.lock(tenancy.patience);
      int version = tenancy.connection.getMetaData().getDatabaseMajorVersion();
      if (version < OLDEST_VERSION) {
        tenancy.close();
        throw new StartupException(
            "%s is PostgreSQL %d; Switchboard needs %d or newer."
                .formatted(name, version, OLDEST_VERSION));
      }
    } catch (SQLException e) {
      tenancy.close();
      throw new StartupException(
          refused(e)
              ? tenancy.refusal()
              : "The database %s cannot be opened: %s".formatted(name, StartupException.reason(e)),
          e);
    }
    tenancy.checks =
        tenancy.watch.scheduleWithFixedDelay(
            tenancy::keep,
            CHECKED_EVERY.toMillis(),
            CHECKED_EVERY.toMillis(),
            TimeUnit.MILLISECONDS);
    return tenancy;
  }

  /**
   * Starts the confirmation of the lease of this incarnation; the tables must exist. A node that
   * runs alone fences every other incarnation that has not ended: it holds the exclusive lock, so
   * none of them may continue.
   *
   * @throws StartupException when the database does not confirm the lease
   */
  void begin() throws StartupException {
    try {
      watch
          .submit(
              () -> {
                confirm();
                begun = true;
                return null;
              })
          .get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartupException("Interrupted while %s was opened.".formatted(name), e);
    } catch (ExecutionException e) {
      throw new StartupException(
          "The database %s cannot be used: %s"
              .formatted(name, StartupException.reason(e.getCause())),
          e);
    }
    if (alone) {
      signs.others().forEach(this::expel);
    }
  }

  /** Returns the lease of this node; it is held after {@link #begin}. */
  NodeLease lease() {
    return lease;
  }

  /** Returns the name of this incarnation, which all its connections carry. */
  String life() {
    return life;
  }

  /**
   * Returns the first statement of each connection of this incarnation; it fails when the
   * incarnation is fenced.
   */
  String admission() {
    return "SELECT admit('%s')".formatted(life);
  }

  /**
   * Fences another incarnation as soon as the database is reachable: terminates its connections,
   * refuses it new ones, and waits until its lease has ended. If this incarnation was fenced first,
   * it must stop instead.
   */
  synchronized void expel(String other) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    expelling = CompletableFuture.allOf(expelling, done);
    try {
      expulsions.execute(() -> tryToExpel(other, done));
    } catch (RejectedExecutionException e) {
      done.complete(null);
      LOG.debug("This node stops, so another node has to fence {}", other, e);
    }
  }

  /**
   * Waits until each requested fencing is complete; before that no connection may be used for the
   * entities of the fenced nodes.
   *
   * @throws SQLException when a fencing is not complete within the connection timeout
   */
  void awaitExpulsions() throws SQLException {
    try {
      expelling.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new SQLTransientConnectionException(
          "a node that was declared dead still uses %s".formatted(name), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLTransientConnectionException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("fencing is repeated until it succeeds", e);
    }
  }

  private void tryToExpel(String other, CompletableFuture<Void> done) {
    try (Connection own = DriverManager.getConnection(url, login)) {
      FencedNode expelled = new FencedNode(other, own);
      Duration left = expelled.forbid(admission(), signs);
      long committed = System.nanoTime();
      expelled.end();
      completeAt(committed + left.toNanos(), done);
      LOG.info("{} was declared dead and cannot use {} any more", other, name);
    } catch (SQLException e) {
      if (expelled(e)) {
        lost.complete(DEAD);
      } else {
        stillThere(other, e);
        tryAgain(other, done);
      }
    } catch (RuntimeException | Error e) {
      stillThere(other, e);
      tryAgain(other, done);
    }
  }

  private void completeAt(long moment, CompletableFuture<Void> done) {
    long wait = moment - System.nanoTime();
    if (wait <= 0) {
      done.complete(null);
    } else {
      Future<?> unused = expulsions.schedule(() -> done.complete(null), wait, TimeUnit.NANOSECONDS);
    }
  }

  private void stillThere(String other, Throwable failure) {
    LOG.warn(
        "{} was declared dead and still uses {}: {}",
        other,
        name,
        StartupException.reason(failure));
  }

  private void tryAgain(String other, CompletableFuture<Void> done) {
    if (!expulsions.isShutdown()) {
      Future<?> unused =
          expulsions.schedule(
              () -> tryToExpel(other, done), CHECKED_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Completes with a sentence when another router owns the database and this node must stop. */
  CompletionStage<String> whenLost() {
    return lost;
  }

  /** Releases the lock. A second call has no effect. */
  @Override
  public void close() {
    watch.shutdownNow();
    expulsions.shutdownNow();
    leave();
    disconnect();
  }

  private void leave() {
    Connection last = connection;
    if (begun && last != null) {
      try {
        signs.leave(last);
      } catch (SQLException e) {
        LOG.debug("The end of this node could not be recorded", e);
      }
    }
  }

  private void keep() {
    try {
      if (!held()) {
        disconnect();
        lock(patience.multipliedBy(3));
        LOG.info("{} is held again, after its connection was lost", name);
      }
      askToBeAdmitted();
      if (begun) {
        confirm();
      }
      if (watch.isShutdown()) {
        disconnect();
      }
    } catch (SQLException e) {
      disconnect();
      if (refused(e) || expelled(e)) {
        lost.complete(refused(e) ? refusal() : DEAD);
        checks.cancel(false);
      } else {
        LOG.warn("{} cannot be held: {}", name, StartupException.reason(e));
      }
    }
  }

  /**
   * Renews the lease from the time of the request, since the answer of the database is true at a
   * later moment.
   */
  private void confirm() throws SQLException {
    long askedAt = System.nanoTime();
    if (!signs.confirm(connection)) {
      signs.begin(connection);
    }
    lease.confirm(askedAt);
    signs.look(connection);
  }

  /**
   * Takes the lock. The keepalive settings make the server detect the loss of this machine within
   * about 20 s.
   */
  private void lock(Duration within) throws SQLException {
    connection = DriverManager.getConnection(url, login);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET tcp_keepalives_idle = 5");
      statement.execute("SET tcp_keepalives_interval = 5");
      statement.execute("SET tcp_keepalives_count = 3");
      statement.execute("SET lock_timeout = " + within.toMillis());
      statement.execute(
          "SELECT %s(%d)".formatted(alone ? "pg_advisory_lock" : "pg_advisory_lock_shared", LOCK));
    }
    // A connection without a response must not prevent the confirmation of the lease on another.
    connection.setNetworkTimeout(Runnable::run, Math.toIntExact(leaseLength.toMillis()));
  }

  private void askToBeAdmitted() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(admission());
    } catch (SQLException e) {
      if (!NO_TABLES_YET.equals(e.getSQLState())) {
        throw e;
      }
    }
  }

  private boolean held() throws SQLException {
    return connection != null && connection.isValid(VALID_WITHIN_SECONDS);
  }

  private void disconnect() {
    Connection last = connection;
    connection = null;
    if (last != null) {
      try {
        last.close();
      } catch (SQLException e) {
        LOG.debug("A connection that was lost could not be closed", e);
      }
    }
  }

  private String refusal() {
    return alone
        ? "%s is in use by the nodes of a cluster, and this node is configured to run alone: start it with conf/cluster.conf, or give it another database."
            .formatted(name)
        : "%s is in use by a node that runs alone: stop that node, or start it with conf/cluster.conf too."
            .formatted(name);
  }

  private static boolean refused(SQLException e) {
    return LOCK_NOT_AVAILABLE.equals(e.getSQLState());
  }

  private static boolean expelled(SQLException e) {
    return EXPELLED.equals(e.getSQLState());
  }

  private static String seconds(Duration duration) {
    return Long.toString(Math.max(duration.toSeconds(), 1));
  }

  private static Thread thread(Runnable keep) {
    Thread thread = new Thread(keep, "switchboard-tenancy");
    thread.setDaemon(true);
    return thread;
  }
}
