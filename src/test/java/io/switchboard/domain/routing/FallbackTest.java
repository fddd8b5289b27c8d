package io.switchboard.domain.routing;

import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.credit;
import static io.switchboard.domain.Centre.fallbackSkill;
import static io.switchboard.domain.Centre.returned;
import static io.switchboard.domain.Centre.skill;
import static io.switchboard.domain.Centre.time;
import static io.switchboard.domain.Scenario.NOBODY;
import static io.switchboard.domain.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.AgentDraft;
import io.switchboard.domain.Scenario;
import io.switchboard.domain.SkillDraft;
import org.junit.jupiter.api.Test;

/** Fallback of conversations without an online agent of their skill (routing rules, section 2). */
class FallbackTest {
  private static final AgentDraft ANN = agent("ann", "sales");
  private static final AgentDraft GUS = agent("gus", "general");

  private static SkillDraft sales() {
    return skill("sales").fallsBackTo("general");
  }

  @Test
  void aConversationGoesToAFallbackSkillWithAnOnlineAgent() {
    Scenario day = given(sales(), ANN, GUS).online("gus");

    day.arrive("sales", "c1");

    assertThat(day.skillOf("c1")).isEqualTo("general");
    assertThat(day.holderOf("c1")).isEqualTo("gus");
  }

  @Test
  void aConversationGoesToAFallbackSkillWithBusyAgents() {
    Scenario day = given(sales(), ANN, GUS).online("gus").arrive("general", "g1");

    day.arrive("sales", "c1");

    assertThat(day.line("general")).containsExactly("c1");
  }

  @Test
  void aConversationStaysIfTheFallbackSkillHasNoOnlineAgent() {
    Scenario day = given(sales(), ANN, GUS).away("gus");

    day.arrive("sales", "c1");

    assertThat(day.line("sales")).containsExactly("c1");
  }

  @Test
  void aConversationStaysWhileABusyAgentOfTheSkillIsOnline() {
    Scenario day = given(sales(), ANN, GUS).online("ann", "gus").arrive("sales", "s1");

    day.arrive("sales", "c1");

    assertThat(day.line("sales")).containsExactly("c1");
    assertThat(day.holderOf("c1")).isEqualTo(NOBODY);
  }

  @Test
  void theFallbackOfTheAccountIsForEachSkillWithoutItsOwn() {
    Scenario day = given(fallbackSkill("general"), ANN, GUS).online("gus");

    day.arrive("sales", "c1");

    assertThat(day.skillOf("c1")).isEqualTo("general");
  }

  @Test
  void theFallbackOfASkillGoesBeforeThatOfTheAccount() {
    Scenario day =
        given(
            fallbackSkill("general"),
            skill("sales").fallsBackTo("offers"),
            skill("offers"),
            ANN,
            GUS,
            agent("olga", "offers"));

    day.online("gus", "olga").arrive("sales", "c1");

    assertThat(day.skillOf("c1")).isEqualTo("offers");
  }

  @Test
  void aFallbackChainLeadsToTheFirstSkillWithAnOnlineAgent() {
    Scenario day =
        given(
            skill("sales").fallsBackTo("offers"),
            skill("offers").fallsBackTo("general"),
            ANN,
            agent("olga", "offers"),
            GUS);

    day.online("gus").arrive("sales", "c1");
    day.online("olga").arrive("sales", "c2");

    assertThat(day.skillOf("c1")).isEqualTo("general");
    assertThat(day.skillOf("c2")).isEqualTo("offers");
  }

  @Test
  void byDefaultAwayAndBackSoonCountAsAbsent() {
    Scenario day = given(sales(), ANN, agent("bob", "sales"), GUS);

    day.away("ann").backSoon("bob").online("gus").arrive("sales", "c1");

    assertThat(day.skillOf("c1")).isEqualTo("general");
  }

  @Test
  void aSkillMayCountOnlyOfflineAsAbsent() {
    Scenario day = given(sales().onlyWhenAllAreLoggedOut(), ANN, GUS).away("ann").online("gus");

    day.arrive("sales", "c1");
    assertThat(day.line("sales")).containsExactly("c1");

    day.backSoon("ann");
    assertThat(day.line("sales")).containsExactly("c1");

    day.offline("ann");
    assertThat(day.holderOf("c1")).isEqualTo("gus");
  }

  @Test
  void aWaitingConversationFallsBackWhenTheLastOnlineAgentLeaves() {
    Scenario day = given(sales(), ANN, agent("bob", "sales"), GUS).online("ann", "bob", "gus");
    day.arrive("sales", "s1", "s2", "c1");

    day.away("ann");
    assertThat(day.line("sales")).containsExactly("c1");

    day.away("bob");
    assertThat(day.holderOf("c1")).isEqualTo("gus");
  }

  @Test
  void aWaitingConversationStaysWhenTheLastAgentOfBothSkillsLeaves() {
    Scenario day = given(sales(), agent("ben", "sales", "general").max(0)).online("ben");
    day.arrive("sales", "c1");

    day.offline("ben");

    assertThat(day.line("sales")).containsExactly("c1");
  }

  @Test
  void aWaitingConversationFallsBackWhenTheFirstAgentOfTheFallbackSkillComesOnline() {
    Scenario day = given(sales(), ANN, GUS).arrive("sales", "c1");

    day.online("gus");

    assertThat(day.placements()).containsExactly("c1 to gus");
    assertThat(day.skillOf("c1")).isEqualTo("general");
  }

  @Test
  void aWaitingConversationFollowsAFallbackChainToANewlyOnlineAgent() {
    Scenario day =
        given(
            skill("sales").fallsBackTo("offers"),
            skill("offers").fallsBackTo("general"),
            ANN,
            agent("olga", "offers"),
            GUS);
    day.arrive("sales", "c1").arrive("offers", "c2");

    day.online("gus");

    assertThat(day.holderOf("c1")).isEqualTo("gus");
    assertThat(day.line("general")).containsExactly("c2");
  }

  @Test
  void aFallbackIsNotReversedWhenAnAgentOfTheFirstSkillComesOnline() {
    Scenario day = given(sales(), ANN, GUS).online("gus").arrive("general", "g1");
    day.arrive("sales", "c1");

    day.online("ann");

    assertThat(day.line("general")).containsExactly("c1");
  }

  @Test
  void aReturnedConversationDoesNotFallBack() {
    Scenario day = given(sales(), ANN, GUS).online("ann", "gus").arrive("sales", "c1");

    day.away("ann").returnToQueue("c1");

    assertThat(day.line("sales")).containsExactly("c1");
  }

  @Test
  void aTransferredConversationDoesNotFallBack() {
    Scenario day = given(sales(), ANN, GUS, agent("sam", "support")).online("gus", "sam");
    day.arrive("support", "c1");

    day.transferToSkill("c1", "sales");

    assertThat(day.line("sales")).containsExactly("c1");
  }

  @Test
  void aReturnedConversationStaysWhenTheLastOnlineAgentLeaves() {
    Scenario day = given(sales(), ANN, agent("bob", "sales"), GUS).online("ann", "bob", "gus");
    day.arrive("sales", "s1", "s2").returnToQueue("s1");

    day.away("ann", "bob");

    assertThat(day.line("sales")).containsExactly("s1");
  }

  @Test
  void aFallbackKeepsItsDueTimeInTheNewQueue() {
    Scenario day = given(sales().answersWithin("20s"), skill("general"), ANN, GUS);
    day.online("ann", "gus").arrive("sales", "s1").arrive("general", "g1", "g2");
    day.at("1m").arrive("sales", "c1");

    day.offline("ann");

    assertThat(day.dueAt("c1")).isEqualTo(time("1m20s"));
    assertThat(day.line("general")).containsExactly("c1", "g2");
  }

  @Test
  void aReturnAfterAFallbackKeepsTheDueTime() {
    Scenario day =
        given(
            credit("5s", returned()),
            sales().answersWithin("20s"),
            skill("general").answersWithin("1h"),
            ANN,
            GUS);
    day.at("1m").arrive("sales", "c1").online("gus");

    day.at("2m").returnToQueue("c1");

    assertThat(day.dueAt("c1")).isEqualTo(time("1m15s"));
  }
}
