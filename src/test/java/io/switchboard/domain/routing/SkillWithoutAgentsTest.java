package io.switchboard.domain.routing;

import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.fallbackSkill;
import static io.switchboard.domain.Centre.skill;
import static io.switchboard.domain.Centre.skillsWithoutAgents;
import static io.switchboard.domain.Scenario.given;
import static io.switchboard.domain.account.SkillWithoutAgents.FALLBACK;
import static io.switchboard.domain.account.SkillWithoutAgents.REMAIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.Part;
import io.switchboard.domain.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Conversations of a skill without agents (routing rules, section 2). */
class SkillWithoutAgentsTest {

  @Test
  void byDefaultAConversationIsForAnyAgentOfTheAccount() {
    Scenario day = given(skill("sales"), agent("ann", "support")).online("ann");

    day.arrive("sales", "c1");

    assertThat(day.skillOf("c1")).isEqualTo("-1");
    assertThat(day.holderOf("c1")).isEqualTo("ann");
  }

  @Test
  void byDefaultAConversationIsForAnyAgentEvenWithAFallback() {
    Scenario day = given(skill("sales").fallsBackTo("support"), agent("ann", "support"));

    day.online("ann").arrive("sales", "c1");

    assertThat(day.skillOf("c1")).isEqualTo("-1");
  }

  static Stream<List<Part>> fallbacks() {
    return Stream.of(
        List.of(skill("sales").fallsBackTo("support")),
        List.of(fallbackSkill("support"), skill("sales")),
        List.of(skill("sales").fallsBackTo("offers"), skill("offers").fallsBackTo("support")));
  }

  @ParameterizedTest
  @MethodSource("fallbacks")
  void fallbackMovesAConversationToTheFirstFallbackSkillWithAgentsEvenIfNoneIsOnline(
      List<Part> parts) {
    List<Part> all = new ArrayList<>(parts);
    all.addAll(List.of(skillsWithoutAgents(FALLBACK), agent("ann", "support")));
    Scenario day = given(all.toArray(Part[]::new));

    day.arrive("sales", "c1");

    assertThat(day.line("support")).containsExactly("c1");
  }

  @Test
  void fallbackKeepsAConversationWithoutAFallbackSkill() {
    Scenario day = given(skillsWithoutAgents(FALLBACK), skill("sales"), agent("ann", "support"));

    day.online("ann").arrive("sales", "c1");

    assertThat(day.line("sales")).containsExactly("c1");
  }

  @Test
  void remainKeepsAConversationEvenWithAFallbackSkill() {
    Scenario day =
        given(
            skillsWithoutAgents(REMAIN),
            skill("sales").fallsBackTo("support"),
            agent("ann", "support"));

    day.online("ann").arrive("sales", "c1");

    assertThat(day.line("sales")).containsExactly("c1");
  }

  @Test
  void theRuleIsTheSameAfterATransfer() {
    Scenario day =
        given(skill("sales"), agent("ann", "support")).online("ann").arrive("support", "c1");

    day.transferToSkill("c1", "sales");

    assertThat(day.skillOf("c1")).isEqualTo("-1");
  }

  @Test
  void anOfflineAgentCountsAsAgentOfTheSkill() {
    Scenario day = given(agent("bob", "sales"), agent("ann", "support")).online("ann");

    day.arrive("sales", "c1");

    assertThat(day.line("sales")).containsExactly("c1");
  }

  @Test
  void aDisabledAgentDoesNotCountAsAgentOfTheSkill() {
    Scenario day = given(agent("bob", "sales").disabled(), agent("ann", "support"));

    day.arrive("sales", "c1");

    assertThat(day.skillOf("c1")).isEqualTo("-1");
  }

  @Test
  void anAgentOutsideTheGroupsDoesNotCountAsAgentOfADistributedSkill() {
    Scenario day =
        given(
            skill("sales").primary("house", 60).primary("vendor", 40),
            agent("bob", "sales"),
            agent("cleo", "sales").in("elsewhere"));

    day.arrive("sales", "c1");

    assertThat(day.skillOf("c1")).isEqualTo("-1");
  }
}
