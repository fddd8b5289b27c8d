package io.switchboard.domain.distribution;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;

/**
 * The credit of each group of a tier: the conversations that its share has earned, minus those that
 * it was allotted. Groups are in the order of the configuration. Amounts are in units; one
 * conversation has as many units as the least common multiple of all sums of the tier's
 * percentages, so that nothing is rounded.
 *
 * @param credits the credit of each group; negative after more allotments than it has earned
 * @param worst the largest absolute credit of each group after any turn so far
 * @param steady the indices of the groups among which all turns were taken by Tijdeman's rule since
 *     the credits were last zero, ascending; empty when there is no such set
 */
public record ShareBalance(List<BigInteger> credits, List<BigInteger> worst, List<Integer> steady) {

  public ShareBalance {
    credits = List.copyOf(credits);
    worst = List.copyOf(worst);
    steady = List.copyOf(steady);
  }

  static ShareBalance fresh(int groups) {
    List<BigInteger> nothing = Collections.nCopies(groups, BigInteger.ZERO);
    return new ShareBalance(nothing, nothing, List.of());
  }
}
