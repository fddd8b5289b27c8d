package io.switchboard.server.database;

import static java.util.stream.Collectors.joining;

import com.typesafe.config.Config;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

final class Schema {
  private static final List<String> TABLES =
      List.of(
          "jdbc-journal.tables.event_journal",
          "jdbc-journal.tables.event_tag",
          "jdbc-snapshot-store.tables.snapshot");

  private final DataSource database;
  private final String name;
  private final Flyway flyway;

  Schema(DataSource database, DatabaseEngine engine, String name) {
    this.database = database;
    this.name = name;
    this.flyway = Flyway.configure().dataSource(database).locations(engine.migrations()).load();
  }

  /**
   * Creates missing tables and upgrades old ones, then checks that every table and column that the
   * configuration of the journal names exists.
   *
   * @throws StartupException when the database belongs to a newer Switchboard or to another program
   */
  void bringUpToDate(Config config) throws StartupException {
    try {
      refuseNewer();
      flyway.migrate();
    } catch (FlywayException e) {
      throw new StartupException(
          "The tables of %s are not Switchboard's: %s".formatted(name, firstLine(e)), e);
    }
    for (String table : TABLES) {
      check(config.getConfig(table));
    }
  }

  private void refuseNewer() throws StartupException {
    MigrationInfo[] all = flyway.info().all();
    for (MigrationInfo migration : all) {
      if (migration.getState() == MigrationState.FUTURE_SUCCESS
          || migration.getState() == MigrationState.FUTURE_FAILED) {
        throw new StartupException(
            "%s was upgraded to version %s by a newer Switchboard, and this one supports version %s: start the newer one, or use another database."
                .formatted(name, migration.getVersion(), known(all)));
      }
    }
  }

  private static String known(MigrationInfo[] all) {
    return Arrays.stream(all)
        .filter(migration -> migration.getState().isResolved())
        .map(migration -> migration.getVersion().toString())
        .collect(joining(", "));
  }

  private void check(Config table) throws StartupException {
    String tableName = table.getString("tableName");
    String columns =
        table.getConfig("columnNames").entrySet().stream()
            .map(column -> quote(column.getValue().unwrapped()))
            .sorted()
            .collect(joining(", "));
    try (Connection connection = database.getConnection()) {
      new DatabaseSession(connection)
          .run("SELECT %s FROM %s WHERE 1 = 0".formatted(columns, quote(tableName)));
    } catch (SQLException e) {
      throw new StartupException(
          "Table %s of %s is missing or not as Switchboard made it: %s"
              .formatted(tableName, name, firstLine(e)),
          e);
    }
  }

  private static String quote(Object identifier) {
    return "\"" + identifier + "\"";
  }

  private static String firstLine(Exception e) {
    return e.getMessage().lines().findFirst().orElse("");
  }
}
