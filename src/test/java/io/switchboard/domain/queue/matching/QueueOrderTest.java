package io.switchboard.domain.queue.matching;

import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.attribute;
import static io.switchboard.domain.Centre.conversation;
import static io.switchboard.domain.Centre.credit;
import static io.switchboard.domain.Centre.inSkill;
import static io.switchboard.domain.Centre.responseTimes;
import static io.switchboard.domain.Centre.skill;
import static io.switchboard.domain.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.ConversationDraft;
import io.switchboard.domain.Part;
import io.switchboard.domain.Scenario;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Order of conversations (routing rules, sections 3 and 4). */
class QueueOrderTest {
  private static final Part ANN = agent("ann", "sales");
  private static final Part VIPS = credit("90s", attribute("ctmrinfo.ctype", "vip"));

  private static ConversationDraft sale(String id) {
    return conversation(id).forSkill("sales");
  }

  private static ConversationDraft vipSale(String id) {
    return sale(id).with("ctmrinfo.ctype", "vip");
  }

  private static Part priority(String value, String credit) {
    return credit(credit, attribute("priority", value));
  }

  // --- one queue ---

  @Test
  @Tag("S076")
  @Tag("S077")
  void theLongestWaitingConversationGoesFirst() {
    Scenario day = given(ANN).arrive("sales", "z-two-hours").at("1h").arrive("sales", "one-hour");

    day.at("2h").online("ann");

    assertThat(day.holderOf("z-two-hours")).isEqualTo("ann");
  }

  @Test
  void aShorterResponseTimeGoesFirst() {
    Scenario day = given(responseTimes("1h", "1h", "5m"), ANN).arrive("sales", "c1");

    day.at("10m").arrive(sale("c2").urgently());

    assertThat(day.line("sales")).containsExactly("c2", "c1");
  }

  @Test
  @Tag("S067")
  void theGreaterCreditGoesFirstAndEachConversationIsPlacedOnce() {
    Scenario day = given(priority("0", "9m"), priority("1", "8m"), priority("7", "2m"), ANN);
    day.arrive(sale("p0").with("priority", "0")).arrive(sale("p7").with("priority", "7"));
    day.arrive(sale("p1").with("priority", "1"));

    day.online("ann").close("p0").close("p1").close("p7");

    assertThat(day.placements()).containsExactly("p0 to ann", "p1 to ann", "p7 to ann");
  }

  @Test
  void aCreditIsBoundedSoThatNoConversationStarves() {
    Scenario day = given(VIPS, ANN).at("10m").arrive(sale("ordinary"));

    day.at("11m29s").arrive(vipSale("vip-before")).at("11m31s").arrive(vipSale("vip-after"));

    assertThat(day.line("sales")).containsExactly("vip-before", "ordinary", "vip-after");
  }

  @Test
  void amongEqualDueTimesTheEarlierStartGoesFirst() {
    Scenario day = given(VIPS, ANN).at("10m").arrive(sale("z"));

    day.at("11m30s").arrive(vipSale("a"));

    assertThat(day.line("sales")).containsExactly("z", "a");
  }

  @Test
  void amongEqualStartsTheSmallerIdGoesFirst() {
    Scenario day = given(ANN).arrive("sales", "b", "a");

    assertThat(day.line("sales")).containsExactly("a", "b");
  }

  @Test
  void thePositionCountsFromOne() {
    Scenario day = given(VIPS, ANN).arrive("sales", "c1", "c2").arrive(vipSale("v1"));

    assertThat(day.position("v1")).isEqualTo(1);
    assertThat(day.position("c1")).isEqualTo(2);
    assertThat(day.position("c2")).isEqualTo(3);
  }

  @Test
  void thePositionCountsTheConversationsOfAllGroups() {
    Scenario day =
        given(
            skill("sales").primary("house", 50).primary("vendor", 50),
            agent("hal", "sales").in("house").max(0),
            agent("val", "sales").in("vendor").max(0));
    day.online("hal", "val").arrive("sales", "c1", "c2", "c3");

    assertThat(day.groupsOf("c1", "c2", "c3")).containsExactly("house", "vendor", "house");
    assertThat(day.position("c3")).isEqualTo(3);
  }

  @Test
  @Tag("S068")
  void aChangeOfAttributesReordersAtOnce() {
    Scenario day = given(priority("high", "5m"), ANN).arrive("sales", "c1", "c2", "c3");

    day.revise(sale("c2").with("priority", "high"));
    assertThat(day.line("sales")).containsExactly("c2", "c1", "c3");

    day.revise(sale("c2"));
    assertThat(day.line("sales")).containsExactly("c1", "c2", "c3");
  }

  @Test
  @Tag("S061")
  void aChangeWithoutAMatchingCreditKeepsThePosition() {
    Scenario day = given(VIPS, ANN).arrive("sales", "c1", "c2");

    day.revise(sale("c1").with("personal.language", "es"));

    assertThat(day.line("sales")).containsExactly("c1", "c2");
  }

  @Test
  @Tag("S070")
  @Tag("S088")
  void anAbandonedConversationLeavesTheQueue() {
    Scenario day = given(ANN).arrive("sales", "c1", "c2");

    day.close("c1").online("ann");

    assertThat(day.placements()).containsExactly("c2 to ann");
    assertThat(day.line("sales")).isEmpty();
  }

  // --- the most urgent conversation of all skills of an agent who gains capacity ---

  private static Scenario threeLines() {
    Scenario day =
        given(
            skill("billing"),
            skill("sales"),
            skill("support").answersWithin("10m"),
            agent("ann", "billing", "sales", "support"));
    return day.at("1m")
        .arrive("sales", "s1")
        .at("2m")
        .arrive("billing", "b1")
        .at("3m")
        .arrive("support", "u1");
  }

  @Test
  void anAgentWhoComesOnlineGetsTheMostUrgentOfAllSkills() {
    Scenario day = threeLines().online("ann");

    assertThat(day.placements()).containsExactly("u1 to ann");
  }

  @Test
  void closingAConversationOffersTheMostUrgentOfAllSkills() {
    Scenario day = threeLines().online("ann").close("u1").close("s1");

    assertThat(day.placements()).containsExactly("u1 to ann", "s1 to ann", "b1 to ann");
  }

  @Test
  void aRaisedMaximumOffersTheMostUrgentOfAllSkills() {
    Scenario day = threeLines().online("ann").limit("ann", 3);

    assertThat(day.placements()).containsExactly("u1 to ann", "s1 to ann", "b1 to ann");
  }

  @Test
  @Tag("S071")
  void amongTwoQueuesTheCreditGoesFirstThenTheLongerWait() {
    Scenario day =
        given(
            credit("10m", inSkill("vip")),
            agent("ann", "sales", "support", "vip"),
            agent("bob", "vip"));
    day.arrive("support", "s1").at("1m").arrive("sales", "s2").at("2m").arrive("vip", "v1");

    day.online("ann").close("v1").close("s1");

    assertThat(day.placements()).containsExactly("v1 to ann", "s1 to ann", "s2 to ann");
  }

  @Test
  @Tag("S073")
  void theOnlyConversationGoesToOneAgentAndTheOtherServesAnotherQueue() {
    Scenario day = given(agent("ann", "sales"), agent("bob", "sales", "support"));
    day.arrive("sales", "s1").arrive("support", "u1");

    day.online("ann", "bob");

    assertThat(day.placements()).containsExactly("s1 to ann", "u1 to bob");
  }

  @Test
  void theUnassignedSkillCompetesWithTheSkillsOfTheAgent() {
    Scenario day = given(ANN).arrive(conversation("c1")).at("1m").arrive("sales", "s1");

    day.online("ann").close("c1");

    assertThat(day.placements()).containsExactly("c1 to ann", "s1 to ann");
  }
}
