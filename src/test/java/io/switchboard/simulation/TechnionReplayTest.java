package io.switchboard.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.switchboard.domain.account.AccountPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Replay of a bank's real February against independently calculated figures for the same rules.
 * Runs only with the data: docs/replays.md.
 */
@EnabledIfSystemProperty(
    named = "technion.data",
    matches = ".+",
    disabledReason = "the Technion data do not ship; see docs/replays.md")
class TechnionReplayTest {
  private static final Percentage TOLERANCE = withPercentage(2);
  private static final double NANOS = 1e9;

  @Test
  void theMonthHasTheExpectedFigures() throws IOException {
    TechnionMonth month = TechnionMonth.read(Path.of(System.getProperty("technion.data")));
    AccountPolicy account = AccountPolicy.of(month.account());
    List<ArrivalOutcome> outcomes = new ArrayList<>();
    Map<String, String> priorities = new HashMap<>();
    month
        .days()
        .forEach(
            (date, day) -> {
              outcomes.addAll(
                  Simulation.run(
                          account,
                          day.arrivals(),
                          day.shifts(),
                          OptionalLong.empty(),
                          arrived -> {},
                          Set.of())
                      .outcomes());
              day.arrivals()
                  .forEach(call -> priorities.put(call.id(), call.attributes().get("priority")));
            });

    List<ArrivalOutcome> served = of(outcomes, ArrivalOutcome.Kind.SERVED);
    int abandoned = of(outcomes, ArrivalOutcome.Kind.ABANDONED).size();
    int left = of(outcomes, ArrivalOutcome.Kind.WAITING).size();
    double within20 =
        100.0 * served.stream().filter(o -> o.waited() <= 20 * NANOS).count() / served.size();
    System.out.printf(
        "served %d, abandoned %d, left %d, mean wait %.1f s, within 20 s %.1f %%%n",
        served.size(), abandoned, left, meanWait(served, o -> true), within20);

    assertThat(outcomes).hasSize(30_526);
    assertThat(served.size()).isCloseTo(28_554, TOLERANCE);
    assertThat(abandoned).isCloseTo(1_963, TOLERANCE);
    assertThat(left).isEqualTo(9);
    assertThat(meanWait(served, o -> true)).isCloseTo(36.3, TOLERANCE);
    assertThat(within20).isCloseTo(74.4, TOLERANCE);
    Map<String, Double> byPriority = Map.of("0", 23.3, "1", 63.5, "2", 48.5);
    byPriority.forEach(
        (priority, wait) ->
            assertThat(meanWait(served, o -> priorities.get(o.id()).equals(priority)))
                .as("mean wait at priority %s", priority)
                .isCloseTo(wait, TOLERANCE));
  }

  private static List<ArrivalOutcome> of(List<ArrivalOutcome> outcomes, ArrivalOutcome.Kind kind) {
    return outcomes.stream().filter(outcome -> outcome.kind() == kind).toList();
  }

  private static double meanWait(List<ArrivalOutcome> outcomes, Predicate<ArrivalOutcome> which) {
    return outcomes.stream().filter(which).mapToLong(ArrivalOutcome::waited).average().orElseThrow()
        / NANOS;
  }
}
