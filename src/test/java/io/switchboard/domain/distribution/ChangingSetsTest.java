package io.switchboard.domain.distribution;

import static io.switchboard.domain.distribution.Splits.first;
import static io.switchboard.domain.distribution.Splits.groups;
import static io.switchboard.domain.distribution.Splits.next;
import static io.switchboard.domain.distribution.Splits.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Turns of groups while the set of available groups changes. */
class ChangingSetsTest {
  private static final int TURNS = 300;

  @Property(seed = "1", tries = 200, shrinking = ShrinkingMode.OFF)
  void balancesAreExactAndAddUpToZero(
      @ForAll Random random, @ForAll @IntRange(min = 2, max = 6) int groups) {
    int[] split = anySplit(groups, random);
    Shares shares = Splits.shares(groups(split));
    ExactCredits exact = new ExactCredits(split);
    double[] worst = new double[groups];
    for (int turn = 0; turn < TURNS; turn++) {
      BitSet available = anySet(groups, random);
      exact.take(available, next(shares, available));

      assertThat(exact.sum()).isEqualTo(BigInteger.ZERO);
      for (int group = 0; group < groups; group++) {
        worst[group] = Math.max(worst[group], Math.abs(exact.deviation(group)));
        assertThat(shares.deviation(group)).isEqualTo(exact.deviation(group), within(1e-12));
        assertThat(shares.worstDeviation(group)).isEqualTo(worst[group], within(1e-12));
      }
    }
  }

  @Property(seed = "2", tries = 100, shrinking = ShrinkingMode.OFF)
  void anAbsentGroupEarnsNoShare(
      @ForAll Random random, @ForAll @IntRange(min = 3, max = 6) int groups) {
    Shares shares = Splits.shares(groups(anySplit(groups, random)));
    for (int turn = 0; turn < TURNS; turn++) {
      BitSet available = anySet(groups, random);
      double[] before = deviations(shares, groups);

      int taker = next(shares, available);

      assertThat(available.get(taker)).isTrue();
      for (int group = available.nextClearBit(0); group < groups; ) {
        assertThat(shares.deviation(group)).isEqualTo(before[group]);
        group = available.nextClearBit(group + 1);
      }
    }
  }

  @Property(seed = "3", tries = 100, shrinking = ShrinkingMode.OFF)
  void aTurnWithOneCapableGroupChangesNoBalance(
      @ForAll Random random, @ForAll @IntRange(min = 2, max = 6) int groups) {
    Shares shares = Splits.shares(groups(anySplit(groups, random)));
    for (int turn = 0; turn < TURNS; turn++) {
      next(shares, anySet(groups, random));
      double[] before = deviations(shares, groups);
      int alone = random.nextInt(groups);

      assertThat(next(shares, only(alone))).isEqualTo(alone);

      assertThat(deviations(shares, groups)).isEqualTo(before);
    }
  }

  @Property(seed = "4", tries = 100, shrinking = ShrinkingMode.OFF)
  void afterAChangeOfTheSetTheGroupWithTheLargestBalanceHasTheTurn(
      @ForAll Random random, @ForAll @IntRange(min = 3, max = 6) int groups) {
    int[] split = anySplit(groups, random);
    Shares shares = Splits.shares(groups(split));
    ExactCredits exact = new ExactCredits(split);
    exact.take(first(groups), next(shares, first(groups)));
    BitSet others = first(groups - 1);
    for (int turn = 0; turn < TURNS && !exact.areNothing(); turn++) {
      BitSet available = turn == 0 ? others : anySet(groups, random);

      int taker = next(shares, available);

      BigInteger owed = exact.owed(available, taker);
      assertThat(available.stream().mapToObj(i -> exact.owed(available, i)))
          .allMatch(other -> other.compareTo(owed) <= 0);
      exact.take(available, taker);
    }
  }

  @Property(seed = "5", tries = 200, shrinking = ShrinkingMode.OFF)
  void deviationsOfChangingSetsStayWithinHalfOfTheOtherGroups(
      @ForAll Random random, @ForAll @IntRange(min = 2, max = 8) int groups) {
    int[] split = anySplit(groups, random);
    Shares shares = Splits.shares(groups(split));
    ExactCredits exact = new ExactCredits(split);
    for (int turn = 0; turn < TURNS; turn++) {
      BitSet available = anySet(groups, random);
      exact.take(available, next(shares, available));
    }

    assertThat(exact.worst()).isLessThanOrEqualTo((groups - 1) / 2.0);
  }

  @Property(seed = "6", tries = 200, shrinking = ShrinkingMode.OFF)
  void aReturningGroupIsNotFlooded(
      @ForAll Random random,
      @ForAll @IntRange(min = 2, max = 6) int groups,
      @ForAll @IntRange(min = 1, max = 1_000) int absence,
      @ForAll @IntRange(min = 1, max = 100) int after) {
    int[] split = anySplit(groups, random);
    Shares shares = Splits.shares(groups(split));
    for (int turn = 0; turn < 20; turn++) {
      next(shares, anySet(groups, random));
    }
    int absent = random.nextInt(groups);
    BitSet others = first(groups);
    others.clear(absent);
    for (int turn = 0; turn < absence; turn++) {
      next(shares, others);
    }

    int given = 0;
    for (int turn = 0; turn < after; turn++) {
      given += next(shares, first(groups)) == absent ? 1 : 0;
    }

    assertThat((double) given).isCloseTo(after * split[absent] / 100.0, within(groups - 1 + 1e-9));
  }

  @Test
  void aGroupThatWasAloneForLongTakesItsUsualTurns() {
    Shares shares = Splits.shares(groups(60, 30, 10));
    Shares undisturbed = Splits.shares(groups(60, 30, 10));
    for (int turn = 0; turn < 4; turn++) {
      assertThat(next(shares, first(3))).isEqualTo(next(undisturbed, first(3)));
    }
    for (int turn = 0; turn < 500; turn++) {
      next(shares, only(2));
    }

    for (int turn = 0; turn < 96; turn++) {
      assertThat(next(shares, first(3))).isEqualTo(next(undisturbed, first(3)));
    }
  }

  /** The result of the whole search: see the table in {@code docs/distribution.md}. */
  @ParameterizedTest
  @CsvSource({"2, 0.5", "3, 0.9911", "4, 1.4505", "5, 1.8703", "6, 2.2173"})
  void aQuickSearchFindsNoDeviationAboveThePublishedOne(int groups, double published) {
    double worst =
        WorstDeviation.TYPICAL.get(groups).stream()
            .map(Splits::parse)
            .mapToDouble(split -> worst(TurnRule.WINDOWS_WHILE_STEADY, split))
            .max()
            .orElseThrow();

    assertThat(worst).isBetween(0.7 * published, published);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 6})
  void windowsWithCarriedBalancesWouldDeviateFurther(int groups) {
    int[] split = Splits.parse(WorstDeviation.TYPICAL.get(groups).get(1));

    double carried = worst(TurnRule.WINDOWS_ALWAYS, split);

    assertThat(carried).isGreaterThan(worst(TurnRule.WINDOWS_WHILE_STEADY, split));
    assertThat(carried).isGreaterThan((groups - 1) / 2.0);
  }

  private static double worst(TurnRule rule, int[] split) {
    return new DeviationSearch(rule, split, 20, 1).worst(25).deviation();
  }

  private static double[] deviations(Shares shares, int groups) {
    double[] deviations = new double[groups];
    Arrays.setAll(deviations, shares::deviation);
    return deviations;
  }

  private static int[] anySplit(int groups, Random random) {
    int[] split = new int[groups];
    Arrays.fill(split, 1);
    for (int left = 100 - groups; left > 0; left--) {
      int one = random.nextInt(groups);
      split[random.nextBoolean() ? one : random.nextInt(one + 1)]++;
    }
    return split;
  }

  private static BitSet anySet(int groups, Random random) {
    return BitSet.valueOf(new long[] {1 + random.nextInt((1 << groups) - 1)});
  }
}
