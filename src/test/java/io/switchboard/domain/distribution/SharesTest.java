package io.switchboard.domain.distribution;

import static io.switchboard.domain.distribution.Splits.first;
import static io.switchboard.domain.distribution.Splits.groups;
import static io.switchboard.domain.distribution.Splits.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Turns with a constant set of available groups: Tijdeman's bound, in whole numbers. */
class SharesTest {

  @ParameterizedTest
  @CsvSource({
    "50 50, abab",
    "50 30 20, abacabacab",
    "60 30 10, abaabacaab",
    "70 10 10 10, aabaaacada",
    "25 25 25 25, abcd",
    "40 20 20 10 5 5, abacdabace",
    "5 1 1, aabaaca",
    "17 23 37, cbacbcacbc"
  })
  void turnsBeginAsInThePublishedAlgorithm(String percents, String beginning) {
    int[] split = Splits.parse(percents);
    Shares shares = Splits.shares(groups(split));

    StringBuilder turns = new StringBuilder();
    while (turns.length() < beginning.length()) {
      turns.append(Splits.name(next(shares, first(split.length))));
    }

    assertThat(turns).hasToString(beginning);
  }

  @ParameterizedTest
  @CsvSource({"2, 99", "3, 4851"})
  void allSplitsOfAHundredStayWithinTheBound(int groups, int splits) {
    AtomicInteger checked = new AtomicInteger();

    Splits.everyOrdered(
        100,
        groups,
        split -> {
          assertWithinBound(split, 100);
          checked.incrementAndGet();
        });

    assertThat(checked).hasValue(splits);
  }

  @Test
  void allSplitsOfAHundredBetweenFourGroupsStayWithinTheBound() {
    AtomicInteger checked = new AtomicInteger();

    Splits.everyDescending(
        100,
        4,
        split -> {
          assertWithinBound(split, 100);
          checked.incrementAndGet();
        });

    assertThat(checked).hasValue(7_153);
  }

  @Property(seed = "1", tries = 150, shrinking = ShrinkingMode.OFF)
  void anySplitBetweenUpToTwentyGroupsStaysWithinTheBound(
      @ForAll @Size(min = 2, max = 20) List<@IntRange(min = 1, max = 40) Integer> split) {
    int[] shares = arrayOf(split);

    assertWithinBound(shares, Arrays.stream(shares).sum() + 7);
  }

  @Test
  void oneLargeGroupAmongNineteenSmallOnesStaysWithinTheBound() {
    int[] split = new int[20];
    Arrays.fill(split, 1);
    split[0] = 81;

    assertWithinBound(split, 300);
  }

  @Test
  void someSplitAttainsTheBound() {
    AtomicReference<Double> worst = new AtomicReference<>(0.0);
    Splits.everyDescending(
        100,
        3,
        split -> {
          Shares shares = Splits.shares(groups(split));
          for (int turn = 0; turn < 100; turn++) {
            next(shares, first(3));
          }
          for (int group = 0; group < 3; group++) {
            worst.set(Math.max(worst.get(), shares.worstDeviation(group)));
          }
        });

    assertThat(worst.get()).isEqualTo(0.75);
  }

  @Property(seed = "2", tries = 100, shrinking = ShrinkingMode.OFF)
  void theReportedDeviationIsThatOfTheCounts(
      @ForAll @Size(min = 2, max = 6) List<@IntRange(min = 1, max = 40) Integer> shared,
      @ForAll @IntRange(max = 200) int turns) {
    int[] split = arrayOf(shared);
    Shares shares = Splits.shares(groups(split));
    int[] counts = new int[split.length];
    double[] worst = new double[split.length];
    double sum = Arrays.stream(split).sum();
    for (int turn = 1; turn <= turns; turn++) {
      counts[next(shares, first(split.length))]++;
      for (int group = 0; group < split.length; group++) {
        double deviation = counts[group] - turn * split[group] / sum;
        worst[group] = Math.max(worst[group], Math.abs(deviation));
        assertThat(Math.abs(shares.deviation(group) - deviation)).isLessThan(1e-9);
        assertThat(Math.abs(shares.worstDeviation(group) - worst[group])).isLessThan(1e-9);
      }
    }
  }

  @Test
  void aQueryOfTheNextTurnTakesNoTurn() {
    Shares shares = Splits.shares(groups(70, 30));

    assertThat(shares.turn(first(2))).isEqualTo(shares.turn(first(2))).isZero();
    assertThat(shares.deviation(0)).isZero();
  }

  @Test
  void withoutAnAvailableGroupThereIsNoTurn() {
    Shares shares = Splits.shares(groups(50, 50));

    assertThatThrownBy(() -> shares.turn(new BitSet()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no group");
  }

  private static int[] arrayOf(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * After each turn and for each group: {@code |count - share * turns| <= 1 - 1 / (2 (n - 1))},
   * multiplied by the sum of the shares and by {@code 2 (n - 1)}.
   */
  private static void assertWithinBound(int[] split, int turns) {
    int n = split.length;
    long sum = Arrays.stream(split).sum();
    long scale = 2L * (n - 1);
    long bound = sum * (scale - 1);
    Shares shares = Splits.shares(groups(split));
    BitSet all = first(n);
    long[] counts = new long[n];
    for (int turn = 1; turn <= turns; turn++) {
      counts[next(shares, all)]++;
      for (int group = 0; group < n; group++) {
        long deviation = Math.abs(sum * counts[group] - (long) split[group] * turn) * scale;
        if (deviation > bound) {
          throw new AssertionError(
              "%s leaves the bound at turn %d: %s"
                  .formatted(Arrays.toString(split), turn, Arrays.toString(counts)));
        }
      }
    }
  }
}
