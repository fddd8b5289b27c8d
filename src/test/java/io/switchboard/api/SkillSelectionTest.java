package io.switchboard.api;

import static io.switchboard.api.LiveCentre.NOBODY;
import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.attribute;
import static io.switchboard.domain.Centre.attributes;
import static io.switchboard.domain.Centre.conversation;
import static io.switchboard.domain.Centre.defaultSkill;
import static io.switchboard.domain.Centre.fallbackSkill;
import static io.switchboard.domain.Centre.rule;
import static io.switchboard.domain.Centre.skill;
import static io.switchboard.domain.Centre.skillsWithoutAgents;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.account.SkillWithoutAgents;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Routing rules, section 2: skill selection and fallback. */
@Tag("slow")
class SkillSelectionTest {
  @RegisterExtension static final RunningNode NODE = new RunningNode();

  // --- skill selection ---

  @Test
  void theSkillOfTheRequestWins() {
    LiveCentre centre =
        NODE.given(agent("ann", "sales", "vip"), rule("vip", attribute("ctmrinfo.ctype", "vip")));

    centre.arrive(conversation("c1").forSkill("sales").with("ctmrinfo.ctype", "vip"));

    assertThat(centre.skillOf("c1")).isEqualTo("sales");
  }

  @Test
  void theFirstRuleWithAllConditionsMatchingWins() {
    LiveCentre centre =
        NODE.given(
            agent("ann", "vip-es", "es", "vip"),
            rule(
                "vip-es",
                attributes(
                    Map.of("ctmrinfo.ctype", List.of("vip"), "personal.language", List.of("es")))),
            rule("es", attribute("personal.language", "es")),
            rule("vip", attribute("ctmrinfo.ctype", "vip", "gold")));

    centre.arrive(
        conversation("both").with("personal.language", "es").with("ctmrinfo.ctype", "VIP"));
    centre.arrive(conversation("spanish").with("personal.language", "es"));
    centre.arrive(conversation("gold").with("ctmrinfo.ctype", "Gold"));

    assertThat(centre.skillOf("both")).isEqualTo("vip-es");
    assertThat(centre.skillOf("spanish")).isEqualTo("es");
    assertThat(centre.skillOf("gold")).isEqualTo("vip");
  }

  @Test
  void withoutAMatchingRuleTheDefaultSkillIsChosen() {
    LiveCentre centre =
        NODE.given(
            agent("ann", "general", "vip"),
            defaultSkill("general"),
            rule("vip", attribute("personal.gender", "f")));

    centre.arrive(conversation("c1").with("personal.gender", "m"));

    assertThat(centre.skillOf("c1")).isEqualTo("general");
  }

  @Test
  void withoutADefaultSkillAConversationIsForTheMostSuitableOfAllAgents() {
    LiveCentre centre = NODE.given(agent("ann", "sales"), agent("bob", "care").max(2));
    centre.online("ann", "bob").arrive("sales", "busy");

    centre.arrive(conversation("c1"));

    assertThat(centre.skillOf("c1")).isEqualTo("-1");
    assertThat(centre.ringsAt("c1")).isEqualTo("bob");
  }

  // --- skills without agents ---

  @Test
  void aSkillWithoutAgentsIsServedByAllAgents() {
    LiveCentre centre = NODE.given(skill("empty"), agent("ann", "sales")).online("ann");

    centre.arrive("empty", "c1");

    assertThat(centre.skillOf("c1")).isEqualTo("-1");
    assertThat(centre.ringsAt("c1")).isEqualTo("ann");
  }

  @Test
  void aSkillWithoutAgentsMayGoToItsFallbackSkill() {
    LiveCentre centre =
        NODE.given(
            skill("empty").fallsBackTo("care"),
            skill("lonely"),
            agent("ann", "care"),
            skillsWithoutAgents(SkillWithoutAgents.FALLBACK));

    centre.arrive("empty", "c1").arrive("lonely", "c2");

    assertThat(centre.skillOf("c1")).isEqualTo("care");
    assertThat(centre.skillOf("c2")).isEqualTo("lonely");
  }

  @Test
  void aSkillWithoutAgentsMayKeepItsConversationsUntilAnAgentHasTheSkill() {
    LiveCentre centre =
        NODE.given(
            skill("empty").fallsBackTo("care"),
            agent("ann", "care"),
            skillsWithoutAgents(SkillWithoutAgents.REMAIN));
    centre.online("ann").arrive("empty", "c1");
    assertThat(centre.skillOf("c1")).isEqualTo("empty");
    assertThat(centre.stateOf("c1")).isEqualTo("WAITING");

    centre.becomes(agent("ann", "care", "empty"), skillsWithoutAgents(SkillWithoutAgents.REMAIN));

    assertThat(centre.ringsAt("c1")).isEqualTo("ann");
  }

  // --- skills without online agents ---

  @Test
  void aConversationGoesToAFallbackSkillWithAnOnlineAgent() {
    LiveCentre centre =
        NODE.given(fallbackSkill("general"), agent("ann", "sales"), agent("gil", "general"));
    centre.online("gil").arrive("sales", "c1");

    assertThat(centre.skillOf("c1")).isEqualTo("general");
    assertThat(centre.ringsAt("c1")).isEqualTo("gil");
  }

  @Test
  void aConversationStaysIfTheFallbackSkillHasNoOnlineAgent() {
    LiveCentre centre =
        NODE.given(fallbackSkill("general"), agent("ann", "sales"), agent("gil", "general"));

    centre.arrive("sales", "c1");

    assertThat(centre.skillOf("c1")).isEqualTo("sales");
  }

  @Test
  void theFallbackOfASkillOverridesThatOfTheAccountAndFallbacksFormAChain() {
    LiveCentre centre =
        NODE.given(
            fallbackSkill("general"),
            skill("sales").fallsBackTo("orders"),
            skill("orders").fallsBackTo("care"),
            agent("ann", "sales"),
            agent("bob", "orders"),
            agent("cem", "care"),
            agent("gil", "general"));
    centre.online("cem", "gil").arrive("sales", "c1");

    assertThat(centre.ringsAt("c1")).isEqualTo("cem");
  }

  @Test
  void anAwayAgentCountsAsAbsentUnlessTheSkillIsConfiguredOtherwise() {
    LiveCentre centre =
        NODE.given(
            skill("sales").fallsBackTo("general"),
            skill("care").fallsBackTo("general").onlyWhenAllAreLoggedOut(),
            agent("ann", "sales", "care"),
            agent("gil", "general").max(2));
    centre.online("gil").away("ann");

    centre.arrive("sales", "c1").arrive("care", "c2");
    assertThat(centre.skillOf("c1")).isEqualTo("general");
    assertThat(centre.skillOf("c2")).isEqualTo("care");

    centre.backSoon("ann");
    assertThat(centre.skillOf("c2")).isEqualTo("care");

    centre.offline("ann");
    assertThat(centre.skillOf("c2")).isEqualTo("general");
  }

  @Test
  void aWaitingConversationFallsBackWhenTheLastOnlineAgentLeaves() {
    LiveCentre centre =
        NODE.given(
            fallbackSkill("general"),
            agent("ann", "sales"),
            agent("bob", "sales"),
            agent("gil", "general").max(3));
    centre.online("ann", "bob", "gil").arrive("sales", "c1", "c2", "c3").accept("c1", "c2");

    centre.offline("ann");
    assertThat(centre.skillOf("c3")).isEqualTo("sales");

    centre.offline("bob");
    assertThat(centre.ringsAt("c3")).isEqualTo("gil");
    assertThat(centre.holdersOf("c1", "c2")).containsExactly("ann", "bob");
  }

  @Test
  void aWaitingConversationFallsBackWhenTheFirstAgentOfTheFallbackSkillComesOnline() {
    LiveCentre centre =
        NODE.given(fallbackSkill("general"), agent("ann", "sales"), agent("gil", "general"));
    centre.arrive("sales", "c1");

    centre.online("gil");

    assertThat(centre.ringsAt("c1")).isEqualTo("gil");
    assertThat(centre.historyOf("c1")).contains("FELL_BACK");
  }

  @Test
  void aTransferredOrReturnedConversationDoesNotFallBack() {
    LiveCentre centre =
        NODE.given(
            fallbackSkill("general"),
            agent("ann", "sales").max(2),
            agent("bob", "care"),
            agent("gil", "general"));
    centre.online("ann", "gil").arrive("sales", "c1", "c2").accept("c1", "c2");

    centre.transferToSkill("c1", "care");
    centre.away("ann").returnToQueue("c2");

    assertThat(centre.skillOf("c1")).isEqualTo("care");
    assertThat(centre.skillOf("c2")).isEqualTo("sales");
    assertThat(centre.ringAt("c1", "c2")).containsExactly(NOBODY, NOBODY);
  }
}
