package io.switchboard.server.database;

import io.switchboard.actor.runtime.NodeLease;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Heartbeats of all incarnations of nodes, stored in the database as a number for each, which its
 * node increments every second. An increment confirms the {@link NodeLease} of the node; while the
 * lease is held the node answers clients. A node that fences another ends that number, which then
 * cannot be incremented, and computes from it how long the other may still answer.
 *
 * <p>Clocks of different machines are not compared. Each node records by its own clock when it
 * first saw a number; the other node sent that increment earlier.
 */
final class NodeHeartbeats {

  /** Number of another incarnation, and when this node first saw it. */
  private record Sign(long number, long seenAt) {}

  private final String life;
  private final Duration lease;

  /** Replaced as a whole by the thread that reads the numbers. */
  private volatile Map<String, Sign> others = Map.of();

  NodeHeartbeats(String life, Duration lease) {
    this.life = life;
    this.lease = lease;
  }

  /**
   * Inserts the number of this incarnation, which is the first confirmation. It waits for a fencing
   * in progress. If this node freezes during the call, it blocks others for 2 s.
   *
   * @throws SQLException from {@code admit}, when this incarnation is fenced
   */
  void begin(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO node_heartbeat VALUES (?, 1, ?)")) {
      statement.execute("SET LOCAL idle_in_transaction_session_timeout = 2000");
      statement.execute("LOCK TABLE fenced_node IN SHARE ROW EXCLUSIVE MODE");
      statement.execute("SELECT admit('%s')".formatted(life));
      insert.setString(1, life);
      insert.setLong(2, lease.toMillis());
      insert.execute();
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /**
   * Returns true if this incarnation was not fenced at some moment after the start of the call;
   * false if it is fenced, or if its number is missing because the server has crashed.
   */
  boolean confirm(Connection connection) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE node_heartbeat SET number = number + 1 WHERE incarnation = ? AND NOT ended")) {
      update.setString(1, life);
      return update.executeUpdate() == 1;
    }
  }

  /** Reads the numbers of all other incarnations that have not ended. */
  void look(Connection connection) throws SQLException {
    Map<String, Sign> seen = new HashMap<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT incarnation, number FROM node_heartbeat WHERE incarnation <> ? AND NOT ended")) {
      select.setString(1, life);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          seen.put(row.getString(1), seen(row.getString(1), row.getLong(2)));
        }
      }
    }
    others = Map.copyOf(seen);
  }

  private Sign seen(String other, long number) {
    return Optional.ofNullable(others.get(other))
        .filter(before -> before.number() == number)
        .orElseGet(() -> new Sign(number, System.nanoTime()));
  }

  /** Returns the other incarnations that had not ended at the last read. */
  Iterable<String> others() {
    return others.keySet();
  }

  /**
   * Ends the number of another incarnation, within the transaction that fences it.
   *
   * @return how long its node may answer clients after the start of this call: zero or negative
   *     when its lease has ended; a whole lease when this node has not seen the number
   */
  Duration end(String other, Connection connection) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE node_heartbeat SET ended = true WHERE incarnation = ? RETURNING number, lease_ms")) {
      update.setString(1, other);
      try (ResultSet row = update.executeQuery()) {
        return row.next() ? left(other, row.getLong(1), Duration.ofMillis(row.getLong(2))) : lease;
      }
    }
  }

  private Duration left(String other, long number, Duration itsLease) {
    return Optional.ofNullable(others.get(other))
        .filter(sign -> sign.number() == number)
        .map(sign -> itsLease.minusNanos(System.nanoTime() - sign.seenAt()))
        .orElse(itsLease);
  }

  /** Deletes the number of this incarnation, whose node answers no client any more. */
  void leave(Connection connection) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM node_heartbeat WHERE incarnation = ? AND NOT ended")) {
      delete.setString(1, life);
      delete.execute();
    }
  }
}
