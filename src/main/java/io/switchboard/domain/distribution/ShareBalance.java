package io.switchboard.domain.distribution;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;

/**
 * The balance of a tier's groups between what they earned and what they got. Groups are in the
 * order of the configuration. Amounts are in units; one conversation has as many units as the least
 * common multiple of all sums of the tier's percentages, so that nothing is rounded.
 *
 * @param credits what each group has earned and not yet got
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
