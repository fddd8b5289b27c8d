package io.switchboard.fuzz;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Events written by a node, read from its embedded database in this process. */
final class Journal implements AutoCloseable {

  /**
   * One stored event.
   *
   * @param entity the persistence id
   * @param type the name of its type
   */
  record Fact(String entity, String type) {}

  private final Connection connection;
  private final PreparedStatement after;
  private long read;

  Journal(String url) throws SQLException {
    connection = DriverManager.getConnection(url, "switchboard", "");
    after =
        connection.prepareStatement(
            """
            SELECT "ordering", "persistence_id", "event_ser_manifest" FROM "event_journal"
            WHERE "ordering" > ? ORDER BY "ordering"
            """);
    news();
  }

  /** The events of all entities since the last call, those of cluster sharding included. */
  List<Fact> news() throws SQLException {
    after.setLong(1, read);
    List<Fact> facts = new ArrayList<>();
    try (ResultSet row = after.executeQuery()) {
      while (row.next()) {
        read = row.getLong(1);
        facts.add(new Fact(row.getString(2), row.getString(3)));
      }
    }
    return facts;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
