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
  void totalsCountAllArrivals() {
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
  void aWaitOfExactlyTheResponseTimeIsWithinItAndAnAbandonmentIsNot() {
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
  void aWaitingConversationCountsNeitherWithinNorAgainstTheResponseTime() {
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
  void aSkillWithoutArrivalsHasNoWaitsAndNoShare() {
    assertThat(skill("idle").figures())
        .isEqualTo(new ServiceFigures(0, 0, 0, 0, OptionalDouble.empty(), Optional.empty()));
  }

  @Test
  void skillsComeInTheOrderOfTheAccountAndUnassignedOnlyWhenItWasUsed() {
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
  void theArrivalsOfAGroupAreItsServedConversations() {
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
  void agentsWithoutAGroupComeLastAmongTheGroups() {
    assertThat(report.groups())
        .extracting(Report.OfGroup::group)
        .containsExactly(Optional.of("north"), Optional.of("south"), Optional.empty());
  }

  @Test
  void onlyAgentsWithAShiftAreReported() {
    assertThat(report.agents())
        .extracting(Report.OfAgent::agent)
        .containsExactly("ann", "bob", "cat");
  }

  @Test
  void occupancyIsTheUsedPartOfTheCapacityAndAbsentWithoutCapacity() {
    assertThat(report.agents())
        .extracting(Report.OfAgent::occupancy)
        .containsExactly(OptionalDouble.of(0.8), OptionalDouble.of(0.2), OptionalDouble.empty());
  }

  @Test
  void theBusiestAgentsHaveTheHighestOccupancy() {
    assertThat(report.busiestAgents(2))
        .extracting(Report.OfAgent::agent)
        .containsExactly("ann", "bob");
  }

  @Test
  void sharesAreOfTheTierAsPlannedAsAllottedAndAsAccepted() {
    SkillDistribution sales = report.distribution().get(0);
    assertThat(sales.groups().get(0).plannedShare()).isEqualTo(0.6);
    assertThat(sales.groups().get(0).allottedShare()).hasValue(0.6);
    assertThat(sales.groups().get(0).acceptedShare()).hasValue(0.75);
  }

  @Test
  void theWorstDeviationOfASkillIsTheLargestOfItsGroups() {
    assertThat(report.distribution())
        .singleElement()
        .extracting(SkillDistribution::worstDeviation)
        .isEqualTo(0.5);
  }

  @Test
  void timesAreSeconds() {
    assertThat(report.virtualSpanSeconds()).isEqualTo(100);
    assertThat(report.wallTimeSeconds()).isEqualTo(0.07);
    assertThat(skill("care").responseTimeSeconds()).isEqualTo(60);
  }

  private Report.OfSkill skill(String id) {
    return report.skills().stream().filter(skill -> skill.skill().equals(id)).findFirst().get();
  }
}
