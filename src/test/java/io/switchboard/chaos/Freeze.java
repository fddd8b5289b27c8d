package io.switchboard.chaos;

/**
 * A freeze of a node that has ended. Times are nanoseconds since the epoch.
 *
 * @param node its host and port
 */
record Freeze(String node, long begunAt, long endedAt) {
  private static final long SOON = 10_000_000_000L;

  /** Whether an attempt was answered by this node within 10 s after the freeze. */
  boolean wasAnswered(Call call) {
    return call.node().equals(node)
        && !call.isUnknown()
        && call.answeredAt() >= endedAt
        && call.answeredAt() <= endedAt + SOON;
  }

  /** Whether an attempt used a connection that is older than the freeze. */
  boolean wasAskedOverOldConnection(Call call) {
    String openedAt = call.with().get("openedAt");
    return openedAt != null && Long.parseLong(openedAt) < begunAt;
  }
}
