package io.switchboard.actor.serialization;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How long messages of other processes were on their way, as far as that can be known without
 * comparing clocks: how much longer than the quickest one from the same process so far. A message
 * that waits in a buffer while its receiver is frozen, or the network interrupted, is found by
 * that.
 *
 * <p>The first message of a process counts as quick, as nothing is known of its clock. A clock may
 * be faster or slower than this one by a thousandth, so what is known of it ages by one millisecond
 * a second. Any thread may ask.
 */
final class TransitDelay {
  private static final long DRIFT = 1_000;

  /** By how much the clocks differed, at most, at a moment. */
  private record Quickest(long offset, long at) {
    private long offset(long now) {
      return offset + (now - at) / DRIFT;
    }
  }

  private final ConcurrentMap<String, Quickest> quickest = new ConcurrentHashMap<>();

  /**
   * The nanoseconds by which a message took longer than the quickest.
   *
   * @param clock the process that sent it
   * @param sentAt by that clock
   * @param receivedAt by this clock, which never goes back
   */
  long delay(String clock, long sentAt, long receivedAt) {
    long offset = receivedAt - sentAt;
    Quickest best =
        quickest.compute(
            clock,
            (any, before) ->
                before == null || offset - before.offset(receivedAt) <= 0
                    ? new Quickest(offset, receivedAt)
                    : before);
    return offset - best.offset(receivedAt);
  }
}
