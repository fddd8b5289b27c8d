package io.switchboard.simulation.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.Records;
import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.Skill;
import io.switchboard.simulation.ArrivalOutcome;
import io.switchboard.simulation.SimulationResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportChartsTest {

  @Test
  void theSevenBusiestSkillsHaveALineAndTheOthersShareOne() {
    ReportCharts charts = chartsOfSkills(9);

    assertThat(charts.waiting())
        .extracting(ReportCharts.Line::skill)
        .containsExactly("s3", "s4", "s5", "s6", "s7", "s8", "s9", "all other skills");
    assertThat(charts.waiting().get(7).values().get(0)).isEqualTo(1 + 2);
  }

  @Test
  void sevenSkillsHaveALineEach() {
    assertThat(chartsOfSkills(7).waiting())
        .extracting(ReportCharts.Line::skill)
        .containsExactly("s1", "s2", "s3", "s4", "s5", "s6", "s7");
  }

  @Test
  void aSkillWithoutArrivalsHasNoLine() {
    assertThat(ReportCharts.of(SmallCentre.report(), SmallCentre.RESULT).waiting())
        .extracting(ReportCharts.Line::skill)
        .containsExactly("sales", "care");
  }

  @Test
  void theWaitAxisEndsAtThe99thPercentile() {
    assertThat(ReportCharts.of(SmallCentre.report(), SmallCentre.RESULT).longestWaitSeconds())
        .isEqualTo(61);
  }

  /** Skill s1 has one arrival, s2 two, and so on; each waits for the first second. */
  private static ReportCharts chartsOfSkills(int count) {
    List<String> ids = IntStream.rangeClosed(1, count).mapToObj(number -> "s" + number).toList();
    Account account = Records.of(Account.class, "skills", ids.stream().map(Skill::of).toList());
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
