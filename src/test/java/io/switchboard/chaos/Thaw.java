package io.switchboard.chaos;

/**
 * The end of a freeze of a node. Times are nanoseconds since the epoch.
 *
 * @param node its host and port
 */
record Thaw(String node, long frozenAt, long at) {
  private static final long SOON = 10_000_000_000L;

  /** Whether an attempt was answered by this node within 10 s. */
  boolean wasAnswered(Call call) {
    return call.node().equals(node)
        && !call.isUnknown()
        && call.answeredAt() >= at
        && call.answeredAt() <= at + SOON;
  }

  /** Whether an attempt used a connection that is older than the freeze. */
  boolean wasAskedOverOldConnection(Call call) {
    String openedAt = call.with().get("openedAt");
    return openedAt != null && Long.parseLong(openedAt) < frozenAt;
  }
}
