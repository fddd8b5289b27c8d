package io.switchboard.simulation.report;

import static java.util.stream.Collectors.groupingBy;

import io.switchboard.domain.distribution.Ledger;
import io.switchboard.simulation.ArrivalOutcome;
import io.switchboard.simulation.SimulationResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Data of the plots of the page. If there are many skills, only the busiest have a curve of their
 * own.
 *
 * @param stepSeconds the length of one step of {@code waiting}
 * @param waiting the number of waiting conversations by skill, averaged over each step
 * @param longestWaitSeconds the end of the axis of waits: 99 of 100 served conversations waited no
 *     longer
 * @param waits the waits of served conversations, by skill
 * @param shares the shares of the distribution, by skill and group
 */
record ReportCharts(
    double spanSeconds,
    double stepSeconds,
    List<Line> waiting,
    double longestWaitSeconds,
    List<Curve> waits,
    List<Share> shares) {

  /** Number of skills that have a curve of their own; the others share one. */
  static final int MOST_LINES = 7;

  /** Maximum number of points of a wait curve. */
  static final int MOST_POINTS = 200;

  /** Maximum number of groups of skills that have bars; the table has all of them. */
  static final int MOST_SHARES = 24;

  static final String OTHERS = "all other skills";

  /** Curve with one value for each step. */
  record Line(String skill, List<Double> values) {}

  /** Waits: the share {@code (at + 1) / n} waited at most {@code seconds.get(at)}. */
  record Curve(String skill, List<Double> seconds) {}

  /** One group of one skill. Shares are from 0 to 1 of its tier; null if it has none. */
  record Share(
      String skill,
      String group,
      boolean secondary,
      double planned,
      OptionalDouble allotted,
      OptionalDouble accepted) {}

  static ReportCharts of(Report report, SimulationResult result) {
    QueueLengthSeries time = QueueLengthSeries.spanning(result.ended());
    List<String> own = ownLines(report);
    Map<String, List<ArrivalOutcome>> byLine =
        result.outcomes().stream()
            .collect(
                groupingBy(outcome -> own.contains(outcome.skill()) ? outcome.skill() : OTHERS));
    List<Line> waiting = new ArrayList<>();
    List<Curve> waits = new ArrayList<>();
    for (String name : lineNames(report)) {
      List<ArrivalOutcome> outcomes = byLine.getOrDefault(name, List.of());
      waiting.add(new Line(name, time.averages(waits(outcomes, result.ended()))));
      long[] sorted = WaitStatistics.sortedWaits(outcomes);
      if (sorted.length > 0) {
        waits.add(new Curve(name, curve(sorted)));
      }
    }
    return new ReportCharts(
        WaitStatistics.seconds(result.ended()),
        WaitStatistics.seconds(time.step()),
        waiting,
        report.totals().figures().waits().map(WaitStatistics::p99WaitSeconds).orElse(0.0),
        waits,
        shares(report));
  }

  private static List<String> lineNames(Report report) {
    List<String> own = ownLines(report);
    long used = report.skills().stream().filter(ReportCharts::used).count();
    return used > own.size() ? Stream.concat(own.stream(), Stream.of(OTHERS)).toList() : own;
  }

  private static List<String> ownLines(Report report) {
    List<String> busiest =
        report.skills().stream()
            .filter(ReportCharts::used)
            .sorted(Comparator.comparingLong(skill -> -skill.figures().arrivals()))
            .limit(MOST_LINES)
            .map(Report.OfSkill::skill)
            .toList();
    return report.skills().stream().map(Report.OfSkill::skill).filter(busiest::contains).toList();
  }

  private static boolean used(Report.OfSkill skill) {
    return skill.figures().arrivals() > 0;
  }

  private static List<QueueLengthSeries.Wait> waits(List<ArrivalOutcome> outcomes, long ended) {
    return outcomes.stream()
        .map(
            outcome -> {
              long to = outcome.start().orElse(outcome.end().orElse(ended));
              return new QueueLengthSeries.Wait(to - outcome.waited(), to);
            })
        .toList();
  }

  private static List<Double> curve(long[] sorted) {
    int points = Math.min(sorted.length, MOST_POINTS);
    return IntStream.rangeClosed(1, points)
        .mapToDouble(
            point -> WaitStatistics.seconds(WaitStatistics.quantile(sorted, point, points)))
        .boxed()
        .toList();
  }

  private static List<Share> shares(Report report) {
    return report.distribution().stream()
        .flatMap(skill -> skill.groups().stream().map(group -> share(skill.skill(), group)))
        .limit(MOST_SHARES)
        .toList();
  }

  private static Share share(String skill, SkillDistribution.GroupShares group) {
    return new Share(
        skill,
        group.group(),
        group.tier() == Ledger.Tier.SECONDARY,
        group.plannedShare(),
        group.allottedShare(),
        group.acceptedShare());
  }
}
