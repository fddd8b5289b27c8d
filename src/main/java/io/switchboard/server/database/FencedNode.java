package io.switchboard.server.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Incarnation of a node that was declared dead and that another incarnation fences.
 *
 * @param own a connection of the incarnation that fences it
 */
record FencedNode(String life, Connection own) {

  /**
   * Refuses it new connections and confirmations of its lease. If two incarnations fence each other
   * at the same time, they do so one after the other, and the second fails. If the fencing node
   * stops responding in the middle of it, it loses the table lock, so that the others can continue.
   *
   * @param admission the statement that fails when the fencing incarnation is itself fenced
   * @return how long the fenced node may still answer clients from then on
   */
  Duration forbid(String admission, NodeHeartbeats signs) throws SQLException {
    own.setAutoCommit(false);
    try (Statement statement = own.createStatement();
        PreparedStatement insert =
            own.prepareStatement("INSERT INTO fenced_node VALUES (?) ON CONFLICT DO NOTHING")) {
      statement.execute("SET idle_in_transaction_session_timeout = 2000");
      statement.execute("LOCK TABLE fenced_node IN SHARE ROW EXCLUSIVE MODE");
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
   * Terminates all its connections and waits for each to end; several nodes may do so at the same
   * time.
   *
   * @throws SQLTransientException when some have not ended
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
