package io.switchboard.domain.distribution;

import io.switchboard.domain.account.GroupShare;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * Exact turns by percentages within one tier of groups (routing rules, section 5).
 *
 * <p>Each turn is worth one conversation. The available groups earn it in proportion to their
 * shares, and the group that takes the turn pays for it; an unavailable group neither earns nor
 * pays. What a group has earned and not yet got is its <i>credit</i>; all credits add up to zero.
 *
 * <p>While the same groups are available, turns follow Tijdeman (<i>The chairman assignment
 * problem</i>, Discrete Mathematics 32, 1980): among the groups whose credit has reached {@code e =
 * 1 / (2 (n - 1))}, the turn goes to the group whose credit would first exceed {@code 1 - e}. No
 * credit then ever exceeds {@code 1 - e}, which is the best bound that holds for all shares. Once
 * the available groups change, the group with the highest credit takes the turn, which is the best
 * method without knowledge of the future (Coppersmith and others, ACM Transactions on Algorithms
 * 7(3), 2011). This lasts until all credits are zero, which equals a fresh ledger. A turn with only
 * one available group changes no credit.
 *
 * <p>A turn that was given back is the next to be taken again, as long as the same groups are
 * available: it is then only delayed, and the bound holds as if it had never been given back.
 *
 * <p>Credits are counted in whole units. One conversation has as many units as make every share of
 * every subset of the groups whole, so nothing is rounded.
 */
final class Shares {
  private final List<String> groups;
  private final int[] percents;
  private final BigInteger unit;
  private final BigInteger[] credits;
  private final BigInteger[] worst;
  private final int[] givenBack;
  private BitSet steady = new BitSet();

  /** Shares that continue from a balance. */
  Shares(List<GroupShare> shares, ShareBalance balance) {
    groups = shares.stream().map(GroupShare::group).toList();
    percents = shares.stream().mapToInt(GroupShare::percent).toArray();
    unit = unit(shares);
    givenBack = new int[percents.length];
    credits = balance.credits().toArray(BigInteger[]::new);
    worst = balance.worst().toArray(BigInteger[]::new);
    balance.steady().forEach(steady::set);
  }

  List<String> groups() {
    return groups;
  }

  /** The indices of the groups that pass the test. */
  BitSet among(Predicate<String> test) {
    BitSet among = new BitSet();
    for (int i = 0; i < groups.size(); i++) {
      among.set(i, test.test(groups.get(i)));
    }
    return among;
  }

  ShareBalance balance() {
    return new ShareBalance(List.of(credits), List.of(worst), steady.stream().boxed().toList());
  }

  /** One conversation in units: the least common multiple of all subset sums of percentages. */
  static BigInteger unit(List<GroupShare> groups) {
    BitSet sums = new BitSet();
    sums.set(0);
    for (GroupShare group : groups) {
      for (int sum = sums.length() - 1; sum >= 0; sum = sums.previousSetBit(sum - 1)) {
        sums.set(sum + group.percent());
      }
    }
    return sums.stream()
        .filter(sum -> sum > 0)
        .mapToObj(BigInteger::valueOf)
        .reduce(BigInteger.ONE, (one, other) -> one.divide(one.gcd(other)).multiply(other));
  }

  /** The index of the group whose turn it is; throws if no group is available. */
  int turn(BitSet available) {
    int count = available.cardinality();
    if (count == 0) {
      throw new IllegalArgumentException("no group is available");
    }
    if (count == 1) {
      return available.nextSetBit(0);
    }
    if (!isSteady(available)) {
      return mostOwed(available, i -> true);
    }
    return Arrays.stream(givenBack).anyMatch(turns -> turns > 0)
        ? mostOwed(available, i -> givenBack[i] > 0)
        : tijdeman(available, count);
  }

  /**
   * Gives a turn to one of the available groups, even if it is not that group's turn. A turn
   * against Tijdeman's rule ends the use of this rule, like a change of the available groups.
   */
  void take(BitSet available, int turn) {
    if (available.cardinality() == 1) {
      return;
    }
    boolean staysSteady = isSteady(available) && turn == turn(available);
    steady = staysSteady ? (BitSet) available.clone() : new BitSet();
    givenBack[turn] = Math.max(0, givenBack[turn] - 1);
    enter(available, turn, BigInteger.ONE);
    forgetGivenBackUnlessSteady();
  }

  /** Reverses a turn among these groups; the group gets the next turn among them. */
  void giveBack(BitSet available, int turn) {
    if (available.cardinality() == 1) {
      return;
    }
    givenBack[turn]++;
    steady = available.equals(steady) ? steady : new BitSet();
    enter(available, turn, BigInteger.ONE.negate());
    forgetGivenBackUnlessSteady();
  }

  private void enter(BitSet available, int turn, BigInteger times) {
    BigInteger perPercent = perPercent(available);
    for (int i = available.nextSetBit(0); i >= 0; i = available.nextSetBit(i + 1)) {
      BigInteger earned = perPercent.multiply(BigInteger.valueOf(percents[i]));
      BigInteger change = i == turn ? earned.subtract(unit) : earned;
      credits[i] = credits[i].add(change.multiply(times));
      worst[i] = worst[i].max(credits[i].abs());
    }
  }

  private void forgetGivenBackUnlessSteady() {
    if (steady.isEmpty() || isFresh()) {
      Arrays.fill(givenBack, 0);
    }
  }

  private boolean isSteady(BitSet available) {
    return available.equals(steady) || isFresh();
  }

  private boolean isFresh() {
    return Arrays.stream(credits).allMatch(credit -> credit.signum() == 0);
  }

  private BigInteger perPercent(BitSet available) {
    return unit.divide(BigInteger.valueOf(available.stream().map(i -> percents[i]).sum()));
  }

  private int mostOwed(BitSet available, IntPredicate among) {
    BigInteger perPercent = perPercent(available);
    int most = -1;
    BigInteger highest = null;
    for (int i = available.nextSetBit(0); i >= 0; i = available.nextSetBit(i + 1)) {
      BigInteger owed = credits[i].add(perPercent.multiply(BigInteger.valueOf(percents[i])));
      if (among.test(i) && (most < 0 || owed.compareTo(highest) > 0)) {
        most = i;
        highest = owed;
      }
    }
    return most;
  }

  private int tijdeman(BitSet available, int count) {
    BigInteger scale = BigInteger.valueOf(2L * (count - 1));
    BigInteger limit = unit.multiply(scale.subtract(BigInteger.ONE));
    BigInteger perPercent = perPercent(available).multiply(scale);
    int first = -1;
    BigInteger earliest = null;
    for (int i = available.nextSetBit(0); i >= 0; i = available.nextSetBit(i + 1)) {
      BigInteger earning = perPercent.multiply(BigInteger.valueOf(percents[i]));
      BigInteger owed = credits[i].multiply(scale).add(earning);
      if (owed.compareTo(unit) >= 0) {
        BigInteger missing = limit.subtract(owed);
        BigInteger deadline = missing.add(earning).subtract(BigInteger.ONE).divide(earning);
        if (first < 0 || deadline.compareTo(earliest) < 0) {
          first = i;
          earliest = deadline;
        }
      }
    }
    return first;
  }

  /** Conversations that a group got beyond those that it earned; negative when it got fewer. */
  double deviation(int group) {
    return credits[group].negate().doubleValue() / unit.doubleValue();
  }

  /** The largest absolute deviation of a group after any turn so far. */
  double worstDeviation(int group) {
    return worst[group].doubleValue() / unit.doubleValue();
  }
}
