package io.switchboard.simulation.report;

import io.switchboard.simulation.ArrivalOutcome;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/**
 * Statistics of the waits of served conversations. The quantiles are order statistics by nearest
 * rank: the wait at place {@code ceil(p * n)} of the {@code n} waits in ascending order, thus
 * always an actual wait. The mean is exact, then rounded to the nanosecond.
 */
public record WaitStatistics(
    double meanWaitSeconds,
    double medianWaitSeconds,
    double p90WaitSeconds,
    double p99WaitSeconds,
    double maxWaitSeconds) {

  /** Returns the statistics of the outcomes that were served; empty if none was. */
  static Optional<WaitStatistics> of(List<ArrivalOutcome> outcomes) {
    long[] sorted = sortedWaits(outcomes);
    if (sorted.length == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new WaitStatistics(
            seconds(mean(sorted)),
            seconds(quantile(sorted, 50, 100)),
            seconds(quantile(sorted, 90, 100)),
            seconds(quantile(sorted, 99, 100)),
            seconds(sorted[sorted.length - 1])));
  }

  /** Returns the waits of the outcomes that were served, in nanoseconds and ascending order. */
  static long[] sortedWaits(List<ArrivalOutcome> outcomes) {
    return outcomes.stream()
        .filter(outcome -> outcome.kind() == ArrivalOutcome.Kind.SERVED)
        .mapToLong(ArrivalOutcome::waited)
        .sorted()
        .toArray();
  }

  /** Returns the order statistic at {@code numerator / denominator} by nearest rank. */
  static long quantile(long[] sorted, int numerator, int denominator) {
    long rank = ((long) sorted.length * numerator + denominator - 1) / denominator;
    return sorted[(int) Math.max(rank, 1) - 1];
  }

  private static long mean(long[] waits) {
    BigDecimal sum = BigDecimal.ZERO;
    for (long wait : waits) {
      sum = sum.add(BigDecimal.valueOf(wait));
    }
    return sum.divide(BigDecimal.valueOf(waits.length), RoundingMode.HALF_EVEN).longValueExact();
  }

  /** Nanoseconds as seconds: the nearest double, which prints at most nine decimals. */
  static double seconds(long nanos) {
    return nanos / 1e9;
  }
}
