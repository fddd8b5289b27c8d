package io.switchboard.server.database;

import io.switchboard.actor.runtime.NodeLease;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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
  private record Heartbeat(long number, long seenAt) {}

  private final String incarnation;
  private final Duration lease;

  /** Replaced as a whole by the thread that reads the numbers. */
  private volatile Map<String, Heartbeat> others = Map.of();

  NodeHeartbeats(String incarnation, Duration lease) {
    this.incarnation = incarnation;
    this.lease = lease;
  }

  /**
   * Inserts the number of this incarnation, which is the first confirmation. It waits for a fencing
   * in progress.
   *
   * @throws SQLException from {@code admit}, when this incarnation is fenced
   */
  void begin(Connection connection) throws SQLException {
    DatabaseSession session = new DatabaseSession(connection);
    exclusively(
        session,
        () -> session.run("INSERT INTO heartbeat VALUES (?, 1, ?)", incarnation, lease.toMillis()));
  }

  /**
   * Refuses another incarnation new connections and confirmations of its lease. If two incarnations
   * fence each other at the same time, they do so one after the other, and the second fails.
   *
   * @return how long the other may still answer clients from then on
   * @throws SQLException from {@code admit}, when this incarnation is itself fenced
   */
  Duration fence(String other, Connection connection) throws SQLException {
    DatabaseSession session = new DatabaseSession(connection);
    return exclusively(
        session,
        () -> {
          session.run("INSERT INTO fenced_incarnation VALUES (?) ON CONFLICT DO NOTHING", other);
          return end(other, connection);
        });
  }

  /**
   * Makes changes while no incarnation is fenced. If this node stops responding in the middle of
   * them, it loses the lock after 2 s, so that the others can continue.
   */
  private <T> T exclusively(DatabaseSession session, DatabaseSession.Changes<T> changes)
      throws SQLException {
    return session.transaction(
        () -> {
          session.run("SET LOCAL idle_in_transaction_session_timeout = 2000");
          session.run("LOCK TABLE fenced_incarnation IN SHARE ROW EXCLUSIVE MODE");
          session.run("SELECT admit(?)", incarnation);
          return changes.make();
        });
  }

  /**
   * Returns true if this incarnation was not fenced at some moment after the start of the call;
   * false if it is fenced, or if its number is missing because the server has crashed.
   */
  boolean confirm(Connection connection) throws SQLException {
    return new DatabaseSession(connection)
            .run(
                "UPDATE heartbeat SET number = number + 1 WHERE incarnation = ? AND NOT ended",
                incarnation)
        == 1;
  }

  void readOthers(Connection connection) throws SQLException {
    Map<String, Heartbeat> seen = new HashMap<>();
    try (PreparedStatement select =
            new DatabaseSession(connection)
                .prepared(
                    "SELECT incarnation, number FROM heartbeat WHERE incarnation <> ? AND NOT ended",
                    incarnation);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        seen.put(row.getString(1), seen(row.getString(1), row.getLong(2)));
      }
    }
    others = Map.copyOf(seen);
  }

  private Heartbeat seen(String other, long number) {
    return Optional.ofNullable(others.get(other))
        .filter(before -> before.number() == number)
        .orElseGet(() -> new Heartbeat(number, System.nanoTime()));
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
            new DatabaseSession(connection)
                .prepared(
                    "UPDATE heartbeat SET ended = true WHERE incarnation = ? RETURNING number,"
                        + " lease_ms",
                    other);
        ResultSet row = update.executeQuery()) {
      return row.next()
          ? remaining(other, row.getLong(1), Duration.ofMillis(row.getLong(2)))
          : lease;
    }
  }

  private Duration remaining(String other, long number, Duration itsLease) {
    return Optional.ofNullable(others.get(other))
        .filter(sign -> sign.number() == number)
        .map(sign -> itsLease.minusNanos(System.nanoTime() - sign.seenAt()))
        .orElse(itsLease);
  }

  /** Deletes the number of this incarnation, whose node answers no client any more. */
  void remove(Connection connection) throws SQLException {
    new DatabaseSession(connection)
        .run("DELETE FROM heartbeat WHERE incarnation = ? AND NOT ended", incarnation);
  }
}
