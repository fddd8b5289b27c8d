package io.switchboard.actor.serialization;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Measures the delay of messages from other processes without comparing clocks: how much longer a
 * message took than the quickest one so far from the same process. This detects messages that
 * waited in a buffer while the receiver was frozen or the network was interrupted.
 *
 * <p>The first message of a process counts as quick, because nothing is known of its clock. A clock
 * may run faster or slower than this one by a thousandth, so the known difference is relaxed by one
 * millisecond per second. Any thread may call.
 */
final class TransitDelay {
  private static final long DRIFT = 1_000;

  /** The upper bound of the difference between the clocks, as of a time. */
  private record Quickest(long offset, long at) {
    private long offset(long now) {
      return offset + (now - at) / DRIFT;
    }
  }

  private final ConcurrentMap<String, Quickest> quickest = new ConcurrentHashMap<>();

  /** Nanoseconds by which a message took longer than the quickest one of the same process. */
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
