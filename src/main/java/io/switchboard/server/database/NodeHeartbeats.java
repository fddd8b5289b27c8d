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
 * The lives of all nodes as the database has them, each with a number that its node raises every
 * second. Raising it confirms the {@link NodeLease} of the node: while it is held, the node answers
 * clients. Whoever expels another life ends its number, after which it cannot be raised, and learns
 * from it for how long that node may still answer.
 *
 * <p>No two clocks are compared. Each node remembers by its own when it first saw a number; the
 * other asked for that number before.
 */
final class NodeHeartbeats {

  /** The number of another life, and when this node first saw it. */
  private record Sign(long number, long seenAt) {}

  private final String life;
  private final Duration lease;

  /** Replaced as a whole by the thread that looks. */
  private volatile Map<String, Sign> others = Map.of();

  NodeHeartbeats(String life, Duration lease) {
    this.life = life;
    this.lease = lease;
  }

  /**
   * Begins the number of this life: a first confirmation. It waits for an expulsion that is under
   * way; should this node freeze in the middle of it, it keeps others waiting for 2 s.
   *
   * @throws SQLException as {@code admit} raises it, when this life was expelled
   */
  void begin(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO sign_of_life VALUES (?, 1, ?)")) {
      statement.execute("SET LOCAL idle_in_transaction_session_timeout = 2000");
      statement.execute("LOCK TABLE expelled_life IN SHARE ROW EXCLUSIVE MODE");
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
   * Confirms that this life was not expelled at a moment after the call; false when it was, or when
   * its number is missing because the server has crashed.
   */
  boolean confirm(Connection connection) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE sign_of_life SET number = number + 1 WHERE life = ? AND NOT ended")) {
      update.setString(1, life);
      return update.executeUpdate() == 1;
    }
  }

  /** Looks at the numbers of all other lives that have not ended. */
  void look(Connection connection) throws SQLException {
    Map<String, Sign> seen = new HashMap<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT life, number FROM sign_of_life WHERE life <> ? AND NOT ended")) {
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

  /** The other lives that had not ended when this node last looked. */
  Iterable<String> others() {
    return others.keySet();
  }

  /**
   * Ends another life, as part of the transaction that expels it.
   *
   * @return for how long its node may answer clients after a moment that begins with this call:
   *     zero or negative when its lease is over; a whole lease when this node does not know
   */
  Duration end(String other, Connection connection) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE sign_of_life SET ended = true WHERE life = ? RETURNING number, lease_ms")) {
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

  /** Forgets this life, whose node answers nobody any more. */
  void leave(Connection connection) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM sign_of_life WHERE life = ? AND NOT ended")) {
      delete.setString(1, life);
      delete.execute();
    }
  }
}
