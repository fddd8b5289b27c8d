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
  void allMembersAreRead() {
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
  void absentMembersMeanNoKnownConsumerNoUrgencyAndUnboundedPatience() {
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
        "'days': 0|$.days: is 0; a number of days is a whole number from 1 to 366",
        "'days': 1.5|$.days: is 1.5; a number of days is a whole number from 1 to 366",
        "'days': 'one'|$.days: is 'one'; a number of days is a whole number from 1 to 366",
        "'days': null|$.days: is missing; it is required",
        "'days': 1, 'day': 1|$.day: unknown member 'day';"
            + " known members: days, consumers, attributes, streams",
        "'days': 1, 'consumers': 5|$.consumers: is 5; expected an object",
        "'days': 1, 'consumers': {'regulars': 5, 'regularPercent': 101}"
            + "|$.consumers.regularPercent: is 101; a percentage is a number from 0 to 100",
        "'days': 1, 'consumers': {'regulars': 0, 'regularPercent': 1}"
            + "|$.consumers.regulars: is 0;"
            + " a number of regulars is a whole number from 1 to 1000000",
        "'days': 1, 'attributes': {'a.b': {'x': 60, 'y': 60}}"
            + "|$.attributes['a.b']: has percentages that add up to 120.0; expected at most 100",
        "'days': 1, 'attributes': {'a.b': {'x y': -1}}"
            + "|$.attributes['a.b']['x y']: is -1; a percentage is a number from 0 to 100",
      })
  void anInvalidMemberIsRefusedWithItsPath(String members, String problem) {
    String document = "{" + members.replace('\'', '"') + ", \"streams\": [" + STREAM + "]}";

    assertThat(refusal(document)).containsExactly("profile.json: " + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'skill': 'Sales'|.skill: is 'Sales'; expected a skill of the account",
        "'handlingSpread': 6|.handlingSpread: is 6; a spread is a number from 0 to 5",
        "'patienceMean': 60|.patienceMean: is 60; a mean is a duration from PT1S to P7D,"
            + " written in quotes like \"PT90S\", \"PT1H30M\" or \"P7D\"",
        "'patienceMean': 'PT0S'"
            + "|.patienceMean: is 'PT0S'; a mean is a duration from PT1S to P7D",
        "'patienceMean': '8 min'|.patienceMean: is '8 min';"
            + " a mean is a duration from PT1S to P7D, written like PT90S, PT1H30M or P7D",
        "'urgentPercent': 1e400|.urgentPercent: is 1E+400; a percentage is a number from 0 to 100",
      })
  void anInvalidStreamIsRefusedWithItsPath(String member, String problem) {
    String second = STREAM.replace("{", "{" + member.replace('\'', '"') + ", ");

    assertThat(refusal("{\"days\": 1, \"streams\": [" + STREAM + ", " + second + "]}"))
        .containsExactly("profile.json: $.streams[1]" + problem);
  }

  @Test
  void aDayHas24RatesWithoutNegativeOnes() {
    assertThat(
            refusal(
                "{\"days\": 1, \"streams\": [{\"perHour\": [1, -1], \"handlingMean\": \"PT5M\"}]}"))
        .containsExactly(
            "profile.json: $.streams[0].perHour[1]: is -1; a rate is a number from 0 to 100000",
            "profile.json: $.streams[0].perHour: has 2 entries; a day has 24 rates");
  }

  @Test
  void anExcessiveNumberOfArrivalsIsRefused() {
    String busy = STREAM.replace(RATES, Collections.nCopies(24, "100000").toString());

    assertThat(refusal("{\"days\": 3, \"streams\": [" + busy + "]}"))
        .containsExactly(
            "profile.json: 7200000 arrivals are to be expected; the maximum is 5000000");
  }

  @Test
  void aRepeatedMemberIsRefused() {
    assertThat(refusal("{\"days\": 1, \"days\": 2, \"streams\": [" + STREAM + "]}"))
        .containsExactly("profile.json: $.days: member 'days' is repeated; remove one of them");
  }

  @Test
  void aSyntaxErrorIsRefusedWithItsLine() {
    assertThat(refusal("{\n  \"days\": 1,\n  days: 2\n}"))
        .singleElement()
        .asString()
        .startsWith("profile.json: $: is not JSON at line 3, column ");
  }

  @Test
  void textAfterTheDocumentIsRefused() {
    assertThat(refusal("{} {}"))
        .containsExactly("profile.json: $: continues after its end at line 1, column 4");
  }

  @Test
  void aDocumentThatIsNoObjectIsRefused() {
    assertThat(refusal("[]")).containsExactly("profile.json: $: is a list; expected an object");
    assertThat(refusal("")).containsExactly("profile.json: $: is empty; expected a JSON object");
  }

  private TrafficProfile read(String document) {
    return TrafficProfileFile.read(file(folder, "profile.json", document), ACCOUNT);
  }

  private List<String> refusal(String document) {
    return problems(folder, () -> read(document));
  }
}
