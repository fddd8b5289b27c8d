package io.switchboard.simulation.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Series of queue lengths: the number of waiting conversations, averaged over each of equally long
 * steps. As they are averages, the series of several skills add up to that of all, and every wait
 * counts, however short.
 *
 * @param step the length of a step, in nanoseconds
 * @param steps the number of steps, at most {@value #MOST_STEPS}; the last ends at or after the end
 *     of the simulation
 */
record QueueLengthSeries(long step, int steps) {

  static final int MOST_STEPS = 600;

  private static final List<Duration> ROUND_STEPS =
      Stream.of(
              "PT1S", "PT5S", "PT10S", "PT30S", "PT1M", "PT2M", "PT5M", "PT10M", "PT15M", "PT30M",
              "PT1H", "PT2H", "PT3H", "PT6H", "PT12H", "P1D", "P7D")
          .map(Duration::parse)
          .toList();

  /** The shortest round step with which the span takes at most {@value #MOST_STEPS} steps. */
  static QueueLengthSeries spanning(long span) {
    long least = Math.max(1, (span - 1) / MOST_STEPS + 1);
    long step =
        ROUND_STEPS.stream()
            .mapToLong(Duration::toNanos)
            .filter(round -> round >= least)
            .findFirst()
            .orElse(least);
    return new QueueLengthSeries(step, (int) Math.max(1, (span - 1) / step + 1));
  }

  /** The averages of one series, to three decimals. */
  List<Double> averages(List<Wait> waits) {
    double[] whole = new double[steps + 1];
    double[] part = new double[steps];
    for (Wait wait : waits) {
      int first = stepOf(wait.from());
      int last = stepOf(wait.to());
      if (first == last) {
        part[first] += wait.to() - wait.from();
      } else {
        part[first] += (first + 1) * step - wait.from();
        part[last] += wait.to() - last * step;
        whole[first + 1]++;
        whole[last]--;
      }
    }
    List<Double> averages = new ArrayList<>();
    double through = 0;
    for (int at = 0; at < steps; at++) {
      through += whole[at];
      averages.add(Math.round(1000 * (through + part[at] / step)) / 1000.0);
    }
    return averages;
  }

  private int stepOf(long time) {
    return (int) Math.min(time / step, steps - 1);
  }

  /** Wait of one conversation, from one time to another, in nanoseconds. */
  record Wait(long from, long to) {}
}
