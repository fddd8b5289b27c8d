package io.switchboard.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.account.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Violations of the structure of an account's document. */
class AccountStructureTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /colour                             | $.colour                                | name, settings, skills, agentGroups, agents
          /settings/responseTime/byDefault    | $.settings.responseTime.byDefault       | default, firstTime, urgent
          /settings/capacity/max              | $.settings.capacity.max                 | mode, maxConversations, dynamic
          /settings/offers/time               | $.settings.offers.time                  | mode, timeout, missedBeforeAway
          /settings/credits/0/skill           | $.settings.credits[0].skill             | when, credit
          /settings/credits/0/when/skill      | $.settings.credits[0].when.skill        | attributes, skills, channels, urgent, firstTime, returned, minTransfers
          /settings/skillRules/0/credit       | $.settings.skillRules[0].credit         | when, skill
          /skills/1/distribution/tiers        | $.skills[1].distribution.tiers          | enabled, mode, divertArrivals, primary, secondary
          /skills/1/distribution/primary/0/precent | $.skills[1].distribution.primary[0].precent | group, percent
          /skills/3/dynamicCapacity/weight    | $.skills[3].dynamicCapacity.weight      | activeWeight, inactiveWeight, inactiveAfter, slowReplyAfter, overdraft
          /agentGroups/0/skills               | $.agentGroups[0].skills                 | id, name
          /agents/0/groups                    | $.agents[0].groups                      | id, name, group, skills, maxConversations, enabled
          """)
  void unknownMembersAreRefused(String pointer, String path, String known) {
    String name = pointer.substring(pointer.lastIndexOf('/') + 1);

    assertThat(Example.with(pointer, "1").violations())
        .containsExactly(
            new Violation(path, "unknown member '%s'; known members: %s".formatted(name, known)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /name                                 | 5       | is 5; expected a text in quotes
          /name                                 | {}      | is an object; expected a text in quotes
          /settings                             | []      | is a list; expected an object
          /skills                               | {}      | is an object; expected a list
          /skills/2                             | "sales" | is 'sales'; expected an object
          /skills/2                             | null    | is null; expected an object
          /agents/3/enabled                     | "yes"   | is 'yes'; expected true or false
          /agents/3/enabled                     | 1       | is 1; expected true or false
          /agents/3/skills                      | "sales" | is 'sales'; expected a list
          /agents/3/skills/1                    | 7       | is 7; expected a text in quotes
          /agents/3/skills/1                    | null    | is null; expected a text in quotes
          /agents/3/maxConversations            | "3"     | is '3'; a maximum of conversations is a whole number from 0 to 1000
          /agents/3/maxConversations            | 2.5     | is 2.5; a maximum of conversations is a whole number from 0 to 1000
          /agents/3/maxConversations            | 99999999999 | is 99999999999; a maximum of conversations is a whole number from 0 to 1000
          /skills/1/distribution/primary/0/percent | "60" | is '60'; a percentage is a whole number from 1 to 100
          /skills/1/distribution/primary/0/percent | 60.5 | is 60.5; a percentage is a whole number from 1 to 100
          /skills/1/distribution/mode           | "cascade" | is 'cascade'; expected one of CASCADE, STATIC
          /settings/skillWithoutAgents          | 1       | is 1; expected one of UNASSIGNED, FALLBACK, REMAIN
          /settings/agentPreferences/0          | "BUSY"  | is 'BUSY'; expected one of HISTORY, UTILIZATION, LONGEST_IDLE, FEWEST_SKILLS
          /settings/capacity/dynamic/overdraft  | "1"     | is '1'; an overdraft is a number from 0 to 100 with at most three decimals
          /settings/credits/0/when/minTransfers | true    | is true; a number of transfers is a whole number from 0 to 1000
          /settings/credits/0/when/attributes   | "vip"   | is 'vip'; expected an object
          /settings/credits/0/when/attributes/a | 1       | is 1; expected a text or a list of texts
          /settings/credits/0/when/attributes/a | null    | is null; expected a text or a list of texts
          """)
  void valuesOfAnotherTypeAreRefused(String pointer, String value, String problem) {
    String path = "$" + pointer.replaceAll("/(\\d+)", "[$1]").replace('/', '.');

    assertThat(Example.with(pointer, value).violations())
        .containsExactly(new Violation(path, problem));
  }

  @ParameterizedTest
  @ValueSource(strings = {"90", "90 s", "P1M", "PT", "P1W", "", "PT99999999999999999999H"})
  void invalidDurationsAreRefused(String duration) {
    assertThat(Example.with("/skills/1/maxWaitTime", "\"" + duration + "\"").violations())
        .containsExactly(
            new Violation(
                "$.skills[1].maxWaitTime",
                "is '"
                    + duration
                    + "'; a waiting time is a duration from PT0S to P3650D, written like PT90S,"
                    + " PT1H30M or P7D"));
  }

  @Test
  void durationsAreStrings() {
    assertThat(Example.with("/skills/1/maxWaitTime", "90").violations())
        .extracting(Violation::problem)
        .containsExactly(
            "is 90; a waiting time is a duration from PT0S to P3650D, written in quotes like"
                + " \"PT90S\", \"PT1H30M\" or \"P7D\"");
  }

  @ParameterizedTest
  @CsvSource({
    "/skills/0/id, $.skills[0].id",
    "/agentGroups/2/id, $.agentGroups[2].id",
    "/agents/0/id, $.agents[0].id",
    "/settings/skillRules/1/skill, $.settings.skillRules[1].skill",
    "/settings/credits/1/credit, $.settings.credits[1].credit",
    "/skills/1/distribution/primary/0/group, $.skills[1].distribution.primary[0].group",
    "/skills/1/distribution/primary/0/percent, $.skills[1].distribution.primary[0].percent"
  })
  void membersWithoutADefaultAreRequired(String pointer, String path) {
    assertThat(Example.asItIs().without(pointer).violations())
        .contains(new Violation(path, "is missing; it is required"));
    assertThat(Example.with(pointer, "null").violations())
        .contains(new Violation(path, "is missing; it is required"));
  }

  @Test
  void repeatedMembersAreRefused() {
    assertThat(
            Example.violationsOf(
                """
                {"name": "a", "agents": [{"id": "x", "id": "y"}], "name": "b"}
                """))
        .containsExactly(
            new Violation("$.agents[0].id", "member 'id' is repeated; remove one of them"),
            new Violation("$.name", "member 'name' is repeated; remove one of them"));
  }

  @Test
  void violationsOfAllKindsAreReportedTogether() {
    assertThat(
            Example.with("/skills/1/distribution/primary/0/precent", "60")
                .and("/skills/1/maxWaitTime", "\"2 minutes\"")
                .and("/agents/0/maxConversations", "\"three\"")
                .and("/agents/1/group", "\"vendor-z\"")
                .and("/settings/offers/missedBeforeAway", "-1")
                .and("/skills/2/fallbackSkill", "\"sales-es\"")
                .violations())
        .extracting(Violation::path)
        .containsExactly(
            "$.skills[1].maxWaitTime",
            "$.skills[1].distribution.primary[0].precent",
            "$.agents[0].maxConversations",
            "$.settings.offers.missedBeforeAway",
            "$.agents[1].group",
            "$.skills[2].fallbackSkill");
  }

  @Test
  void thePlaceholderOfAnUnreadableValueIsNotValidated() {
    assertThat(
            Example.with("/skills/1/distribution/primary/0/percent", "\"60\"")
                .and("/settings/agentPreferences/0", "\"NONE\"")
                .and("/agents/3/id", "4")
                .violations())
        .extracting(Violation::path)
        .containsExactly(
            "$.settings.agentPreferences[0]",
            "$.skills[1].distribution.primary[0].percent",
            "$.agents[3].id");
  }

  @Test
  void referencesAreNotValidatedWhileAnIdIsUnreadable() {
    assertThat(Example.with("/skills/0/id", "7").and("/agentGroups", "7").violations())
        .extracting(Violation::path)
        .containsExactly("$.skills[0].id", "$.agentGroups");
  }

  @Test
  void atMostAThousandViolationsAreReported() {
    String document = "{\"agents\": [" + "1,".repeat(100_000) + "1]}";

    assertThat(Example.violationsOf(document))
        .hasSize(1_001)
        .endsWith(new Violation("$", "has more violations; these are the first 1000"));
  }
}
