package io.switchboard.processes;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import org.h2.api.Trigger;

/**
 * The table {@code deleted_event}: rows that nodes have deleted from the journal, so that a test
 * can read all events of a run. A trigger of the database copies them, in the transaction that
 * deletes them.
 */
public final class DeletedEvents {
  public static final String TABLE = "deleted_event";

  private static final String CREATE_TABLE =
      """
      CREATE TABLE IF NOT EXISTS "deleted_event" AS SELECT * FROM "event_journal" WHERE 1 = 0
      """;

  private static final List<String> H2 =
      List.of(
          CREATE_TABLE,
          """
          CREATE TRIGGER IF NOT EXISTS "keep_deleted" AFTER DELETE ON "event_journal" FOR EACH ROW
          CALL '%s'
          """
              .formatted(Copy.class.getName()));

  private static final List<String> POSTGRESQL =
      List.of(
          CREATE_TABLE,
          """
          CREATE OR REPLACE FUNCTION keep_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN
            INSERT INTO deleted_event SELECT * FROM deleted;
            RETURN NULL;
          END $$
          """,
          """
          CREATE OR REPLACE TRIGGER keep_deleted AFTER DELETE ON event_journal
          REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT EXECUTE FUNCTION keep_deleted()
          """);

  private DeletedEvents() {}

  /**
   * Keeps the rows that are deleted from now on. Nodes may run on PostgreSQL meanwhile. Nodes on H2
   * need the test classes on their class path.
   *
   * @throws SQLException if the database has no journal yet, or cannot be opened
   */
  public static void keep(String url, String user, String password) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, user, password);
        Statement statement = connection.createStatement()) {
      for (String sql : url.startsWith("jdbc:h2:") ? H2 : POSTGRESQL) {
        statement.execute(sql);
      }
    }
  }

  /**
   * The number of rows that were kept.
   *
   * @throws SQLException if none were to be kept, or the database cannot be opened
   */
  public static long count(String url, String user, String password) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, user, password);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM \"%s\"".formatted(TABLE))) {
      row.next();
      return row.getLong(1);
    }
  }

  /** The trigger of H2, which H2 creates by its name. */
  public static final class Copy implements Trigger {
    @Override
    public void fire(Connection connection, Object[] deleted, Object[] none) throws SQLException {
      String values = String.join(", ", Collections.nCopies(deleted.length, "?"));
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO \"%s\" VALUES (%s)".formatted(TABLE, values))) {
        for (int i = 0; i < deleted.length; i++) {
          insert.setObject(i + 1, deleted[i]);
        }
        insert.executeUpdate();
      }
    }
  }
}
