package io.switchboard.domain.machine;

/** Numbers of which the later is the larger, those of an earlier life included. */
final class Version {
  private long latest = Long.MIN_VALUE;

  /** The next one; now, unless that would not be larger. */
  long next(long now) {
    latest = Math.max(latest + 1, now);
    return latest;
  }
}
