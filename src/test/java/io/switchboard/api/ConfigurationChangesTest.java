package io.switchboard.api;

import static io.switchboard.api.LiveCentre.NOBODY;
import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.defaultSkill;
import static io.switchboard.domain.Centre.responseTimes;
import static io.switchboard.domain.Centre.rings;
import static io.switchboard.domain.Centre.skill;
import static org.assertj.core.api.Assertions.assertThat;

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
    LiveCentre centre = NODE.given(agent("ann", "sales"), agent("bob", "sales"));
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
    LiveCentre centre = NODE.given(agent("ann", "sales", "care").max(2), agent("bob", "sales"));
    centre.online("ann").arrive("sales", "c1", "c2").accept("c1").online("bob");
    assertThat(centre.ringsAt("c2")).isEqualTo("ann");

    centre.becomes(agent("ann", "care").max(2), agent("bob", "sales"));

    assertThat(centre.holderOf("c1")).isEqualTo("ann");
    assertThat(centre.ringsAt("c2")).isEqualTo("bob");
  }

  @Test
  void theConversationsOfADeletedAgentGoToOtherAgents() {
    LiveCentre centre = NODE.given(agent("ann", "sales").max(2), agent("bob", "sales").max(2));
    centre.online("ann").arrive("sales", "c1", "c2").accept("c1").online("bob");

    centre.becomes(agent("bob", "sales").max(2));

    assertThat(centre.ringAt("c1", "c2")).containsExactly("bob", "bob");
  }

  @Test
  void aDisabledAgentGetsNoFurtherConversation() {
    LiveCentre centre = NODE.given(agent("ann", "sales").max(2)).online("ann");
    centre.arrive("sales", "c1", "c2").accept("c1");
    assertThat(centre.ringsAt("c2")).isEqualTo("ann");

    centre.becomes(agent("ann", "sales").max(2).disabled());

    assertThat(centre.holderOf("c1")).isEqualTo("ann");
    assertThat(centre.ringsAt("c2")).isEqualTo(NOBODY);
  }

  @Test
  void waitingConversationsOfADeletedSkillAreRoutedAnew() {
    LiveCentre centre =
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
    LiveCentre centre = NODE.given(agent("ann", "sales").max(2), agent("bob", "care").max(2));
    centre.online("ann", "bob").arrive("sales", "c1", "c2").accept("c1", "c2");

    centre.becomes(agent("ann", "care").max(2), agent("bob", "care").max(2));
    centre.close("c1").returnToQueue("c2");

    assertThat(centre.stateOf("c1")).isEqualTo("CLOSED");
    assertThat(centre.ringsAt("c2")).isEqualTo("bob");
  }

  @Test
  void aConversationReturnedToADeletedSkillGoesToAnotherAgent() {
    LiveCentre centre = NODE.given(agent("ann", "sales"), agent("bob", "care"));
    centre.online("ann", "bob").arrive("care", "c0").accept("c0");
    centre.arrive("sales", "c1").accept("c1").away("ann").returnToQueue("c1");

    centre.becomes(agent("ann", "care"), agent("bob", "care")).online("ann");
    assertThat(centre.ringsAt("c1")).isEqualTo(NOBODY);

    centre.close("c0");
    assertThat(centre.ringsAt("c1")).isEqualTo("bob");
  }

  @Test
  void anEnabledDistributionAllotsWaitingConversations() {
    LiveCentre centre =
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
    LiveCentre centre =
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
    LiveCentre centre = NODE.given(responseTimes("1H", "1H", "1H"), agent("ann", "sales"));
    centre.arrive("sales", "c1");

    centre.becomes(responseTimes("5M", "5M", "5M"), agent("ann", "sales")).arrive("sales", "c2");

    assertThat(centre.line("sales")).containsExactly("c2", "c1");
  }
}
