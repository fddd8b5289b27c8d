package io.switchboard.simulation;

import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.credit;
import static io.switchboard.domain.Centre.inSkill;
import static io.switchboard.domain.Centre.preferences;
import static io.switchboard.domain.Centre.skill;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.switchboard.domain.Centre;
import io.switchboard.domain.Part;
import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.AgentPreference;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Replay of three days of a call centre with two groups and three types of contact, as routed by
 * the ContactCenters library of the Université de Montréal: each contact must get the same outcome,
 * the same group and the same wait.
 */
class ContactCentersReplayTest {
  private static final BigDecimal NANOS_PER_MINUTE = BigDecimal.valueOf(60_000_000_000L);

  private record Contact(
      int day, Arrival arrival, String outcome, String group, double queueMinutes) {

    static Contact of(String line) {
      String[] field = line.split(",", -1);
      Arrival arrival =
          new Arrival(
              field[1],
              nanos(field[3]),
              Optional.of("type-" + field[2]),
              Optional.empty(),
              false,
              nanos(field[4]),
              OptionalLong.of(nanos(field[5])),
              Map.of());
      return new Contact(
          Integer.parseInt(field[0]),
          arrival,
          field[6],
          "group-" + field[7],
          Double.parseDouble(field[8]));
    }

    private static long nanos(String minutes) {
      return new BigDecimal(minutes).multiply(NANOS_PER_MINUTE).longValueExact();
    }
  }

  @ParameterizedTest
  @CsvSource({"fifo, 0, 0", "prio, 10, 20"})
  void eachContactIsRoutedAsByTheLibrary(String name, int creditDaysOfType1, int creditDaysOfType2)
      throws IOException {
    AccountPolicy account = account(creditDaysOfType1, creditDaysOfType2);
    Map<Integer, List<Contact>> days = contacts(name).stream().collect(groupingBy(Contact::day));

    int compared = 0;
    for (List<Contact> day : days.values()) {
      List<ArrivalOutcome> outcomes =
          Simulation.run(
                  account,
                  day.stream().map(Contact::arrival).toList(),
                  shifts(),
                  OptionalLong.empty(),
                  arrived -> {},
                  Set.of())
              .outcomes();
      for (int i = 0; i < day.size(); i++) {
        assertSameFate(outcomes.get(i), day.get(i));
        compared++;
      }
    }
    assertThat(compared).isEqualTo(13_976);
  }

  private static void assertSameFate(ArrivalOutcome actual, Contact expected) {
    assertThat(actual.kind().name()).as("outcome of %s", expected).isEqualTo(expected.outcome());
    if (actual.kind() == ArrivalOutcome.Kind.SERVED) {
      assertThat(actual.group()).as("group of %s", expected).contains(expected.group());
    }
    double waitedMinutes = actual.waited() / NANOS_PER_MINUTE.doubleValue();
    assertThat(waitedMinutes)
        .as("wait of %s", expected)
        .isCloseTo(expected.queueMinutes(), within(1e-6));
  }

  private static List<Contact> contacts(String name) throws IOException {
    String resource = "/replay/contactcenters_msk_" + name + ".csv.gz";
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(ContactCentersReplayTest.class.getResourceAsStream(resource)),
                StandardCharsets.US_ASCII))) {
      return reader.lines().skip(1).map(Contact::of).toList();
    }
  }

  /**
   * Group 0 serves types 0 and 1, group 1 types 1 and 2; type 1 goes to group 0 if it has capacity.
   */
  private static AccountPolicy account(int creditDaysOfType1, int creditDaysOfType2) {
    List<Part> parts =
        new ArrayList<>(
            List.of(
                preferences(AgentPreference.LONGEST_IDLE),
                skill("type-0"),
                skill("type-1").maxWait("0s").primary("group-0", 100).secondary("group-1", 100),
                skill("type-2"),
                agent("agent-0", "type-0", "type-1").in("group-0"),
                agent("agent-1", "type-1", "type-2").in("group-1")));
    if (creditDaysOfType1 > 0) {
      parts.add(credit(24 * creditDaysOfType1 + "h", inSkill("type-1")));
      parts.add(credit(24 * creditDaysOfType2 + "h", inSkill("type-2")));
    }
    return Centre.account(parts.toArray(Part[]::new));
  }

  /** A group is one agent whose maximum changes at minutes 120 and 240. */
  private static List<Shift> shifts() {
    List<Shift> shifts = new ArrayList<>();
    Map<String, int[]> maxima = new TreeMap<>();
    maxima.put("agent-0", new int[] {12, 18, 9});
    maxima.put("agent-1", new int[] {15, 20, 11});
    long period = Duration.ofHours(2).toNanos();
    maxima.forEach(
        (agent, maximum) -> {
          for (int i = 0; i < maximum.length; i++) {
            long end = i == maximum.length - 1 ? Shift.NEVER : (i + 1) * period;
            shifts.add(new Shift(agent, i * period, end, OptionalInt.of(maximum[i])));
          }
        });
    return shifts;
  }
}
