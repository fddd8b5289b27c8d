package io.switchboard.domain.statemachine;

/**
 * Numbers of which the later is the larger. Those of an earlier life are smaller too, unless the
 * clock has gone back; whoever still knows them then says so.
 */
public final class ReportVersion {
  private long latest = Long.MIN_VALUE;

  /** Goes on from what an earlier life said, if that was later; whether it was. */
  public boolean passes(long said) {
    boolean behind = latest < said;
    latest = Math.max(latest, said);
    return behind;
  }

  /** The next one; now, unless that would not be larger. */
  public long next(long now) {
    latest = Math.max(latest + 1, now);
    return latest;
  }
}
