package io.switchboard.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import io.switchboard.server.StoredCounter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Behaviour of each kind of database. */
abstract class DatabaseContract {
  static final String COUNTER = "Agent|shop|ann";

  private Config config;

  /** The configuration of a new, empty database. */
  abstract Config empty() throws Exception;

  @BeforeEach
  void makeDatabase() throws Exception {
    config = empty();
  }

  /** The configuration of the database of this test. */
  final Config config() {
    return config;
  }

  @Test
  void anEmptyDatabaseGetsItsTables() throws Exception {
    Database.open(config).close();

    execute("SELECT \"event_payload\" FROM \"event_journal\"");
    execute("SELECT \"snapshot_payload\" FROM \"snapshot\"");
    execute("SELECT state FROM conversation");
    execute("SELECT state FROM consumer");
  }

  @Test
  void aDatabaseWithItsTablesIsLeftUnchanged() throws Exception {
    Database.open(config).close();
    execute("CREATE TABLE \"written\" (\"x\" INTEGER)");

    Database.open(config).close();

    execute("SELECT \"x\" FROM \"written\"");
  }

  @Test
  void storedEventsOutliveTheActorSystem() throws Exception {
    try (StoredCounter first = StoredCounter.start(config, COUNTER)) {
      assertThat(first.count(5)).isEqualTo(5);
    }

    try (StoredCounter second = StoredCounter.start(config, COUNTER)) {
      assertThat(second.count(1)).isEqualTo(6);
    }
  }

  @Test
  void onePoolServesAllParts() throws Exception {
    Set<Thread> before = poolsOpen();
    try (StoredCounter counter = StoredCounter.start(config, COUNTER)) {
      counter.count(5);

      assertThat(poolsOpen()).filteredOn(pool -> !before.contains(pool)).hasSize(1);
    }
  }

  /**
   * The housekeeping threads of connection pools, one each; nodes of other tests may still be
   * stopping.
   */
  private static Set<Thread> poolsOpen() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().endsWith("housekeeper"))
        .collect(Collectors.toSet());
  }

  @Test
  void aDatabaseOfANewerVersionIsRefused() throws Exception {
    Database.open(config).close();
    execute(
        "INSERT INTO \"flyway_schema_history\" (\"installed_rank\", \"version\", \"description\","
            + " \"type\", \"script\", \"installed_by\", \"execution_time\", \"success\")"
            + " VALUES (99, '99', 'future', 'SQL', 'V99__future.sql', 'x', 1, true)");

    refused("was upgraded to version 99 by a newer Switchboard, and this one supports version 1");
  }

  @Test
  void aMissingTableIsReportedWithItsName() throws Exception {
    Database.open(config).close();
    execute("DROP TABLE \"event_tag\"");

    refused("Table event_tag of ");
  }

  @Test
  void aMissingColumnIsReportedWithItsName() throws Exception {
    Database.open(config).close();
    execute("ALTER TABLE \"snapshot\" DROP COLUMN \"snapshot_payload\"");

    refused("Table snapshot of ");
  }

  @Test
  void aDatabaseOfAnotherProgramIsRefused() throws Exception {
    execute("CREATE TABLE \"invoices\" (\"x\" INTEGER)");

    refused("The tables of ");
  }

  private void refused(String sentence) {
    assertThatThrownBy(() -> Database.open(config))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining(sentence)
        .hasMessageNotContainingAny("\n", "Exception");
  }

  final void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  final Connection connect() throws SQLException {
    Config database = config.getConfig("switchboard.database");
    return DriverManager.getConnection(
        database.getString("url"), database.getString("user"), database.getString("password"));
  }

  /** The number that a query selects. */
  final long number(String sql, Object... parameters) throws SQLException {
    try (Connection connection = connect()) {
      return new DatabaseSession(connection).number(sql, parameters);
    }
  }
}
