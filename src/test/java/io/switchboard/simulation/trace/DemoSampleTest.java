package io.switchboard.simulation.trace;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.switchboard.domain.account.Account;
import io.switchboard.simulation.Arrival;
import io.switchboard.simulation.Shift;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The sample that ships: a contact centre, two of its days, and its arrivals. */
class DemoSampleTest {
  private static final long SECOND = 1_000_000_000;
  private static final long HOUR = 3_600 * SECOND;

  private static JsonNode document;
  private static Account account;
  private static List<Arrival> arrivals;
  private static List<Shift> shifts;

  @BeforeAll
  static void readTheSample() throws IOException {
    document = new JsonMapper().readTree(Files.readString(demo("account.json")));
    account = TestFiles.account(ids("skills"), ids("agents"));
    arrivals = ArrivalsFile.read(demo("arrivals.csv.gz"), account);
    shifts = ShiftsFile.read(demo("shifts.csv"), account);
  }

  @Test
  void the_centre_has_six_skills_four_groups_and_forty_agents() {
    assertThat(ids("skills")).hasSize(6);
    assertThat(ids("agentGroups")).hasSize(4);
    assertThat(ids("agents")).hasSize(40).doesNotHaveDuplicates();
  }

  @Test
  void every_agent_has_a_group_and_skills_of_the_centre() {
    assertThat(document.get("agents"))
        .allSatisfy(
            agent -> {
              assertThat(ids("agentGroups")).contains(agent.get("group").textValue());
              assertThat(agent.get("skills"))
                  .isNotEmpty()
                  .allMatch(skill -> ids("skills").contains(skill.textValue()));
            });
  }

  @Test
  void the_arrivals_are_what_simulate_generate_makes_of_the_profile_with_seed_1() {
    TrafficProfile profile = TrafficProfileFile.read(demo("profile.json"), account);

    assertThat(ArrivalsGenerator.generate(profile, 1))
        .as(
            "regenerate with: simulate generate --profile profile.json --account account.json"
                + " --seed 1 --out arrivals.csv.gz")
        .isEqualTo(arrivals);
  }

  @Test
  void there_are_a_few_thousand_arrivals_in_two_days() {
    assertThat(arrivals.size()).isBetween(3_000, 9_000);
    assertThat(arrivals).allMatch(arrival -> arrival.arrival() < 48 * HOUR);
  }

  @Test
  void everybody_works_and_somebody_who_takes_the_last_fallback_is_always_there() {
    Map<String, Set<String>> skills =
        StreamSupport.stream(document.get("agents").spliterator(), false)
            .collect(toMap(agent -> agent.get("id").textValue(), DemoSampleTest::skillsOf));
    List<Shift> general =
        shifts.stream().filter(shift -> skills.get(shift.agent()).contains("general")).toList();

    assertThat(shifts).extracting(Shift::agent).containsAll(ids("agents"));
    for (long time = 0; time < 48 * HOUR; time += HOUR / 4) {
      long now = time;
      assertThat(general).anyMatch(shift -> shift.start() <= now && now < shift.end());
    }
  }

  @Test
  void some_maximum_changes_within_a_shift() {
    Map<String, Shift> ending =
        shifts.stream().collect(toMap(s -> s.agent() + s.end(), s -> s, (a, b) -> a, HashMap::new));

    assertThat(shifts)
        .filteredOn(
            shift -> {
              Shift before = ending.get(shift.agent() + shift.start());
              return before != null && !before.maxConversations().equals(shift.maxConversations());
            })
        .hasSizeGreaterThan(5);
  }

  @Test
  void the_work_fills_most_of_the_room_and_not_more() {
    Map<String, Integer> maxima =
        StreamSupport.stream(document.get("agents").spliterator(), false)
            .collect(
                toMap(
                    agent -> agent.get("id").textValue(),
                    agent -> agent.path("maxConversations").asInt(2)));
    double room =
        shifts.stream()
            .mapToDouble(
                shift ->
                    (double) (shift.end() - shift.start())
                        * shift.maxConversations().orElse(maxima.get(shift.agent())))
            .sum();
    double work = arrivals.stream().mapToDouble(Arrival::handling).sum();

    assertThat(work / room).isBetween(0.60, 0.85);
  }

  private static Set<String> skillsOf(JsonNode agent) {
    return StreamSupport.stream(agent.get("skills").spliterator(), false)
        .map(JsonNode::textValue)
        .collect(Collectors.toSet());
  }

  private static List<String> ids(String list) {
    return StreamSupport.stream(document.get(list).spliterator(), false)
        .map(element -> element.get("id").textValue())
        .toList();
  }

  private static Path demo(String name) {
    URL resource = DemoSampleTest.class.getResource("/demo/" + name);
    try {
      return Path.of(Objects.requireNonNull(resource, name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
