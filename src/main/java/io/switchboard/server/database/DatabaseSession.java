package io.switchboard.server.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Statements on one connection, which its user closes. */
public record DatabaseSession(Connection connection) {

  public interface Changes<T> {
    T make() throws SQLException;
  }

  /** Runs a statement; returns the number of changed rows, or -1 if it does not change rows. */
  public int run(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = prepared(sql, parameters)) {
      statement.execute();
      return statement.getUpdateCount();
    }
  }

  /** Returns the number that is the first column of the first row. */
  public long number(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = prepared(sql, parameters);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Deletes the events of an entity before this one. */
  public void deleteEvents(String persistenceId, long before) throws SQLException {
    run(
        """
        DELETE FROM "event_journal" WHERE "persistence_id" = ? AND "sequence_number" < ?
        """,
        persistenceId,
        before);
  }

  /** Commits these changes, or rolls them back when they fail. */
  public <T> T transaction(Changes<T> changes) throws SQLException {
    connection.setAutoCommit(false);
    try {
      T result = changes.make();
      connection.commit();
      return result;
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  public PreparedStatement prepared(String sql, Object... parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }
}
