package io.switchboard.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.switchboard.server.Eventually;
import io.switchboard.server.Postgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class DatabaseLockTest {
  private static final boolean ALONE = true;
  private static final boolean TOGETHER = false;
  private static final Duration LEASE = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static Postgres postgres;
  private String url;

  @BeforeAll
  static void start() throws Exception {
    postgres = new Postgres();
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  @BeforeEach
  void makeDatabase() throws Exception {
    url = postgres.newDatabase();
    Flyway.configure()
        .dataSource(url, "postgres", "")
        .locations(DatabaseEngine.POSTGRESQL.migrations())
        .load()
        .migrate();
  }

  @Test
  void aStandaloneNodeLocksTheDatabaseExclusively() throws Exception {
    try (DatabaseLock alone = take(ALONE)) {
      assertThatThrownBy(() -> take(ALONE))
          .isInstanceOf(StartupException.class)
          .hasMessageStartingWith("db is in use by another node, and this node");
      assertThatThrownBy(() -> take(TOGETHER))
          .isInstanceOf(StartupException.class)
          .hasMessageStartingWith("db is in use by a node that runs alone");
      assertThat(alone.whenLost().toCompletableFuture()).isNotDone();
    }
  }

  @Test
  void theNodesOfAClusterShareTheDatabaseAndExcludeAStandaloneNode() throws Exception {
    try (DatabaseLock one = take(TOGETHER);
        DatabaseLock other = take(TOGETHER)) {
      assertThatThrownBy(() -> take(ALONE)).isInstanceOf(StartupException.class);
      assertThat(one.whenLost().toCompletableFuture()).isNotDone();
      assertThat(other.whenLost().toCompletableFuture()).isNotDone();
    }
  }

  @Test
  void aStoppedNodeReleasesTheLock() throws Exception {
    take(ALONE).close();
    take(TOGETHER).close();
    take(ALONE).close();
  }

  @Test
  void aNodeWaitsForAStoppingNode() throws Exception {
    try (DatabaseLock leaving = take(ALONE)) {
      Thread next = new Thread(() -> leaveWhenSomebodyWaits(leaving));
      next.start();

      take(ALONE, "30s").close();
      next.join();
    }
  }

  @Test
  void aLockWithALostConnectionIsAcquiredAgain() throws Exception {
    try (DatabaseLock alone = take(ALONE)) {
      int before = holder();
      execute("SELECT pg_terminate_backend(%d)".formatted(before));

      Eventually.holds(() -> assertThat(holder()).isNotIn(before, 0));
      assertThat(alone.whenLost().toCompletableFuture()).isNotDone();
    }
  }

  @Test
  void theLossOfALockToAnotherProcessIsReported() throws Exception {
    try (DatabaseLock alone = take(ALONE);
        Connection thief = connect();
        Statement statement = thief.createStatement()) {
      statement.execute(
          "SELECT pg_terminate_backend(%d), pg_advisory_lock(%d)"
              .formatted(holder(), DatabaseLock.LOCK));

      assertThat(alone.whenLost().toCompletableFuture().get(90, TimeUnit.SECONDS))
          .startsWith("db is in use by another node, and this node");
    }
  }

  @Test
  void aFencedIncarnationIsNotifiedAndGetsNoConnection() throws Exception {
    try (DatabaseLock frozen = take(TOGETHER);
        DatabaseLock other = take(TOGETHER)) {
      execute(frozen.admission());

      other.fencing().fence(frozen.incarnation());

      assertThat(frozen.whenLost().toCompletableFuture().get(90, TimeUnit.SECONDS))
          .startsWith("The other nodes have declared this node dead");
      assertThatThrownBy(() -> execute(frozen.admission()))
          .hasMessageContaining(frozen.incarnation() + " was declared dead");
      execute(other.admission());
      assertThat(other.whenLost().toCompletableFuture()).isNotDone();
    }
  }

  @Test
  void aNodeHoldsItsLeaseFromItsStartUntilItIsFenced() throws Exception {
    try (DatabaseLock frozen = take(TOGETHER);
        DatabaseLock other = take(TOGETHER)) {
      assertThat(frozen.lease().isHeld()).isFalse();
      frozen.beginLease();
      other.beginLease();
      assertThat(frozen.lease().isHeld()).isTrue();

      other.fencing().fence(frozen.incarnation());

      Eventually.holds(() -> assertThat(frozen.lease().isHeld()).isFalse());
      Eventually.holds(() -> assertThat(other.lease().isHeld()).isTrue());
    }
  }

  @Test
  void theWaitForAFencingOutlastsTheLeaseOfTheFencedNode() throws Exception {
    try (DatabaseLock cutOff = take(TOGETHER);
        DatabaseLock other = take(TOGETHER)) {
      cutOff.beginLease();
      other.beginLease();

      other.fencing().fence(cutOff.incarnation());
      other.fencing().await(PATIENCE);

      assertThat(cutOff.lease().isHeld()).isFalse();
    }
  }

  @Test
  void aLeaseContinuesAfterTheDatabaseHasLostIt() throws Exception {
    try (DatabaseLock node = take(TOGETHER)) {
      node.beginLease();

      execute("TRUNCATE heartbeat");

      Eventually.holds(() -> assertThat(signs()).isOne());
      Eventually.holds(() -> assertThat(node.lease().isHeld()).isTrue());
      assertThat(node.whenLost().toCompletableFuture()).isNotDone();
    }
  }

  @Test
  void aStandaloneNodeFencesTheEarlierIncarnation() throws Exception {
    NodeHeartbeats before = new NodeHeartbeats("before", LEASE);
    try (Connection its = connect();
        DatabaseLock alone = take(ALONE, "30s")) {
      before.begin(its);

      alone.beginLease();
      alone.fencing().await(PATIENCE);

      assertThatThrownBy(() -> execute("SELECT admit('before')"))
          .hasMessageContaining("before was declared dead");
      assertThatThrownBy(() -> before.confirm(its)).isInstanceOf(SQLException.class);
    }
  }

  @Test
  void aStoppedNodeLeavesNoIncarnationToFence() throws Exception {
    DatabaseLock node = take(ALONE);
    node.beginLease();

    node.close();

    assertThat(signs()).isZero();
  }

  @Test
  void aFencedIncarnationFencesNoOther() throws Exception {
    try (DatabaseLock frozen = take(TOGETHER);
        DatabaseLock other = take(TOGETHER)) {
      execute("INSERT INTO fenced_incarnation VALUES ('%s')".formatted(frozen.incarnation()));

      frozen.fencing().fence(other.incarnation());

      assertThat(frozen.whenLost().toCompletableFuture().get(90, TimeUnit.SECONDS))
          .startsWith("The other nodes have declared this node dead");
      execute(other.admission());
      assertThat(other.whenLost().toCompletableFuture()).isNotDone();
    }
  }

  private DatabaseLock take(boolean alone) throws StartupException {
    return take(alone, "1s");
  }

  private DatabaseLock take(boolean alone, String patience) throws StartupException {
    Config login =
        ConfigFactory.parseString(
            "user = postgres, password = \"\", connection-timeout = " + patience);
    return DatabaseLock.take(url, "db", alone, LEASE, login);
  }

  private void leaveWhenSomebodyWaits(DatabaseLock lock) {
    Eventually.holds(() -> assertThat(locks("NOT granted")).isNotZero());
    lock.close();
  }

  private int signs() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT count(*) FROM heartbeat WHERE NOT ended")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  /** The server process that holds the lock; 0 if none. */
  private int holder() throws SQLException {
    return locks("granted");
  }

  private int locks(String which) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT l.pid FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE"
                    + " locktype = 'advisory' AND datname = current_database() AND "
                    + which)) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url, "postgres", "");
  }
}
