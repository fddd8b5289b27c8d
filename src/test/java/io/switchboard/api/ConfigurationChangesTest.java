package io.switchboard.api;

import static io.switchboard.api.HttpScenario.NOBODY;
import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.defaultSkill;
import static io.switchboard.domain.Centre.responseTimes;
import static io.switchboard.domain.Centre.rings;
import static io.switchboard.domain.Centre.skill;
import static io.switchboard.domain.Centre.skillsWithoutAgents;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.AgentDraft;
import io.switchboard.domain.Part;
import io.switchboard.domain.SkillDraft;
import io.switchboard.domain.account.SkillWithoutAgents;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Configuration changes while conversations wait, ring and are assigned. */
@Tag("slow")
class ConfigurationChangesTest {
  @RegisterExtension static final RunningNode NODE = new RunningNode();

  @Test
  @Tag("S014")
  void waitingConversationsStayAndAreOpenToNewAgents() {
    HttpScenario centre = NODE.given(agent("ann", "sales"), agent("bob", "sales"));
    centre.online("ann").arrive("sales", "c1", "c2", "c3").accept("c1");
    assertThat(centre.line("sales")).containsExactly("c2", "c3");

    centre.becomes(agent("cem", "sales"), agent("dan", "sales").max(2));
    assertThat(centre.line("sales")).contains("c2", "c3");

    centre.online("dan");
    assertThat(centre.line("sales")).hasSize(3);
    assertThat(centre.ringingAt("dan")).hasSize(2);
  }

  @Test
  void anAgentWhoLosesASkillGetsNoOffersOfItAndKeepsAssignedConversations() {
    HttpScenario centre = NODE.given(agent("ann", "sales", "care").max(2), agent("bob", "sales"));
    centre.online("ann").arrive("sales", "c1", "c2").accept("c1").online("bob");
    assertThat(centre.ringsAt("c2")).isEqualTo("ann");

    centre.becomes(agent("ann", "care").max(2), agent("bob", "sales"));

    assertThat(centre.holderOf("c1")).isEqualTo("ann");
    assertThat(centre.ringsAt("c2")).isEqualTo("bob");
  }

  @Test
  void theConversationsOfADeletedAgentGoToOtherAgents() {
    HttpScenario centre = NODE.given(agent("ann", "sales").max(2), agent("bob", "sales").max(2));
    centre.online("ann").arrive("sales", "c1", "c2").accept("c1").online("bob");

    centre.becomes(agent("bob", "sales").max(2));

    assertThat(centre.ringAt("c1", "c2")).containsExactly("bob", "bob");
  }

  @Test
  void aDisabledAgentGetsNoFurtherConversation() {
    HttpScenario centre = NODE.given(agent("ann", "sales").max(2)).online("ann");
    centre.arrive("sales", "c1", "c2").accept("c1");
    assertThat(centre.ringsAt("c2")).isEqualTo("ann");

    centre.becomes(agent("ann", "sales").max(2).disabled());

    assertThat(centre.holderOf("c1")).isEqualTo("ann");
    assertThat(centre.ringsAt("c2")).isEqualTo(NOBODY);
  }

  @Test
  void waitingConversationsOfADeletedSkillAreRoutedAnew() {
    HttpScenario centre =
        NODE.given(defaultSkill("general"), agent("ann", "sales"), agent("gil", "general").max(3));
    centre.online("ann", "gil").arrive("sales", "c1", "c2", "c3").accept("c1");
    assertThat(centre.ringAt("c2", "c3")).containsExactly(NOBODY, NOBODY);

    centre.becomes(
        defaultSkill("general"), agent("ann", "general"), agent("gil", "general").max(3));

    assertThat(centre.holderOf("c1")).isEqualTo("ann");
    assertThat(centre.ringAt("c2", "c3")).containsExactly("gil", "gil");
    assertThat(centre.skillOf("c2")).isEqualTo("general");
  }

  @Test
  void assignedConversationsOfADeletedSkillCanBeReturnedAndClosed() {
    HttpScenario centre = NODE.given(agent("ann", "sales").max(2), agent("bob", "care").max(2));
    centre.online("ann", "bob").arrive("sales", "c1", "c2").accept("c1", "c2");

    centre.becomes(agent("ann", "care").max(2), agent("bob", "care").max(2));
    centre.close("c1").returnToQueue("c2");

    assertThat(centre.stateOf("c1")).isEqualTo("CLOSED");
    assertThat(centre.ringsAt("c2")).isEqualTo("bob");
  }

  @Test
  void aConversationReturnedToADeletedSkillGoesToAnotherAgent() {
    HttpScenario centre = NODE.given(agent("ann", "sales"), agent("bob", "care"));
    centre.online("ann", "bob").arrive("care", "c0").accept("c0");
    centre.arrive("sales", "c1").accept("c1").away("ann").returnToQueue("c1");

    centre.becomes(agent("ann", "care"), agent("bob", "care")).online("ann");
    assertThat(centre.ringsAt("c1")).isEqualTo(NOBODY);

    centre.close("c0");
    assertThat(centre.ringsAt("c1")).isEqualTo("bob");
  }

  @Test
  void anEnabledDistributionAllotsWaitingConversations() {
    HttpScenario centre =
        NODE.given(
            rings("1H", 0),
            agent("ann", "sales").in("in-house"),
            agent("bob", "sales").in("vendor"));
    centre.arrive("sales", "c1", "c2");
    assertThat(centre.groupsOf("c1", "c2")).containsOnly(NOBODY);

    centre.becomes(
        rings("1H", 0),
        skill("sales").primary("in-house", 50).primary("vendor", 50),
        agent("ann", "sales").in("in-house"),
        agent("bob", "sales").in("vendor"));
    assertThat(centre.groupsOf("c1", "c2")).containsExactly("in-house", "vendor");

    centre.online("bob", "ann");
    assertThat(centre.line("sales")).containsExactly("c1", "c2");
    assertThat(centre.ringAt("c1", "c2")).doesNotContain(NOBODY);
  }

  @Test
  void aDisabledDistributionOpensWaitingConversationsToAll() {
    HttpScenario centre =
        NODE.given(
            skill("sales").maxWait("1H").primary("in-house", 50).primary("vendor", 50),
            agent("ann", "sales").in("in-house"),
            agent("bob", "sales").in("vendor").max(2));
    centre.online("ann", "bob").arrive("sales", "c1", "c2", "c3").accept("c1");
    assertThat(centre.ringsAt("c3")).isEqualTo(NOBODY);

    centre.becomes(agent("ann", "sales").in("in-house"), agent("bob", "sales").in("vendor").max(2));

    assertThat(centre.ringsAt("c3")).isEqualTo("bob");
  }

  @Test
  void changedResponseTimesApplyToLaterConversations() {
    HttpScenario centre = NODE.given(responseTimes("1H", "1H", "1H"), agent("ann", "sales"));
    centre.arrive("sales", "c1");

    centre.becomes(responseTimes("5M", "5M", "5M"), agent("ann", "sales")).arrive("sales", "c2");

    assertThat(centre.line("sales")).containsExactly("c2", "c1");
  }

  private static final Part SALES = skill("sales");
  private static final AgentDraft ZOE = agent("zoe", "other").max(9);

  // --- a skill loses its last agent ---

  @Test
  void aRingingConversationGoesToAnyAgentWhenTheLastAgentLosesTheSkill() {
    HttpScenario centre =
        NODE.given(rings("10M", 0), SALES, agent("xia", "sales"), ZOE)
            .online("xia", "zoe")
            .arrive("sales", "c1");
    assertThat(centre.ringsAt("c1")).isEqualTo("xia");

    centre.becomes(rings("10M", 0), SALES, agent("xia", "other"), ZOE);

    assertThat(centre.skillOf("c1")).isEqualTo("-1");
    assertThat(centre.ringsAt("c1")).isNotEqualTo(NOBODY);
  }

  @Test
  void waitingConversationsGoToTheFallbackSkillIfTheAccountIsConfiguredSo() {
    Part fallback = skillsWithoutAgents(SkillWithoutAgents.FALLBACK);
    SkillDraft sales = skill("sales").fallsBackTo("other");
    HttpScenario centre =
        NODE.given(fallback, sales, agent("xia", "sales"), ZOE).online("zoe", "xia");
    centre.arrive("sales", "held").accept("held").arrive("sales", "waits");

    centre.becomes(fallback, skill("sales").fallsBackTo("other"), ZOE);

    assertThat(centre.skillOf("waits")).isEqualTo("other");
    assertThat(centre.skillOf("held")).isEqualTo("other");
    assertThat(centre.ringAt("held", "waits")).containsOnly("zoe");
  }

  // --- groups change ---

  @Test
  void aTransferToAnAgentExpiresAfterAShortenedMaximumWait() {
    AgentDraft[] both = {agent("pam", "sales"), agent("quy", "sales")};
    HttpScenario centre =
        NODE.given(rings("10M", 0), skill("sales").agentTransfersWait("1H"), both[0], both[1]);
    centre.online("pam").arrive("sales", "c1").accept("c1").transferToAgent("c1", "quy");
    centre.passes("10M");
    assertThat(centre.ringsAt("c1")).isEqualTo(NOBODY);

    centre.becomes(rings("10M", 0), skill("sales").agentTransfersWait("5M"), both[0], both[1]);

    assertThat(centre.ringsAt("c1")).isEqualTo("pam");
  }

  // --- an agent is disabled ---

  @Test
  void aDisabledAgentIsOfflineUntilTheNextPresenceChange() {
    AgentDraft ann = agent("ann", "sales");
    HttpScenario centre = NODE.given(ann).online("ann").arrive("sales", "c1").accept("c1");

    centre.becomes(ann.disabled());
    assertThat(centre.presenceOf("ann")).isEqualTo("OFFLINE");
    assertThat(centre.holderOf("c1")).isEqualTo("ann");

    centre.becomes(ann);
    assertThat(centre.presenceOf("ann")).isEqualTo("OFFLINE");
    assertThat(centre.online("ann").presenceOf("ann")).isEqualTo("ONLINE");
  }
}
