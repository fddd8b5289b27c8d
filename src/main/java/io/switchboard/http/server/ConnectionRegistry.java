package io.switchboard.http.server;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Open connections of one kind, up to a maximum number. When it is reached, the connections that
 * have been idle longest are closed for a new one; so idle connections lock no client out.
 */
final class ConnectionRegistry {
  /** Closes many at once, so that a flood of clients does not cost a search for each. */
  private static final int CLOSED_AT_ONCE = 64;

  private final int most;
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();

  ConnectionRegistry(int most) {
    this.most = most;
  }

  /** Registers the connection while it is open; false when all others are busy. */
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
    idle.forEach(one -> one.signal(Connection.Signal.CLOSE));
  }

  /** Closes each connection after its current request; completes when all are closed. */
  CompletableFuture<Void> finish() {
    open.forEach(one -> one.signal(Connection.Signal.FINISH));
    return CompletableFuture.allOf(
        open.stream()
            .map(one -> one.whenClosed().toCompletableFuture())
            .toArray(CompletableFuture[]::new));
  }

  void close() {
    open.forEach(one -> one.signal(Connection.Signal.CLOSE));
  }
}
