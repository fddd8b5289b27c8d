package io.switchboard.document;

import static io.switchboard.document.Example.quoted;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.account.Violation;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules for values; each violation is one change of the example that breaks only that rule. */
class AccountRulesTest {

  @Test
  void theExampleHasNoViolations() {
    assertThat(Example.asItIs().violations()).isEmpty();
  }

  @Nested
  class Numbers {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            /settings/capacity/maxConversations           | a maximum of conversations | 0 | 1000
            /agents/0/maxConversations                    | a maximum of conversations | 0 | 1000
            /settings/offers/missedBeforeAway             | a number of missed offers  | 0 | 100
            /settings/credits/0/when/minTransfers         | a number of transfers      | 0 | 1000
            """)
    void wholeNumbersAreWithinTheirRange(String pointer, String subject, int least, int most) {
      String rule = "%s is a whole number from %d to %d".formatted(subject, least, most);
      String path = path(pointer);

      assertThat(Example.with(pointer, "" + least).violations()).isEmpty();
      assertThat(Example.with(pointer, "" + most).violations()).isEmpty();
      assertThat(Example.with(pointer, "" + (least - 1)).violations())
          .containsExactly(new Violation(path, "is %d; %s".formatted(least - 1, rule)));
      assertThat(Example.with(pointer, "" + (most + 1)).violations())
          .containsExactly(new Violation(path, "is %d; %s".formatted(most + 1, rule)));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            activeWeight   | 0       | an active weight    | 0.001
            activeWeight   | 100.001 | an active weight    | 0.001
            activeWeight   | 1.0001  | an active weight    | 0.001
            inactiveWeight | -0.1    | an inactive weight  | 0
            inactiveWeight | 0.0001  | an inactive weight  | 0
            overdraft      | -1      | an overdraft        | 0
            overdraft      | 101     | an overdraft        | 0
            overdraft      | 1E+9    | an overdraft        | 0
            """)
    void weightsAreWithinTheirRangeAndHaveThreeDecimals(
        String name, String value, String subject, String least) {
      assertThat(
              Example.with("/settings/capacity/dynamic/inactiveWeight", "0")
                  .and("/settings/capacity/dynamic/" + name, value)
                  .violations())
          .contains(
              new Violation(
                  "$.settings.capacity.dynamic." + name,
                  "is %s; %s is a number from %s to 100 with at most three decimals"
                      .formatted(value, subject, least)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.100", "0.1000", "1", "1.0", "0"})
    void weightsMayEndInZeros(String value) {
      assertThat(Example.with("/settings/capacity/dynamic/overdraft", value).violations())
          .isEmpty();
    }

    @Test
    void anInactiveWeightIsAtMostTheActiveWeight() {
      assertThat(Example.with("/settings/capacity/dynamic/inactiveWeight", "1.001").violations())
          .containsExactly(
              new Violation(
                  "$.settings.capacity.dynamic.inactiveWeight",
                  "gives an inactive conversation the weight 1.001 and an active one 1.0; the inactive"
                      + " one must not be larger"));
    }

    @Test
    void theWeightsOfASkillAreComparedWithTheInheritedOnes() {
      assertThat(Example.with("/skills/3/dynamicCapacity/activeWeight", "0.05").violations())
          .containsExactly(
              new Violation(
                  "$.skills[3].dynamicCapacity.activeWeight",
                  "gives an inactive conversation the weight 0.1 and an active one 0.05; the inactive"
                      + " one must not be larger"));
    }
  }

  @Nested
  class Durations {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            /settings/responseTime/default            | a response time          | PT0S | P3650D
            /settings/responseTime/firstTime          | a response time          | PT0S | P3650D
            /settings/responseTime/urgent             | a response time          | PT0S | P3650D
            /settings/transferToAgentMaxWait          | a waiting time           | PT0S | P3650D
            /settings/returnWhenOffline               | a waiting time           | PT0S | P3650D
            /settings/autoClose                       | a silence before closing | PT1S | P3650D
            /settings/retention/closedConversations   | a retention time         | PT1H | P3650D
            /settings/offers/timeout                  | an offer's timeout       | PT1S | PT1H
            /settings/capacity/dynamic/inactiveAfter  | a waiting time           | PT0S | P3650D
            /settings/capacity/dynamic/slowReplyAfter | a waiting time           | PT0S | P3650D
            /skills/1/responseTime/urgent             | a response time          | PT0S | P3650D
            /skills/1/maxWaitTime                     | a waiting time           | PT0S | P3650D
            /skills/3/transferToAgentMaxWait          | a waiting time           | PT0S | P3650D
            /skills/3/autoClose                       | a silence before closing | PT1S | P3650D
            /skills/3/dynamicCapacity/inactiveAfter   | a waiting time           | PT0S | P3650D
            """)
    void durationsAreWithinTheirRange(String pointer, String subject, String least, String most) {
      String rule = "%s is a duration from %s to %s".formatted(subject, least, most);
      String below = Map.of("PT0S", "PT-0.001S", "PT1S", "PT0.999S", "PT1H", "PT59M").get(least);
      String above = most.equals("PT1H") ? "PT3600.001S" : "PT315360000.001S";
      String path = path(pointer);

      assertThat(Example.with(pointer, quoted(least)).violations()).isEmpty();
      assertThat(Example.with(pointer, quoted(most)).violations()).isEmpty();
      assertThat(Example.with(pointer, quoted(below)).violations())
          .containsExactly(new Violation(path, "is %s; %s".formatted(below, rule)));
      assertThat(Example.with(pointer, quoted(above)).violations())
          .containsExactly(new Violation(path, "is %s; %s".formatted(above, rule)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "P3651D"})
    void creditsArePositive(String credit) {
      assertThat(Example.with("/settings/credits/1/credit", quoted(credit)).violations())
          .containsExactly(
              new Violation(
                  "$.settings.credits[1].credit",
                  "is %s; a credit is a duration longer than PT0S and at most P3650D"
                      .formatted(credit)));
    }
  }

  @Nested
  class Lengths {
    @ParameterizedTest
    @CsvSource({
      "/name, 200",
      "/skills/0/name, 200",
      "/agentGroups/0/name, 200",
      "/agents/0/name, 200",
      "/settings/skillRules/1/when/attributes/personal.language, 256"
    })
    void textsAreBounded(String pointer, int most) {
      assertThat(Example.with(pointer, quoted("x".repeat(most))).violations()).isEmpty();
      assertThat(Example.with(pointer, quoted("x".repeat(most + 1))).violations())
          .containsExactly(
              new Violation(
                  path(pointer), "has %d characters; the maximum is %d".formatted(most + 1, most)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\\nlines", "\\u0000", "half \\ud83d"})
    void textsArePrintable(String name) {
      assertThat(Example.violationsOf("{\"name\": \"" + name + "\"}"))
          .singleElement()
          .satisfies(
              violation -> {
                assertThat(violation.path()).isEqualTo("$.name");
                assertThat(violation.problem()).contains("\uFFFD", "expected printable text");
              });
    }

    @ParameterizedTest
    @CsvSource({
      "/settings/credits, 1000, {\"credit\":\"PT1S\"}",
      "/settings/skillRules, 1000, {\"skill\":\"-1\"}",
      "/skills, 1000, {\"id\":\"s%d\"}",
      "/agentGroups, 1000, {\"id\":\"g%d\"}",
      "/agents, 1000, {\"id\":\"a%d\"}"
    })
    void listsAreBounded(String pointer, int most, String element) {
      String name = pointer.substring(pointer.lastIndexOf('/') + 1);
      String list =
          IntStream.rangeClosed(0, most).mapToObj(element::formatted).collect(joining(","));
      String member = "\"" + name + "\":[" + list + "]";
      String document =
          pointer.startsWith("/settings/") ? "{\"settings\":{" + member + "}}" : "{" + member + "}";

      assertThat(Example.violationsOf(document))
          .containsExactly(
              new Violation(
                  path(pointer), "has %d entries; the maximum is %d".formatted(most + 1, most)));
    }

    @Test
    void theSkillsOfAllAgentsTogetherAreBounded() {
      String skills =
          IntStream.range(0, 100).mapToObj(i -> "{\"id\":\"s" + i + "\"}").collect(joining(","));
      String all = IntStream.range(0, 100).mapToObj(i -> quoted("s" + i)).collect(joining(","));
      String agents =
          IntStream.rangeClosed(0, 200)
              .mapToObj(i -> "{\"id\":\"a%d\",\"skills\":[%s]}".formatted(i, all))
              .collect(joining(","));

      assertThat(
              Example.violationsOf("{\"skills\":[%s],\"agents\":[%s]}".formatted(skills, agents)))
          .containsExactly(
              new Violation("$.agents", "have 20100 skills in total;" + " the maximum is 20000"));
    }

    @ParameterizedTest
    @CsvSource({
      "/settings/credits/0/when/attributes/ctmrinfo.ctype, 1000",
      "/settings/credits/0/when/channels, 100"
    })
    void listsOfTextAreBounded(String pointer, int most) {
      String list =
          IntStream.rangeClosed(0, most).mapToObj(i -> quoted("x" + i)).collect(joining(","));

      assertThat(Example.with(pointer, "[" + list + "]").violations())
          .containsExactly(
              new Violation(
                  path(pointer), "has %d entries; the maximum is %d".formatted(most + 1, most)));
    }
  }

  @Nested
  class Conditions {
    @Test
    void aConditionWithoutMembersIsAllowedAndAlwaysTrue() {
      assertThat(Example.with("/settings/skillRules/0/when", "{}").violations()).isEmpty();
    }

    @Test
    void aConditionWithAnEmptyListOfValuesIsRefused() {
      assertThat(
              Example.with("/settings/skillRules/1/when/attributes/personal.language", "[]")
                  .violations())
          .containsExactly(
              new Violation(
                  "$.settings.skillRules[1].when.attributes['personal.language']",
                  "has no value, so the rule would never apply; give a value, or omit the attribute"));
    }

    @Test
    void aConditionMayRequireAnEmptyValue() {
      assertThat(
              Example.with("/settings/skillRules/1/when/attributes/personal.language", "\"\"")
                  .violations())
          .isEmpty();
    }

    @Test
    void aConditionOnAnAttributeWithoutANameIsRefused() {
      assertThat(Example.with("/settings/skillRules/1/when/attributes/", "\"x\"").violations())
          .containsExactly(
              new Violation(
                  "$.settings.skillRules[1].when.attributes['']",
                  "has 0 characters; the minimum is 1"));
    }
  }

  @Test
  void atLeastOnePreferenceIsNeeded() {
    assertThat(Example.with("/settings/agentPreferences", "[]").violations())
        .containsExactly(
            new Violation(
                "$.settings.agentPreferences",
                "is empty; give at least one preference, or omit the member"));
  }

  /** The JSON path of a pointer, as violations write it. */
  private static String path(String pointer) {
    return "$"
        + pointer
            .substring(1)
            .replaceAll("^|/(?=[a-zA-Z])", ".")
            .replaceAll("/(\\d+)", "[$1]")
            .replaceAll("\\.(personal\\.language|ctmrinfo\\.ctype)", "['$1']");
  }
}
