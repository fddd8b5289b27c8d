package io.switchboard.domain.queue;

import io.switchboard.domain.distribution.Ledger;
import io.switchboard.domain.statemachine.Invariant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * How the line of a skill is at a moment, in figures.
 *
 * @param length how many are in the line, whatever becomes of them
 * @param placed how many of them may be given to somebody
 * @param offered how many of them are held out to an agent
 * @param oldestWait nanoseconds since the one entered who waits longest; 0 when nobody does
 * @param overdue how many are past their due time
 * @param shares how they were shared; empty when the skill does not distribute
 */
public record QueueStatistics(
    int length, int placed, int offered, long oldestWait, int overdue, Optional<Ledger> shares) {

  /** How many are held out to nobody. */
  public int waiting() {
    return length - offered;
  }

  /** What does not hold now and did, as far as is known, before. */
  public Set<Invariant> broken(Optional<QueueStatistics> before) {
    Set<Invariant> broken = broken();
    before.ifPresent(earlier -> broken.removeAll(earlier.broken()));
    return broken;
  }

  private Set<Invariant> broken() {
    Set<Invariant> broken = EnumSet.noneOf(Invariant.class);
    if (placed + offered > length) {
      broken.add(Invariant.ONE_PLACE);
    }
    if (shares.filter(ledger -> !ledger.isWithinBound()).isPresent()) {
      broken.add(Invariant.SHARES);
    }
    return broken;
  }
}
