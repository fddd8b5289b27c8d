package io.switchboard.simulation.trace;

import static io.switchboard.simulation.trace.TestFiles.file;
import static io.switchboard.simulation.trace.TestFiles.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.account.Account;
import io.switchboard.simulation.trace.TrafficProfile.Consumers;
import io.switchboard.simulation.trace.TrafficProfile.Stream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrafficProfileFileTest {
  private static final Account ACCOUNT = TestFiles.account(List.of("sales"), List.of());
  private static final String RATES = Collections.nCopies(24, "1").toString();
  private static final String STREAM = "{\"perHour\": " + RATES + ", \"handlingMean\": \"PT5M\"}";

  @TempDir private Path folder;

  @Test
  void every_member_is_read() {
    TrafficProfile profile =
        read(
            """
            {
              "days": 2,
              "consumers": {"regulars": 600, "regularPercent": 45.5},
              "attributes": {"ctmrinfo.ctype": {"vip": 8, "gold": 15}},
              "streams": [
                {
                  "skill": "sales",
                  "perHour": %s,
                  "handlingMean": "PT7M",
                  "handlingSpread": 0.7,
                  "patienceMean": "PT8M",
                  "urgentPercent": 2
                }
              ]
            }
            """
                .formatted(RATES));

    assertThat(profile)
        .isEqualTo(
            new TrafficProfile(
                2,
                Optional.of(new Consumers(600, 45.5)),
                Map.of("ctmrinfo.ctype", Map.of("vip", 8.0, "gold", 15.0)),
                List.of(
                    new Stream(
                        Optional.of("sales"),
                        Collections.nCopies(24, 1.0),
                        Duration.ofMinutes(7),
                        0.7,
                        Optional.of(Duration.ofMinutes(8)),
                        2))));
  }

  @Test
  void what_may_be_absent_is_nobody_known_nothing_urgent_and_endless_patience() {
    assertThat(read("{\"days\": 1, \"streams\": [" + STREAM + "]}"))
        .isEqualTo(
            new TrafficProfile(
                1,
                Optional.empty(),
                Map.of(),
                List.of(
                    new Stream(
                        Optional.empty(),
                        Collections.nCopies(24, 1.0),
                        Duration.ofMinutes(5),
                        0.5,
                        Optional.empty(),
                        0))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'days': 0|$.days: 0; expected a whole number from 1 to 366",
        "'days': 1.5|$.days: 1.5; expected a whole number from 1 to 366",
        "'days': 'one'|$.days: one; expected a whole number from 1 to 366",
        "'days': null|$.days: missing; expected a value",
        "'days': 1, 'day': 1|$.day: unknown;"
            + " expected only days, streams, consumers, attributes",
        "'days': 1, 'consumers': 5|$.consumers: not an object; expected an object",
        "'days': 1, 'consumers': {'regulars': 5, 'regularPercent': 101}"
            + "|$.consumers.regularPercent: 101; expected a number from 0 to 100",
        "'days': 1, 'consumers': {'regulars': 0, 'regularPercent': 1}"
            + "|$.consumers.regulars: 0; expected a whole number from 1 to 1000000",
        "'days': 1, 'attributes': {'a.b': {'x': 60, 'y': 60}}"
            + "|$.attributes['a.b']: percentages add up to 120.0; expected at most 100",
        "'days': 1, 'attributes': {'a.b': {'x y': -1}}"
            + "|$.attributes['a.b']['x y']: -1; expected a number from 0 to 100",
      })
  void a_member_that_is_not_right_is_refused_with_its_path(String members, String problem) {
    String document = "{" + members.replace('\'', '"') + ", \"streams\": [" + STREAM + "]}";

    assertThat(refusal(document)).containsExactly("profile.json: " + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'skill': 'Sales'|.skill: Sales; expected a skill of the account",
        "'handlingSpread': 6|.handlingSpread: 6; expected a number from 0 to 5",
        "'patienceMean': 60|.patienceMean: 60; expected a duration from PT1S to PT168H",
        "'patienceMean': 'PT0S'|.patienceMean: PT0S; expected a duration from PT1S to PT168H",
        "'patienceMean': '8 min'|.patienceMean: \"8 min\"; expected a duration from PT1S to PT168H",
        "'urgentPercent': 1e400|.urgentPercent: 1E+400; expected a number from 0 to 100",
      })
  void a_stream_that_is_not_right_is_refused_with_its_path(String member, String problem) {
    String second = STREAM.replace("{", "{" + member.replace('\'', '"') + ", ");

    assertThat(refusal("{\"days\": 1, \"streams\": [" + STREAM + ", " + second + "]}"))
        .containsExactly("profile.json: $.streams[1]" + problem);
  }

  @Test
  void a_day_has_24_rates_none_of_which_is_negative() {
    assertThat(
            refusal(
                "{\"days\": 1, \"streams\": [{\"perHour\": [1, -1], \"handlingMean\": \"PT5M\"}]}"))
        .containsExactly(
            "profile.json: $.streams[0].perHour: number of elements is 2; expected 24",
            "profile.json: $.streams[0].perHour[1]: -1; expected a number from 0 to 100000");
  }

  @Test
  void more_arrivals_than_anybody_can_use_are_refused() {
    String busy = STREAM.replace(RATES, Collections.nCopies(24, "100000").toString());

    assertThat(refusal("{\"days\": 3, \"streams\": [" + busy + "]}"))
        .containsExactly(
            "profile.json: $: 7200000 arrivals are to be expected; expected at most 5000000");
  }

  @Test
  void what_is_not_json_is_refused_with_its_line() {
    assertThat(refusal("{\n  \"days\": 1,\n  \"days\": 2\n}"))
        .singleElement()
        .asString()
        .startsWith("profile.json:3: character ")
        .endsWith("not JSON: Duplicate field 'days'; expected a JSON document");
  }

  @Test
  void text_after_the_document_is_refused() {
    assertThat(refusal("{} {}")).singleElement().asString().startsWith("profile.json:1: ");
  }

  @Test
  void what_is_no_object_is_refused() {
    assertThat(refusal("[]")).containsExactly("profile.json: $: not an object; expected an object");
    assertThat(refusal("")).containsExactly("profile.json: empty; expected a JSON document");
  }

  private TrafficProfile read(String document) {
    return TrafficProfileFile.read(file(folder, "profile.json", document), ACCOUNT);
  }

  private List<String> refusal(String document) {
    return problems(folder, () -> read(document));
  }
}
