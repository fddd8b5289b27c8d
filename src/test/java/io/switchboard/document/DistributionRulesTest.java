package io.switchboard.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.account.Violation;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules for the distribution of a skill between agent groups (routing rules, section 5). */
class DistributionRulesTest {

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 101})
  void aPercentageIsFrom1To100(int percent) {
    assertThat(primary("in-house", percent, "vendor-a", 100 - percent))
        .contains(
            new Violation(
                "$.skills[1].distribution.primary[0].percent",
                "is %d; a percentage is a whole number from 1 to 100".formatted(percent)));
  }

  @ParameterizedTest
  @CsvSource({"60, 39", "60, 41", "100, 100"})
  void percentagesOfThePrimaryTierAddUpTo100(int one, int other) {
    assertThat(primary("in-house", one, "vendor-a", other))
        .containsExactly(
            new Violation(
                "$.skills[1].distribution.primary",
                "has percentages that add up to %d; expected exactly 100".formatted(one + other)));
  }

  @Test
  void hugePercentagesDoNotAddUpTo100ByOverflow() {
    assertThat(primary("in-house", Integer.MAX_VALUE, "vendor-a", Integer.MAX_VALUE))
        .extracting(Violation::problem)
        .contains("has percentages that add up to 4294967294; expected exactly 100");
  }

  @Test
  void percentagesOfTheSecondaryTierAddUpTo100() {
    assertThat(Example.with("/skills/1/distribution/secondary/0/percent", "99").violations())
        .containsExactly(
            new Violation(
                "$.skills[1].distribution.secondary",
                "has percentages that add up to 99; expected exactly 100"));
  }

  @Test
  void thePrimaryTierIsNeverEmpty() {
    assertThat(Example.with("/skills/1/distribution/primary", "[]").violations())
        .containsExactly(
            new Violation(
                "$.skills[1].distribution.primary",
                "has no group; expected at least one, with percentages that add up to 100"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "null"})
  void theSecondaryTierMayBeEmpty(String secondary) {
    assertThat(Example.with("/skills/1/distribution/secondary", secondary).violations()).isEmpty();
  }

  @Test
  void aGroupIsInATierOnce() {
    assertThat(primary("in-house", 60, "in-house", 40))
        .containsExactly(
            new Violation(
                "$.skills[1].distribution.primary[1].group",
                "is 'in-house', which is in primary already; a group may be in one tier only,"
                    + " and once"));
  }

  @Test
  void aGroupIsInOneTierOnly() {
    assertThat(
            Example.with("/skills/1/distribution/secondary/0/group", "\"vendor-a\"").violations())
        .containsExactly(
            new Violation(
                "$.skills[1].distribution.secondary[0].group",
                "is 'vendor-a', which is in primary already; a group may be in one tier only,"
                    + " and once"));
  }

  @Test
  void theAccountHasAtLeastTwoGroups() {
    String document =
        """
        {"agentGroups": [{"id": "one"}],
         "skills": [{"id": "s", "distribution": {"primary": [{"group": "one", "percent": 100}]}}]}
        """;

    assertThat(Example.violationsOf(document))
        .containsExactly(
            new Violation(
                "$.skills[0].distribution",
                "distributes between agent groups, but the account has 1; expected at"
                    + " least 2"));
  }

  @Test
  void aDisabledDistributionHasTheSameRules() {
    assertThat(
            Example.with("/skills/1/distribution/enabled", "false")
                .and("/skills/1/distribution/primary/0/percent", "50")
                .violations())
        .extracting(Violation::path)
        .containsExactly("$.skills[1].distribution.primary");
  }

  @Test
  void aTierHasAtMost100Groups() {
    Example example = Example.with("/skills/1/distribution/primary", "[]");
    IntStream.range(0, 101)
        .forEach(
            i ->
                example
                    .and("/agentGroups/-", "{\"id\": \"g" + i + "\"}")
                    .and(
                        "/skills/1/distribution/primary/-",
                        "{\"group\": \"g" + i + "\", \"percent\": 1}"));

    assertThat(example.violations())
        .extracting(Violation::problem)
        .contains("has 101 entries; the maximum is 100");
  }

  private static List<Violation> primary(String group, int percent, String other, int rest) {
    return Example.with(
            "/skills/1/distribution/primary",
            """
            [{"group": "%s", "percent": %d}, {"group": "%s", "percent": %d}]
            """
                .formatted(group, percent, other, rest))
        .violations();
  }
}
