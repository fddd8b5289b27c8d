package io.switchboard.http.server;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The open connections of one kind, of which there are at most so many. A new one takes the place
 * of those that have been idle longest: so nobody is locked out by connections on which nothing is
 * asked.
 */
final class ConnectionRegistry {
  /**
   * One search closes a sixty-fourth of all, so that a flood of clients is not a flood of searches.
   */
  private static final int CLOSED_AT_ONCE = 64;

  private final int most;
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();

  ConnectionRegistry(int most) {
    this.most = most;
  }

  /** Takes the connection in, for as long as it is open; false when all others are busy. */
  boolean admit(Connection connection) {
    if (open.size() >= most) {
      closeIdle();
    }
    if (open.size() >= most) {
      return false;
    }
    open.add(connection);
    connection.whenClosed().thenRun(() -> open.remove(connection));
    return true;
  }

  private void closeIdle() {
    long now = System.nanoTime();
    List<Connection> idle =
        open.stream()
            .filter(Connection::isIdle)
            .sorted(Comparator.comparingLong(one -> one.idleSince() - now))
            .limit(1 + most / CLOSED_AT_ONCE)
            .toList();
    idle.forEach(open::remove);
    idle.forEach(one -> one.tell(Connection.Signal.CLOSE));
  }

  /** Closes each when what is under way on it has ended; completes when all are closed. */
  CompletableFuture<Void> finish() {
    open.forEach(one -> one.tell(Connection.Signal.FINISH));
    return CompletableFuture.allOf(
        open.stream()
            .map(one -> one.whenClosed().toCompletableFuture())
            .toArray(CompletableFuture[]::new));
  }

  /** Closes all at once. */
  void close() {
    open.forEach(one -> one.tell(Connection.Signal.CLOSE));
  }
}
