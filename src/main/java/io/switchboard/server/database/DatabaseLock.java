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
 * Keeps routers that do not know of each other from working on one PostgreSQL database: a node that
 * runs alone has it for itself, the nodes of a cluster share it. It is an advisory lock of the
 * database, held on a connection of its own, so that it ends with the process at the latest.
 *
 * <p>When that connection is lost, the lock is taken again as soon as the database can be reached.
 * Until then nobody can write anything, this node included. Should somebody else have taken it
 * meanwhile, this one has lost it for good and must stop. What both may have written in between is
 * never in conflict: the journal takes every event of an entity once only, from whoever comes
 * first, and the other starts again from what is there.
 *
 * <p>Each life of a node has a name, which all its connections bear. A life that the others have
 * declared dead is expelled: its connections are ended, and it gets no others. Before it is, the
 * database confirms each second that it was not, and that is its {@link NodeLease}: whoever expels
 * a life waits until the lease is over before anything is done with what it had.
 */
final class DatabaseLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseLock.class);

  /** Any number that no other program uses as a lock of the same database: "Switchbd". */
  static final long LOCK = 0x5377_6974_6368_6264L;

  /** It can wait for a connection to end. */
  private static final int OLDEST_VERSION = 14;

  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final String EXPELLED = "SW001";
  private static final String NO_TABLES_YET = "42883";
  private static final String DEAD =
      "The other nodes declared this one dead, and go on without it; start it again.";
  private static final Duration CHECKED_EVERY = Duration.ofSeconds(1);
  private static final int VALID_WITHIN_SECONDS = 2;

  /** Others wait longer than a lease lasts, by this part, as no two clocks run equally fast. */
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
   * Takes the database; waits for it as long as for a connection, since another node may be on its
   * way out. To take it again it waits three times as long, since the server may find the lost
   * connection later than this node did.
   *
   * @param alone for this node only, else together with others that share it
   * @param lease for how long this node answers clients after each confirmation of its life
   * @throws StartupException when others use it in a way that excludes this one, or when it cannot
   *     be reached
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
   * Has the lease of this life confirmed from now on; the tables must be there. A node that runs
   * alone expels every other life that has not ended: it has the lock, so none of them may go on.
   *
   * @throws StartupException when the database does not confirm it
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

  /** Whether this node may be sure that no other has taken its place; held once begun. */
  NodeLease lease() {
    return lease;
  }

  /** The name of this life of the node, for all its connections. */
  String life() {
    return life;
  }

  /** What a connection of this life does first: it fails when the life was expelled. */
  String admission() {
    return "SELECT admit('%s')".formatted(life);
  }

  /**
   * Ends the connections of another life, and lets it have no others, as soon as the database can
   * be reached; and waits until its lease is over. If this life was expelled first, it is this one
   * that must stop.
   */
  synchronized void expel(String other) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    expelling = CompletableFuture.allOf(expelling, done);
    try {
      expulsions.execute(() -> tryToExpel(other, done));
    } catch (RejectedExecutionException e) {
      done.complete(null);
      LOG.debug("This node stops, so others expel {}", other, e);
    }
  }

  /**
   * Waits for whoever is to be expelled: before that nothing may be done with what they had.
   *
   * @throws SQLException when they still are not, after the time that one waits for a connection
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
      throw new IllegalStateException("an expulsion is tried until it is done", e);
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

  /** Completes with a sentence when somebody else has the database, and this node must stop. */
  CompletionStage<String> whenLost() {
    return lost;
  }

  /** Leaves the database to others. Closing again does nothing. */
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
        LOG.debug("The end of this life could not be written down", e);
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

  /** Whatever the answer says of this life, it says of a moment after it was asked for. */
  private void confirm() throws SQLException {
    long askedAt = System.nanoTime();
    if (!signs.confirm(connection)) {
      signs.begin(connection);
    }
    lease.confirm(askedAt);
    signs.look(connection);
  }

  /** Has the server notice within some 20 s when this machine is gone, and then takes the lock. */
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
    // A connection that has gone silent must not keep the lease from being confirmed on another.
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
        ? "Others already use %s, and this Switchboard should run alone: start it with conf/cluster.conf, or give it a database of its own."
            .formatted(name)
        : "Another Switchboard runs alone on %s: stop it, or start it with conf/cluster.conf too."
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
