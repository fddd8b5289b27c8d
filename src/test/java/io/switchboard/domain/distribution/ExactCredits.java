package io.switchboard.domain.distribution;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Exact balances of groups, as a second calculation without rounding for shares of a hundred: in
 * units of which one conversation has the least common multiple of 1 to 100.
 */
final class ExactCredits {
  private static final BigInteger UNIT =
      IntStream.rangeClosed(1, 100)
          .mapToObj(BigInteger::valueOf)
          .reduce(BigInteger.ONE, (a, b) -> a.divide(a.gcd(b)).multiply(b));

  private final int[] percents;
  private final BigInteger[] credits;
  private BigInteger worst = BigInteger.ZERO;

  ExactCredits(int[] percents) {
    this.percents = percents.clone();
    credits = new BigInteger[percents.length];
    Arrays.fill(credits, BigInteger.ZERO);
  }

  /** Adds a turn. A turn with a single capable group changes nothing. */
  void take(BitSet available, int turn) {
    if (available.cardinality() < 2) {
      return;
    }
    available.stream().forEach(i -> credits[i] = credits[i].add(earned(available, i)));
    credits[turn] = credits[turn].subtract(UNIT);
    worst = Arrays.stream(credits).map(BigInteger::abs).reduce(worst, BigInteger::max);
  }

  private BigInteger earned(BitSet available, int group) {
    int sum = available.stream().map(i -> percents[i]).sum();
    return UNIT.multiply(BigInteger.valueOf(percents[group])).divide(BigInteger.valueOf(sum));
  }

  /** The balance of a group after it has earned its part of the next turn. */
  BigInteger owed(BitSet available, int group) {
    return credits[group].add(earned(available, group));
  }

  /** Conversations given to a group beyond its earned share. */
  double deviation(int group) {
    return credits[group].negate().doubleValue() / UNIT.doubleValue();
  }

  /** The largest absolute deviation of any group after any turn so far. */
  double worst() {
    return worst.doubleValue() / UNIT.doubleValue();
  }

  /** The sum of all balances. */
  BigInteger sum() {
    return Arrays.stream(credits).reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** Whether all balances are zero. */
  boolean areNothing() {
    return Arrays.stream(credits).allMatch(credit -> credit.signum() == 0);
  }
}
