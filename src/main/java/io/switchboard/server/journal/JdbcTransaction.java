package io.switchboard.server.journal;

import java.sql.Connection;
import java.sql.SQLException;
import slick.jdbc.SimpleJdbcAction;

/** Statements that run on a connection of Slick's pool, in one of Slick's threads. */
@FunctionalInterface
interface JdbcTransaction<T> {
  T run(Connection connection) throws SQLException;

  /** The statements as an action of Slick; it fails with their exception as the cause. */
  static <T> SimpleJdbcAction<T> action(JdbcTransaction<T> statements) {
    return new SimpleJdbcAction<>(
        context -> {
          try {
            return statements.run(context.connection());
          } catch (SQLException e) {
            throw new IllegalStateException("The database has failed", e);
          }
        });
  }
}
