package io.switchboard.document;

import static io.switchboard.document.Example.quoted;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.account.Violation;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules for ids and references. */
class ReferenceRulesTest {

  @Nested
  class Ids {
    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "ä", "a/b", "'", ".", ".."})
    void idsHaveNoOtherCharactersAndAreNoDotSegments(String id) {
      assertThat(Example.with("/agents/3/id", quoted(id)).violations())
          .containsExactly(
              new Violation(
                  "$.agents[3].id",
                  "is '"
                      + id
                      + "'; an id is 1 to 64 of the characters A-Z, a-z, 0-9, dot, underscore and"
                      + " hyphen, but not . or .."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "-1", "A.b_c-9", "...", ".a", "a."})
    void idsMayHaveLettersDigitsDotsUnderscoresAndHyphens(String id) {
      assertThat(Example.with("/agents/3/id", quoted(id)).violations()).isEmpty();
    }

    @Test
    void idsHaveAtMost64Characters() {
      assertThat(Example.with("/agents/3/id", quoted("x".repeat(64))).violations()).isEmpty();
      assertThat(Example.with("/agents/3/id", quoted("x".repeat(65))).violations())
          .extracting(Violation::path)
          .containsExactly("$.agents[3].id");
    }

    @Test
    void noSkillHasTheIdOfTheUnassignedSkill() {
      assertThat(Example.with("/skills/-", "{\"id\": \"-1\"}").violations())
          .containsExactly(
              new Violation("$.skills[4].id", "is '-1', which is reserved; choose another id"));
    }

    @ParameterizedTest
    @CsvSource({
      "/skills/-, sales, $.skills[4].id, skill",
      "/agentGroups/-, vendor-a, $.agentGroups[3].id, agent group",
      "/agents/-, ann, $.agents[4].id, agent"
    })
    void idsAreUnique(String pointer, String id, String path, String noun) {
      assertThat(Example.with(pointer, "{\"id\": \"" + id + "\"}").violations())
          .containsExactly(
              new Violation(
                  path,
                  "is '%s', which another %s has already; ids are unique".formatted(id, noun)));
    }
  }

  @Nested
  class References {
    private static final String KNOWN_SKILLS =
        "no skill has the id 'vip-fr'; known: general, sales, sales-es, vip-es";

    @ParameterizedTest
    @CsvSource({
      "/settings/defaultSkill, $.settings.defaultSkill",
      "/settings/fallbackSkill, $.settings.fallbackSkill",
      "/settings/skillRules/1/skill, $.settings.skillRules[1].skill",
      "/skills/3/fallbackSkill, $.skills[3].fallbackSkill",
      "/skills/1/transferTo/1, $.skills[1].transferTo[1]",
      "/agents/0/skills/1, $.agents[0].skills[1]"
    })
    void referencesToMissingSkillsAreRefused(String pointer, String path) {
      assertThat(Example.with(pointer, quoted("vip-fr")).violations())
          .containsExactly(new Violation(path, KNOWN_SKILLS));
    }

    @ParameterizedTest
    @CsvSource({
      "/settings/credits/0/when/skills, $.settings.credits[0].when.skills[1]",
      "/settings/skillRules/0/when/skills, $.settings.skillRules[0].when.skills[1]"
    })
    void referencesOfConditionsToMissingSkillsAreRefused(String pointer, String path) {
      assertThat(Example.with(pointer, "[\"sales\", \"vip-fr\"]").violations())
          .containsExactly(new Violation(path, KNOWN_SKILLS));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/settings/defaultSkill",
          "/settings/fallbackSkill",
          "/settings/skillRules/1/skill",
          "/skills/3/fallbackSkill",
          "/skills/1/transferTo/1"
        })
    void referencesMayNameTheUnassignedSkill(String pointer) {
      assertThat(Example.with(pointer, quoted("-1")).violations()).isEmpty();
    }

    @Test
    void referencesOfConditionsMayNameTheUnassignedSkill() {
      assertThat(Example.with("/settings/credits/0/when/skills", "[\"-1\"]").violations())
          .isEmpty();
    }

    @Test
    void referencesOfAgentsNeverNameTheUnassignedSkill() {
      assertThat(Example.with("/agents/0/skills/1", quoted("-1")).violations())
          .containsExactly(
              new Violation(
                  "$.agents[0].skills[1]", "is '-1', which every agent serves already; omit it"));
    }

    @ParameterizedTest
    @CsvSource({
      "/agents/0/group, $.agents[0].group",
      "/skills/1/distribution/primary/1/group, $.skills[1].distribution.primary[1].group",
      "/skills/1/distribution/secondary/0/group, $.skills[1].distribution.secondary[0].group"
    })
    void referencesToMissingAgentGroupsAreRefused(String pointer, String path) {
      assertThat(Example.with(pointer, quoted("vendor-c")).violations())
          .containsExactly(
              new Violation(
                  path,
                  "no agent group has the id 'vendor-c'; known: in-house, vendor-a, vendor-b"));
    }

    @Test
    void aViolationCountsTheKnownIdsThatItOmits() {
      String seven =
          IntStream.range(0, 7).mapToObj(i -> "{\"id\": \"s" + i + "\"}").collect(joining(","));
      assertThat(
              Example.violationsOf(
                  "{\"skills\": [" + seven + "], \"settings\": {\"defaultSkill\": \"x\"}}"))
          .extracting(Violation::problem)
          .containsExactly("no skill has the id 'x'; known: s0, s1, s2, s3, s4 and 2 more");
    }

    @Test
    void aViolationStatesTheAbsenceOfKnownIds() {
      assertThat(Example.violationsOf("{\"settings\": {\"defaultSkill\": \"x\"}}"))
          .extracting(Violation::problem)
          .containsExactly("no skill has the id 'x'; the account has none");
    }

    @ParameterizedTest
    @CsvSource({
      "/agents/0/skills/1, general, $.agents[0].skills[1]",
      "/skills/1/transferTo/1, general, $.skills[1].transferTo[1]",
      "/settings/agentPreferences/2, HISTORY, $.settings.agentPreferences[2]",
      "/settings/credits/0/when/attributes/ctmrinfo.ctype/1, vip,"
          + " $.settings.credits[0].when.attributes['ctmrinfo.ctype'][1]"
    })
    void referencesAreNotRepeatedInAList(String pointer, String value, String path) {
      assertThat(Example.with(pointer, quoted(value)).violations())
          .containsExactly(new Violation(path, "repeats '%s'; remove it".formatted(value)));
    }
  }
}
