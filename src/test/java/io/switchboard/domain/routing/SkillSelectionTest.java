package io.switchboard.domain.routing;

import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.attribute;
import static io.switchboard.domain.Centre.attributes;
import static io.switchboard.domain.Centre.conversation;
import static io.switchboard.domain.Centre.defaultSkill;
import static io.switchboard.domain.Centre.rule;
import static io.switchboard.domain.Centre.urgent;
import static io.switchboard.domain.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.Part;
import io.switchboard.domain.Scenario;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Selection of the skill (routing rules, section 2). */
class SkillSelectionTest {
  private static final Part ANN = agent("ann", "sales", "support", "vip");

  @Test
  void theSkillOfTheRequestGoesBeforeEachRule() {
    Scenario day = given(ANN, rule("support", attribute("personal.language", "es")));

    day.arrive(conversation("c1").forSkill("sales").with("personal.language", "es"));

    assertThat(day.skillOf("c1")).isEqualTo("sales");
  }

  @Test
  void aRuleGoesBeforeTheDefaultSkill() {
    Scenario day =
        given(ANN, defaultSkill("sales"), rule("support", attribute("personal.language", "es")));

    day.arrive(conversation("c1").with("personal.language", "es"));

    assertThat(day.skillOf("c1")).isEqualTo("support");
  }

  @Test
  @Tag("S107")
  void aConversationWithoutAMatchingRuleGoesToTheDefaultSkill() {
    Scenario day =
        given(ANN, defaultSkill("sales"), rule("support", attribute("personal.language", "es")));

    day.arrive(conversation("c1").with("personal.language", "fr"));

    assertThat(day.skillOf("c1")).isEqualTo("sales");
  }

  @Test
  void withoutADefaultSkillAConversationIsForTheMostSuitableOfAllAgents() {
    Scenario day = given(agent("ann", "sales").max(3), agent("bob", "support"));
    day.online("ann").arrive("sales", "s1").online("bob");

    day.arrive(conversation("c1"));

    assertThat(day.skillOf("c1")).isEqualTo("-1");
    assertThat(day.holderOf("c1")).isEqualTo("bob");
  }

  @Test
  void theFirstMatchingRuleWins() {
    Scenario day =
        given(
            ANN,
            rule("vip", attribute("ctmrinfo.ctype", "vip")),
            rule("support", attribute("personal.language", "es")),
            rule("sales", attribute("personal.language", "es")));

    day.arrive(conversation("c1").with("personal.language", "es"));

    assertThat(day.skillOf("c1")).isEqualTo("support");
  }

  @Test
  @Tag("S085")
  void allConditionsOfARuleMustMatch() {
    Scenario day =
        given(
            ANN,
            defaultSkill("sales"),
            rule(
                "vip",
                attributes(
                    Map.of("ctmrinfo.ctype", List.of("vip"), "personal.language", List.of("es")))));

    day.arrive(conversation("c1").with("ctmrinfo.ctype", "vip"));
    day.arrive(conversation("c2").with("ctmrinfo.ctype", "vip").with("personal.language", "es"));

    assertThat(day.skillOf("c1")).isEqualTo("sales");
    assertThat(day.skillOf("c2")).isEqualTo("vip");
  }

  @Test
  void oneOfTheListedValuesOfARuleSuffices() {
    Scenario day = given(ANN, rule("vip", attribute("ctmrinfo.companyBranch", "north", "south")));

    day.arrive(conversation("c1").with("ctmrinfo.companyBranch", "south"));

    assertThat(day.skillOf("c1")).isEqualTo("vip");
  }

  @Test
  void theCustomerTypeIsComparedWithoutCase() {
    Scenario day = given(ANN, rule("vip", attribute("ctmrinfo.ctype", "Vip")));

    day.arrive(conversation("c1").with("ctmrinfo.ctype", "vIP"));

    assertThat(day.skillOf("c1")).isEqualTo("vip");
  }

  @Test
  void eachOtherAttributeIsComparedExactly() {
    Scenario day = given(ANN, defaultSkill("sales"), rule("vip", attribute("tier", "Gold")));

    day.arrive(conversation("c1").with("tier", "gold"));

    assertThat(day.skillOf("c1")).isEqualTo("sales");
  }

  @Tag("S064")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ctmrinfo.ctype",
        "ctmrinfo.companyBranch",
        "personal.gender",
        "personal.language",
        "location"
      })
  void aRuleMayRequireAnyAttribute(String name) {
    Scenario day = given(ANN, defaultSkill("sales"), rule("support", attribute(name, "x")));

    day.arrive(conversation("c1").with(name, "x"));

    assertThat(day.skillOf("c1")).isEqualTo("support");
  }

  @Test
  void aRuleMayRequireMoreThanAttributes() {
    Scenario day = given(ANN, defaultSkill("sales"), rule("vip", urgent()));

    day.arrive(conversation("c1").urgently());

    assertThat(day.skillOf("c1")).isEqualTo("vip");
  }
}
