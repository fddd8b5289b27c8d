package io.switchboard.domain.queue;

import io.switchboard.domain.distribution.Ledger;
import io.switchboard.domain.statemachine.Invariant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Statistics of a queue at one moment.
 *
 * @param length number of waiting conversations, including those that are offered, redirected or
 *     allotted again
 * @param placed how many of them can be offered to an agent
 * @param oldestWait nanoseconds since the earliest entry time; 0 when none waits
 * @param shares the ledger; empty when the skill does not distribute
 */
public record QueueStatistics(
    int length, int placed, int offered, long oldestWait, int overdue, Optional<Ledger> shares) {

  /** How many are not offered to an agent. */
  public int waiting() {
    return length - offered;
  }

  /** The invariants that are broken now and were not broken in the earlier statistics. */
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
