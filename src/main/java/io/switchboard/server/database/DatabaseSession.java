package io.switchboard.server.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Statements on one connection, which its user closes. */
record DatabaseSession(Connection connection) {

  interface Changes<T> {
    T make() throws SQLException;
  }

  /** Runs a statement; returns the number of changed rows, or -1 if it does not change rows. */
  int run(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = prepared(sql, parameters)) {
      statement.execute();
      return statement.getUpdateCount();
    }
  }

  /** Returns the number that is the first column of the first row. */
  long number(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = prepared(sql, parameters);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Commits these changes, or rolls them back when they fail. */
  <T> T transaction(Changes<T> changes) throws SQLException {
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

  PreparedStatement prepared(String sql, Object... parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }
}
