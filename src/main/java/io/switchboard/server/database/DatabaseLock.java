package io.switchboard.server.database;

import com.typesafe.config.Config;
import io.switchboard.actor.runtime.NodeLease;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lock of a PostgreSQL database: a node that runs alone uses the database exclusively, the nodes of
 * a cluster share it. It does not distinguish two clusters. It is an advisory lock of the database,
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

  /** Key of the advisory lock, used by no other program in the database: "Switchbd". */
  static final long LOCK = 0x5377_6974_6368_6264L;

  /** The first version in which pg_terminate_backend can wait for a connection to end. */
  private static final int OLDEST_VERSION = 14;

  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final String NO_TABLES_YET = "42883";
  private static final String DEAD =
      "The other nodes have declared this node dead and replaced it; start it again.";
  private static final Duration CHECKED_EVERY = Duration.ofSeconds(1);
  private static final int VALID_WITHIN_SECONDS = 2;

  /** The own lease is shorter by this fraction, as no two clocks run equally fast. */
  private static final int CLOCKS_DIFFER = 100;

  private final String url;
  private final String name;
  private final boolean alone;
  private final String incarnation = "switchboard-" + UUID.randomUUID();
  private final Duration timeout;
  private final Properties login = new Properties();
  private final CompletableFuture<String> lost = new CompletableFuture<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(new DaemonThreads("switchboard-database-lock"));
  private final NodeLease lease;
  private final Duration leaseLength;
  private final NodeHeartbeats heartbeats;
  private final NodeFencing fencing;
  private volatile boolean leaseBegun;
  private volatile Connection connection;
  private volatile ScheduledFuture<?> checks;

  private DatabaseLock(String url, String name, boolean alone, Duration lease, Config database) {
    this.url = url;
    this.name = name;
    this.alone = alone;
    this.leaseLength = lease;
    this.lease = NodeLease.of(lease.minus(lease.dividedBy(CLOCKS_DIFFER)), System.nanoTime());
    this.heartbeats = new NodeHeartbeats(incarnation, lease);
    this.fencing = new NodeFencing(name, this::connect, heartbeats, () -> lost.complete(DEAD));
    this.timeout = database.getDuration("connection-timeout");
    login.setProperty("user", database.getString("user"));
    login.setProperty("password", database.getString("password"));
    login.setProperty("loginTimeout", seconds(timeout));
    login.setProperty("socketTimeout", seconds(timeout.multipliedBy(4)));
    login.setProperty("ApplicationName", incarnation);
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
    DatabaseLock lock = new DatabaseLock(url, name, alone, lease, database);
    try {
      lock.lock(lock.timeout);
      int version = lock.connection.getMetaData().getDatabaseMajorVersion();
      if (version < OLDEST_VERSION) {
        lock.close();
        throw new StartupException(
            "%s is PostgreSQL %d; Switchboard needs %d or newer."
                .formatted(name, version, OLDEST_VERSION));
      }
    } catch (SQLException e) {
      lock.close();
      throw new StartupException(
          isHeldByOthers(e)
              ? lock.refusal()
              : "The database %s cannot be opened: %s".formatted(name, StartupException.reason(e)),
          e);
    }
    lock.checks =
        lock.thread.scheduleWithFixedDelay(
            lock::check, CHECKED_EVERY.toMillis(), CHECKED_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return lock;
  }

  /**
   * Starts the confirmation of the lease of this incarnation; the tables must exist. A node that
   * runs alone fences every other incarnation that has not ended: it holds the exclusive lock, so
   * none of them may continue.
   *
   * @throws StartupException when the database does not confirm the lease
   */
  void beginLease() throws StartupException {
    try {
      thread
          .submit(
              () -> {
                confirm();
                leaseBegun = true;
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
      heartbeats.others().forEach(fencing::fence);
    }
  }

  /** Returns the lease of this node; it is held after {@link #beginLease}. */
  NodeLease lease() {
    return lease;
  }

  /** Returns the name of this incarnation, which all its connections carry. */
  String incarnation() {
    return incarnation;
  }

  /** First statement of each connection of this incarnation; it fails when fenced. */
  String admission() {
    return "SELECT admit('%s')".formatted(incarnation);
  }

  /** Fences other incarnations; if this one was fenced first, the lock is lost. */
  NodeFencing fencing() {
    return fencing;
  }

  /** Completes with a sentence when another router owns the database and this node must stop. */
  CompletionStage<String> whenLost() {
    return lost;
  }

  /** Releases the lock. A second call has no effect. */
  @Override
  public void close() {
    thread.shutdownNow();
    fencing.close();
    leave();
    disconnect();
  }

  private void leave() {
    Connection last = connection;
    if (leaseBegun && last != null) {
      try {
        heartbeats.remove(last);
      } catch (SQLException e) {
        LOG.debug("The end of this incarnation could not be recorded", e);
      }
    }
  }

  private void check() {
    try {
      if (!isHeld()) {
        disconnect();
        lock(timeout.multipliedBy(3));
        LOG.info("{} is held again, after its connection was lost", name);
      }
      requestAdmission();
      if (leaseBegun) {
        confirm();
      }
      if (thread.isShutdown()) {
        disconnect();
      }
    } catch (SQLException e) {
      disconnect();
      if (isHeldByOthers(e) || NodeFencing.isFenced(e)) {
        lost.complete(isHeldByOthers(e) ? refusal() : DEAD);
        checks.cancel(false);
      } else {
        LOG.warn("{} cannot be held: {}", name, StartupException.reason(e));
      }
    }
  }

  /** Renews the lease from the time of the request, as the answer is true of a later one. */
  private void confirm() throws SQLException {
    long askedAt = System.nanoTime();
    if (!heartbeats.confirm(connection)) {
      heartbeats.begin(connection);
    }
    lease.confirm(askedAt);
    heartbeats.readOthers(connection);
  }

  /** Takes the lock. By keepalive the server detects the loss of this machine in about 20 s. */
  private void lock(Duration within) throws SQLException {
    connection = connect();
    DatabaseSession session = new DatabaseSession(connection);
    session.run("SET tcp_keepalives_idle = 5");
    session.run("SET tcp_keepalives_interval = 5");
    session.run("SET tcp_keepalives_count = 3");
    session.run("SET lock_timeout = " + within.toMillis());
    session.run(alone ? "SELECT pg_advisory_lock(?)" : "SELECT pg_advisory_lock_shared(?)", LOCK);
    // A connection without a response must not prevent the confirmation of the lease on another.
    connection.setNetworkTimeout(Runnable::run, Math.toIntExact(leaseLength.toMillis()));
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url, login);
  }

  private void requestAdmission() throws SQLException {
    try {
      new DatabaseSession(connection).run(admission());
    } catch (SQLException e) {
      if (!NO_TABLES_YET.equals(e.getSQLState())) {
        throw e;
      }
    }
  }

  private boolean isHeld() throws SQLException {
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
        ? "%s is in use by another node, and this node is configured to run alone: start it with conf/cluster.conf, or give it another database."
            .formatted(name)
        : "%s is in use by a node that runs alone: stop that node, or start it with conf/cluster.conf too."
            .formatted(name);
  }

  private static boolean isHeldByOthers(SQLException e) {
    return LOCK_NOT_AVAILABLE.equals(e.getSQLState());
  }

  private static String seconds(Duration duration) {
    return Long.toString(Math.max(duration.toSeconds(), 1));
  }
}
