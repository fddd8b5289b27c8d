package io.switchboard.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.server.Postgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Heartbeats in the database, by which nodes know how long others may still answer. */
@Tag("slow")
class NodeHeartbeatsTest {
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofNanos(1);

  private static Postgres postgres;
  private static Connection connection;

  private final NodeHeartbeats watcher = new NodeHeartbeats("watcher", LEASE);

  @BeforeAll
  static void start() throws Exception {
    postgres = new Postgres();
    String url = postgres.newDatabase();
    Flyway.configure()
        .dataSource(url, "postgres", "")
        .locations(DatabaseEngine.POSTGRESQL.migrations())
        .load()
        .migrate();
    connection = DriverManager.getConnection(url, "postgres", "");
  }

  @AfterAll
  static void stop() throws Exception {
    connection.close();
    postgres.close();
  }

  @BeforeEach
  void forget() throws Exception {
    connection.createStatement().execute("TRUNCATE node_heartbeat, fenced_node");
  }

  @Test
  void anIncarnationIsConfirmedUntilItIsEnded() throws Exception {
    NodeHeartbeats node = begun(LEASE);
    assertThat(node.confirm(connection)).isTrue();

    watcher.end("node", connection);

    assertThat(node.confirm(connection)).isFalse();
  }

  @Test
  void aFencedIncarnationCannotRestartItsCounter() throws Exception {
    NodeHeartbeats node = begun(LEASE);
    connection.createStatement().execute("INSERT INTO fenced_node VALUES ('node')");
    connection.createStatement().execute("TRUNCATE node_heartbeat");

    assertThatThrownBy(() -> node.begin(connection)).hasMessageContaining("declared dead");
    assertThat(node.confirm(connection)).isFalse();
  }

  @Test
  void aLeaseIsOverAfterASilenceOfItsLength() throws Exception {
    begun(SHORT);
    watcher.look(connection);

    assertThat(watcher.end("node", connection)).isNegative();
  }

  @Test
  void theRestOfALeaseCountsFromTheFirstReadOfTheCounter() throws Exception {
    begun(LEASE);
    watcher.look(connection);
    watcher.look(connection);

    assertThat(watcher.end("node", connection)).isPositive().isLessThan(LEASE);
  }

  @Test
  void aWholeLeaseRemainsWhenTheCounterHasIncreasedSinceTheLastRead() throws Exception {
    NodeHeartbeats node = begun(LEASE);
    watcher.look(connection);
    node.confirm(connection);

    assertThat(watcher.end("node", connection)).isEqualTo(LEASE);
  }

  @Test
  void aWholeLeaseRemainsOfAnUnreadIncarnation() throws Exception {
    begun(LEASE);

    assertThat(watcher.end("node", connection)).isEqualTo(LEASE);
    assertThat(watcher.end("nobody", connection)).isEqualTo(LEASE);
  }

  @Test
  void theSecondNodeThatEndsAnIncarnationGetsTheSameRest() throws Exception {
    begun(SHORT);
    watcher.look(connection);
    new NodeHeartbeats("first", LEASE).end("node", connection);

    assertThat(watcher.end("node", connection)).isNegative();
  }

  @Test
  void aStoppedIncarnationIsNotListed() throws Exception {
    NodeHeartbeats node = begun(LEASE);

    node.leave(connection);
    watcher.look(connection);

    assertThat(watcher.others()).isEmpty();
  }

  private static NodeHeartbeats begun(Duration lease) throws Exception {
    NodeHeartbeats node = new NodeHeartbeats("node", lease);
    node.begin(connection);
    return node;
  }
}
