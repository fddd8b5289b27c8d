package io.switchboard.domain.distribution;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Prints the worst deviations found while the set of available groups changes adversely, for
 * Switchboard's rule and for two others. It takes some minutes; {@code docs/distribution.md} has
 * the table and the command.
 */
public final class WorstDeviation {
  private static final int WIDTH = 500;
  private static final int TURNS = 60;
  private static final int RANDOM_SPLITS = 8;

  /** Common splits of a hundred, and some that are as uneven as possible. */
  static final Map<Integer, List<String>> TYPICAL =
      new TreeMap<>(
          Map.of(
              2, List.of("50 50", "60 40", "70 30", "90 10", "99 1"),
              3, List.of("34 33 33", "50 30 20", "60 30 10", "80 10 10", "49 49 2", "98 1 1"),
              4, List.of("25 25 25 25", "40 30 20 10", "70 10 10 10", "49 49 1 1", "97 1 1 1"),
              5, List.of("20 20 20 20 20", "30 25 20 15 10", "44 44 10 1 1", "96 1 1 1 1"),
              6, List.of("17 17 17 17 16 16", "40 20 20 10 5 5", "42 42 8 6 1 1", "95 1 1 1 1 1")));

  private WorstDeviation() {}

  public static void main(String[] arguments) {
    row("groups", "split", Arrays.stream(TurnRule.values()).map(TurnRule::name).toList());
    TYPICAL.forEach(
        (groups, splits) -> {
          splits.forEach(split -> search(groups, split));
          SplittableRandom random = new SplittableRandom(groups);
          for (int i = 0; i < RANDOM_SPLITS; i++) {
            search(groups, randomSplit(groups, random));
          }
        });
  }

  private static String randomSplit(int groups, SplittableRandom random) {
    int[] split = new int[groups];
    Arrays.fill(split, 1);
    double tilt = random.nextDouble();
    for (int left = 100 - groups; left > 0; left--) {
      split[(int) (groups * Math.pow(random.nextDouble(), 1 + 3 * tilt))]++;
    }
    return String.join(" ", Arrays.stream(split).mapToObj(String::valueOf).toList());
  }

  private static void search(int groups, String split) {
    row(
        String.valueOf(groups),
        split,
        Arrays.stream(TurnRule.values())
            .map(rule -> new DeviationSearch(rule, Splits.parse(split), WIDTH, 1).worst(TURNS))
            .map(found -> String.format(Locale.ROOT, "%.4f (%d)", found.deviation(), found.turns()))
            .toList());
  }

  private static void row(String groups, String split, List<String> cells) {
    System.out.printf("| %s | %s | %s |%n", groups, split, String.join(" | ", cells));
  }
}
