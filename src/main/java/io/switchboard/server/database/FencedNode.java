package io.switchboard.server.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A life of a node that was declared dead, and is kept from the database by another.
 *
 * @param own a connection of the life that expels it
 */
record FencedNode(String life, Connection own) {

  /**
   * Lets it have no connections any more, and no confirmations of its lease. Two lives that expel
   * one another at once do so one after the other: the second cannot. Whoever falls silent in the
   * middle of it loses the lock, so that the others can go on.
   *
   * @param admission fails when the life that expels was itself expelled
   * @return for how long from then on the other may still answer clients
   */
  Duration forbid(String admission, NodeHeartbeats signs) throws SQLException {
    own.setAutoCommit(false);
    try (Statement statement = own.createStatement();
        PreparedStatement insert =
            own.prepareStatement("INSERT INTO expelled_life VALUES (?) ON CONFLICT DO NOTHING")) {
      statement.execute("SET idle_in_transaction_session_timeout = 2000");
      statement.execute("LOCK TABLE expelled_life IN SHARE ROW EXCLUSIVE MODE");
      statement.execute(admission);
      insert.setString(1, life);
      insert.execute();
      Duration left = signs.end(life, own);
      own.commit();
      own.setAutoCommit(true);
      return left;
    }
  }

  /**
   * Ends its connections: all at once, then waits for each; others may be at it too.
   *
   * @throws SQLTransientException when some are left
   */
  void end() throws SQLException {
    connections("count(pg_terminate_backend(pid))");
    connections("count(pg_terminate_backend(pid, 1000))");
    long left = connections("count(*)");
    if (left > 0) {
      throw new SQLTransientException("%d connections do not end".formatted(left));
    }
  }

  private long connections(String what) throws SQLException {
    try (PreparedStatement select =
        own.prepareStatement(
            "SELECT %s FROM pg_stat_activity WHERE application_name = ?".formatted(what))) {
      select.setString(1, life);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
