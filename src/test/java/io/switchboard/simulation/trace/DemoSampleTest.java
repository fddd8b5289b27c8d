package io.switchboard.simulation.trace;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.Agent;
import io.switchboard.simulation.Arrival;
import io.switchboard.simulation.Shift;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The shipped sample: a contact centre with arrivals and shifts of two days. */
class DemoSampleTest {
  private static final long SECOND = 1_000_000_000;
  private static final long HOUR = 3_600 * SECOND;

  private static AccountPolicy account;
  private static Trace sample;

  @BeforeAll
  static void readTheSample() throws IOException {
    sample = Trace.demo();
    account = AccountPolicy.of(sample.account());
  }

  @Test
  void theContactCentreHasSixSkillsFourGroupsAndFortyAgents() {
    assertThat(sample.account().skills()).hasSize(6);
    assertThat(sample.account().agentGroups()).hasSize(4);
    assertThat(sample.account().agents()).hasSize(40);
  }

  @Test
  void everyAgentHasAGroupAndSkills() {
    assertThat(sample.account().agents())
        .allSatisfy(
            agent -> {
              assertThat(agent.group()).isPresent();
              assertThat(agent.skills()).isNotEmpty();
            });
  }

  @Test
  void theArrivalsAreThoseOfSimulateGenerateForTheProfileWithSeed1() throws URISyntaxException {
    Path file = Path.of(DemoSampleTest.class.getResource("/demo/profile.json").toURI());
    TrafficProfile profile = TrafficProfileFile.read(file, sample.account());

    assertThat(ArrivalsGenerator.generate(profile, 1))
        .as(
            "regenerate with: simulate generate --profile profile.json --account account.json"
                + " --seed 1 --out arrivals.csv.gz")
        .isEqualTo(sample.arrivals());
  }

  @Test
  void thereAreAFewThousandArrivalsInTwoDays() {
    assertThat(sample.arrivals()).hasSizeBetween(3_000, 9_000);
    assertThat(sample.arrivals()).allMatch(arrival -> arrival.arrival() < 48 * HOUR);
  }

  @Test
  void allAgentsHaveShiftsAndAnAgentOfTheLastFallbackIsAlwaysOnline() {
    List<Shift> general =
        sample.shifts().stream()
            .filter(shift -> account.agents().get(shift.agent()).skills().contains("general"))
            .toList();

    assertThat(sample.shifts())
        .extracting(Shift::agent)
        .containsAll(sample.account().agents().stream().map(Agent::id).toList());
    for (long time = 0; time < 48 * HOUR; time += HOUR / 4) {
      long now = time;
      assertThat(general).anyMatch(shift -> shift.start() <= now && now < shift.end());
    }
  }

  @Test
  void aMaximumChangesWithinAShift() {
    Map<String, Shift> ending =
        sample.shifts().stream().collect(toMap(s -> s.agent() + s.end(), s -> s, (a, b) -> a));

    assertThat(sample.shifts())
        .filteredOn(
            shift -> {
              Shift before = ending.get(shift.agent() + shift.start());
              return before != null && !before.maxConversations().equals(shift.maxConversations());
            })
        .hasSizeGreaterThan(5);
  }

  @Test
  void theWorkUsesMostOfTheCapacityAndNotMore() {
    double room = sample.shifts().stream().mapToDouble(DemoSampleTest::room).sum();
    double work = sample.arrivals().stream().mapToDouble(Arrival::handling).sum();

    assertThat(work / room).isBetween(0.60, 0.85);
  }

  private static double room(Shift shift) {
    int maximum =
        shift.maxConversations().orElse(account.agents().get(shift.agent()).maxConversations());
    return (double) (shift.end() - shift.start()) * maximum;
  }
}
