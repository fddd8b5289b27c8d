package io.switchboard.domain.distribution;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;

/**
 * Where the groups of a tier stand in taking turns. Groups are in the order of the configuration;
 * amounts are in units of which a conversation has the least common multiple of all sums of the
 * tier's percentages, so that nothing is ever rounded.
 *
 * @param credits what each group has earned and not been given
 * @param worst the largest absolute credit of each group after any turn so far
 * @param steady the indices of the groups among which all turns have been taken by Tijdeman's rule
 *     since the credits were last nothing, rising; empty when there is no such set
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
