package io.switchboard.simulation.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.Skill;
import io.switchboard.simulation.ArrivalOutcome;
import io.switchboard.simulation.SimulationResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportChartsTest {

  @Test
  void of_many_skills_the_seven_busiest_have_a_line_and_the_others_share_one() {
    ReportCharts charts = chartsOfSkills(9);

    assertThat(charts.waiting())
        .extracting(ReportCharts.Line::skill)
        .containsExactly("s3", "s4", "s5", "s6", "s7", "s8", "s9", "all other skills");
    assertThat(charts.waiting().get(7).values().get(0)).isEqualTo(1 + 2);
  }

  @Test
  void seven_skills_all_have_a_line() {
    assertThat(chartsOfSkills(7).waiting())
        .extracting(ReportCharts.Line::skill)
        .containsExactly("s1", "s2", "s3", "s4", "s5", "s6", "s7");
  }

  @Test
  void a_skill_without_arrivals_has_no_line() {
    assertThat(ReportCharts.of(SmallCentre.report(), SmallCentre.RESULT).waiting())
        .extracting(ReportCharts.Line::skill)
        .containsExactly("sales", "care");
  }

  @Test
  void the_wait_axis_ends_where_99_of_100_have_been_served() {
    assertThat(ReportCharts.of(SmallCentre.report(), SmallCentre.RESULT).longestWaitSeconds())
        .isEqualTo(61);
  }

  /** Skill s1 has one arrival, s2 two, and so on; each waits for the first second. */
  private static ReportCharts chartsOfSkills(int count) {
    List<String> ids = IntStream.rangeClosed(1, count).mapToObj(number -> "s" + number).toList();
    Account account =
        new Account(
            Optional.empty(),
            Optional.empty(),
            ids.stream().map(Skill::of).toList(),
            List.of(),
            List.of());
    List<ArrivalOutcome> outcomes =
        IntStream.rangeClosed(1, count)
            .boxed()
            .flatMap(
                number ->
                    IntStream.range(0, number)
                        .mapToObj(at -> SmallCentre.served("c", "s" + number, "ann", 0, 1)))
            .toList();
    SimulationResult result =
        new SimulationResult(
            outcomes, Map.of(), Map.of(), List.of(), 0, 0, 0, 2 * SmallCentre.SECOND);
    return ReportCharts.of(Report.of(account, result, Duration.ofSeconds(1)), result);
  }
}
