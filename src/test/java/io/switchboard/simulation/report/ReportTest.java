package io.switchboard.simulation.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.account.Account;
import io.switchboard.simulation.SimulationResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ReportTest {

  private final Report report = SmallCentre.report();

  @Test
  void totals_count_everybody_who_arrived() {
    assertThat(report.totals())
        .isEqualTo(
            new Report.Totals(
                new ServiceFigures(
                    7,
                    5,
                    1,
                    1,
                    OptionalDouble.of(3 / 6.0),
                    Optional.of(new WaitStatistics(24.2, 20, 61, 61, 61))),
                OptionalDouble.of(0.5)));
  }

  @Test
  void a_wait_of_exactly_the_response_time_is_within_it_and_one_who_abandoned_never_is() {
    assertThat(skill("sales").figures())
        .isEqualTo(
            new ServiceFigures(
                5,
                4,
                1,
                0,
                OptionalDouble.of(3 / 5.0),
                Optional.of(new WaitStatistics(15, 10, 30, 30, 30))));
  }

  @Test
  void one_who_still_waits_counts_neither_as_within_the_response_time_nor_against_it() {
    assertThat(skill("care").figures())
        .isEqualTo(
            new ServiceFigures(
                2,
                1,
                0,
                1,
                OptionalDouble.of(0),
                Optional.of(new WaitStatistics(61, 61, 61, 61, 61))));
  }

  @Test
  void a_skill_without_arrivals_has_no_waits_and_no_share() {
    assertThat(skill("idle").figures())
        .isEqualTo(new ServiceFigures(0, 0, 0, 0, OptionalDouble.empty(), Optional.empty()));
  }

  @Test
  void skills_come_in_the_order_of_the_account_and_unassigned_only_when_it_was_used() {
    assertThat(report.skills())
        .extracting(Report.OfSkill::skill)
        .containsExactly("sales", "care", "idle");
    SimulationResult unassigned =
        new SimulationResult(
            List.of(SmallCentre.served("c1", Account.UNASSIGNED, "ann", 0, 1)),
            Map.of(),
            Map.of(),
            List.of(),
            1,
            20,
            8,
            100 * SmallCentre.SECOND);
    assertThat(Report.of(SmallCentre.ACCOUNT, unassigned, Duration.ZERO).skills())
        .extracting(Report.OfSkill::skill)
        .containsExactly("sales", "care", "idle", Account.UNASSIGNED);
  }

  @Test
  void the_arrivals_of_a_group_are_those_that_it_served() {
    assertThat(report.groups().get(0))
        .isEqualTo(
            new Report.OfGroup(
                Optional.of("north"),
                1,
                new ServiceFigures(
                    3,
                    3,
                    0,
                    0,
                    OptionalDouble.of(2 / 3.0),
                    Optional.of(new WaitStatistics(16.666666667, 20, 30, 30, 30))),
                OptionalDouble.of(0.8)));
  }

  @Test
  void agents_without_a_group_come_last_among_the_groups() {
    assertThat(report.groups())
        .extracting(Report.OfGroup::group)
        .containsExactly(Optional.of("north"), Optional.of("south"), Optional.empty());
  }

  @Test
  void only_agents_who_had_a_shift_are_reported() {
    assertThat(report.agents())
        .extracting(Report.OfAgent::agent)
        .containsExactly("ann", "bob", "cat");
  }

  @Test
  void occupancy_is_the_room_used_of_the_room_offered_and_absent_when_none_was_offered() {
    assertThat(report.agents())
        .extracting(Report.OfAgent::occupancy)
        .containsExactly(OptionalDouble.of(0.8), OptionalDouble.of(0.2), OptionalDouble.empty());
  }

  @Test
  void the_busiest_agents_have_the_highest_occupancy() {
    assertThat(report.busiestAgents(2))
        .extracting(Report.OfAgent::agent)
        .containsExactly("ann", "bob");
  }

  @Test
  void shares_are_of_the_tier_as_planned_as_allotted_and_as_accepted() {
    SkillDistribution sales = report.distribution().get(0);
    assertThat(sales.groups().get(0).plannedShare()).isEqualTo(0.6);
    assertThat(sales.groups().get(0).allottedShare()).hasValue(0.6);
    assertThat(sales.groups().get(0).acceptedShare()).hasValue(0.75);
  }

  @Test
  void the_worst_deviation_of_a_skill_is_the_largest_of_its_groups() {
    assertThat(report.distribution())
        .singleElement()
        .extracting(SkillDistribution::worstDeviation)
        .isEqualTo(0.5);
  }

  @Test
  void times_are_seconds() {
    assertThat(report.virtualSpanSeconds()).isEqualTo(100);
    assertThat(report.wallTimeSeconds()).isEqualTo(0.07);
    assertThat(skill("care").responseTimeSeconds()).isEqualTo(60);
  }

  private Report.OfSkill skill(String id) {
    return report.skills().stream().filter(skill -> skill.skill().equals(id)).findFirst().get();
  }
}
