package io.switchboard.domain.queue.matching;

import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.conversation;
import static io.switchboard.domain.Centre.skill;
import static io.switchboard.domain.Scenario.NOBODY;
import static io.switchboard.domain.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.Scenario;
import io.switchboard.domain.routing.Presence;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Eligibility of agents (routing rules, sections 3 and 3.3). */
class EligibilityTest {

  @Test
  @Tag("S001")
  void onlyAnOnlineAgentGetsTheConversation() {
    Scenario day = given(agent("ann", "sales"), agent("bob", "sales").max(9));

    day.away("bob").online("ann").arrive("sales", "c1", "c2");

    assertThat(day.holdersOf("c1", "c2")).containsExactly("ann", NOBODY);
  }

  @Test
  @Tag("S004")
  void anAgentWhoIsBackSoonGetsNoNewConversation() {
    Scenario day = given(agent("ann", "sales")).backSoon("ann");

    day.arrive("sales", "c1");

    assertThat(day.holderOf("c1")).isEqualTo(NOBODY);
  }

  @Test
  @Tag("S002")
  void aConversationWaitsWhileOneAgentIsDisabledAndTheOtherHasNoCapacity() {
    Scenario day = given(agent("ann", "sales").disabled(), agent("bob", "sales"));
    day.online("ann", "bob").arrive("sales", "s1");

    day.arrive("sales", "c1");

    assertThat(day.line("sales")).containsExactly("c1");
  }

  @Test
  void aDisabledAgentGetsNoConversationEvenOfTheUnassignedSkill() {
    Scenario day = given(agent("ann", "sales").disabled()).online("ann");

    day.arrive("sales", "c1").arrive(conversation("c2"));

    assertThat(day.placements()).isEmpty();
  }

  @Test
  @Tag("S005")
  void aConversationWaitsWhileNoAgentIsOnlineAndIsNotRefused() {
    Scenario day = given(agent("ann", "sales")).arrive("sales", "c1");

    day.online("ann");

    assertThat(day.holderOf("c1")).isEqualTo("ann");
  }

  @Test
  @Tag("S008")
  void noConversationIsPlacedWhileNoAgentIsOnline() {
    Scenario day = given(agent("ann", "sales"), agent("bob", "sales")).away("bob");

    day.arrive("sales", "c1", "c2", "c3");

    assertThat(day.placements()).isEmpty();
    assertThat(day.line("sales")).containsExactly("c1", "c2", "c3");
  }

  @Test
  @Tag("S010")
  void aFreeAgentGetsTheConversationAtOnceAndIsFreeAgainAfterItsEnd() {
    Scenario day = given(agent("ann", "sales")).online("ann");

    day.arrive("sales", "c1").close("c1").arrive("sales", "c2");

    assertThat(day.placements()).containsExactly("c1 to ann", "c2 to ann");
  }

  @Test
  @Tag("S011")
  void anAbsentAgentGetsNoOfferAndTheConsumerMayLeave() {
    Scenario day = given(agent("ann", "sales"), agent("bob", "sales"));
    day.online("ann").away("bob").arrive("sales", "s1", "c1");

    day.close("c1").close("s1");

    assertThat(day.placements()).containsExactly("s1 to ann");
    assertThat(day.line("sales")).isEmpty();
  }

  @Test
  @Tag("S016")
  void thePresenceIsTheLastOneSet() {
    Scenario day = given(agent("ann", "sales"));

    assertThat(day.online("ann").presenceOf("ann")).isEqualTo(Presence.ONLINE);
    assertThat(day.offline("ann").presenceOf("ann")).isEqualTo(Presence.OFFLINE);
    assertThat(day.online("ann").presenceOf("ann")).isEqualTo(Presence.ONLINE);
  }

  @Test
  void anAgentWhoGoesOfflineKeepsAssignedConversations() {
    Scenario day = given(agent("ann", "sales"), agent("bob", "sales")).online("ann");
    day.arrive("sales", "c1").online("bob");

    day.offline("ann");

    assertThat(day.holderOf("c1")).isEqualTo("ann");
  }

  @Test
  @Tag("S058")
  void onlyAnAgentWithTheSkillGetsTheConversation() {
    Scenario day = given(agent("ann", "support"), agent("bob", "sales")).online("ann", "bob");

    day.arrive("sales", "c1", "c2");

    assertThat(day.placements()).containsExactly("c1 to bob");
  }

  @Test
  void eachAgentTakesConversationsOfTheUnassignedSkill() {
    Scenario day = given(agent("ann", "support"), agent("bob")).online("ann", "bob");

    day.arrive(conversation("c1")).arrive(conversation("c2"));

    assertThat(day.holdersOf("c1", "c2")).containsExactly("ann", "bob");
  }

  @Test
  @Tag("S059")
  void skillPresenceAndCapacityAreAllNeeded() {
    Scenario day =
        given(
            agent("all", "sales"),
            agent("absent", "sales"),
            agent("full", "sales").max(0),
            agent("other", "support"));

    day.online("all", "full", "other").arrive("sales", "c1", "c2");

    assertThat(day.placements()).containsExactly("c1 to all");
  }

  @Test
  @Tag("S053")
  void anAgentOutsideTheGroupsOfADistributedSkillGetsNoConversation() {
    Scenario day =
        given(
            skill("sales").primary("house", 60).primary("vendor", 40).maxWait("1m"),
            agent("hal", "sales").in("house"),
            agent("none", "sales"),
            agent("other", "sales").in("elsewhere"));
    day.online("none", "other");

    day.arrive("sales", "c1").at("10m");

    assertThat(day.line("sales")).containsExactly("c1");
  }

  @Test
  void anAgentWithoutAGroupServesSkillsThatDoNotDistribute() {
    Scenario day = given(agent("ann", "support")).online("ann");

    day.arrive("support", "c1");

    assertThat(day.holderOf("c1")).isEqualTo("ann");
  }
}
