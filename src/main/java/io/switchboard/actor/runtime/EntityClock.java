package io.switchboard.actor.runtime;

import akka.actor.Cancellable;
import java.time.Instant;
import java.time.InstantSource;

/** The clock and the timers of all entities of a node. Tests replace it by virtual time. */
public interface EntityClock extends InstantSource {

  /**
   * Runs a task at a time in nanoseconds since 1970-01-01T00:00Z, or shortly after it. A task more
   * than a day ahead may run early, so the task must check the time.
   */
  Cancellable schedule(long at, Runnable task);

  /** The present time in nanoseconds since 1970-01-01T00:00Z. */
  default long now() {
    return nanoseconds(instant());
  }

  /** An instant in nanoseconds since 1970-01-01T00:00Z. */
  static long nanoseconds(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
  }

  /** The instant so many nanoseconds after 1970-01-01T00:00Z. */
  static Instant instant(long nanoseconds) {
    return Instant.ofEpochSecond(0, nanoseconds);
  }
}
