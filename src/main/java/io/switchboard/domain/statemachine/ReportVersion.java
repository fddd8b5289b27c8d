package io.switchboard.domain.statemachine;

/**
 * Versions of reports: each is larger than those before. A version is a time, so it is also larger
 * than those of an earlier incarnation, unless the clock was set back. Then a receiver sends the
 * later version back, and {@link #passes} continues from there.
 */
public final class ReportVersion {
  private long latest = Long.MIN_VALUE;

  /** Continues from the version of an earlier incarnation if it is later; returns whether it is. */
  public boolean passes(long said) {
    boolean behind = latest < said;
    latest = Math.max(latest, said);
    return behind;
  }

  /** The next version: {@code now} (nanoseconds), or the latest plus one if that is larger. */
  public long next(long now) {
    latest = Math.max(latest + 1, now);
    return latest;
  }
}
