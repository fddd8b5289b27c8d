package io.switchboard.actor.runtime;

import akka.actor.Cancellable;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What time it is, and who is to be woken when. All entities of a node live by one; tests bring
 * their own, in which hours pass at once.
 */
public interface EntityClock extends InstantSource {

  /**
   * Runs something at that moment, in nanoseconds since the epoch, or soon after it; a moment that
   * is more than a day away may be forestalled, so whoever is woken looks what time it is.
   */
  Cancellable wake(long at, Runnable sleeper);

  /** Nanoseconds since the epoch. */
  default long now() {
    return nanoseconds(instant());
  }

  /** A moment as nanoseconds since the epoch. */
  static long nanoseconds(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
  }

  /** The moment so many nanoseconds after the epoch. */
  static Instant instant(long nanoseconds) {
    return Instant.ofEpochSecond(0, nanoseconds);
  }
}
