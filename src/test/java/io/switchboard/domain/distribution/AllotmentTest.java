package io.switchboard.domain.distribution;

import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.skill;
import static io.switchboard.domain.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.AgentDraft;
import io.switchboard.domain.Part;
import io.switchboard.domain.Scenario;
import io.switchboard.domain.SkillDraft;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Allotment of arriving conversations to groups (routing rules, section 5). */
class AllotmentTest {
  private static final Part HAL = agent("hal", "sales").in("house").max(99);
  private static final Part VAL = agent("val", "sales").in("vendor").max(99);
  private static final Part TEM = agent("tem", "sales").in("temps").max(99);

  private static SkillDraft sales() {
    return skill("sales").maxWait("2m");
  }

  private static SkillDraft evenly() {
    return sales().primary("house", 50).primary("vendor", 50);
  }

  private static AgentDraft of(String group, String id, int max) {
    return agent(id, "sales").in(group).max(max);
  }

  private static String[] some(String prefix, int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> prefix + (i < 10 ? "0" : "") + i)
        .toArray(String[]::new);
  }

  private static List<Long> allotted(Scenario day, String... groups) {
    return List.of(groups).stream().map(group -> day.ledger("sales", group).allotted()).toList();
  }

  // --- shares ---

  @Test
  void sharesAreExactNotRandom() {
    Scenario day = given(sales().primary("house", 60).primary("vendor", 40), HAL, VAL);

    day.online("hal", "val").arrive("sales", some("c", 20));

    assertThat(allotted(day, "house", "vendor")).containsExactly(12L, 8L);
    assertThat(day.ledger("sales", "house").worstDeviation()).isLessThanOrEqualTo(0.5);
  }

  @Test
  @Tag("S103")
  void groupsWithEqualSharesTakeTurns() {
    Scenario day = given(quarters());

    day.online("w", "x", "y", "z").arrive("sales", some("c", 8));

    assertThat(allotted(day, "a", "b", "c", "d")).containsExactly(2L, 2L, 2L, 2L);
  }

  private static Part[] quarters() {
    return new Part[] {
      sales().primary("a", 25).primary("b", 25).primary("c", 25).primary("d", 25),
      of("a", "w", 99),
      of("b", "x", 99),
      of("c", "y", 99),
      of("d", "z", 99)
    };
  }

  @Test
  @Tag("S101")
  void theOtherGroupsShareTheTurnsOfAnAbsentGroupWhichKeepsItsConversations() {
    Scenario day = given(quarters()).online("w", "x", "y", "z").arrive("sales", some("c", 4));
    String had = day.conversationsOf("w").get(0);

    day.offline("w").arrive("sales", some("d", 12));

    assertThat(allotted(day, "a", "b", "c", "d")).containsExactly(1L, 5L, 5L, 5L);
    assertThat(day.holderOf(had)).isEqualTo("w");
  }

  @Test
  @Tag("S104")
  void aReturningGroupIsNotFlooded() {
    Scenario day = given(evenly(), HAL, VAL).online("hal").arrive("sales", "c1", "c2", "c3");

    day.online("val").arrive("sales", "c4", "c5");

    assertThat(day.conversationsOf("hal")).hasSize(4);
    assertThat(day.conversationsOf("val")).hasSize(1);
  }

  @Test
  void sharesAreRelativeToTheAvailableGroups() {
    Scenario day =
        given(
            sales().primary("house", 20).primary("vendor", 50).primary("temps", 30), HAL, VAL, TEM);

    day.online("hal", "tem").arrive("sales", some("c", 10));

    assertThat(allotted(day, "house", "vendor", "temps")).containsExactly(4L, 0L, 6L);
  }

  // --- availability ---

  @Test
  void aGroupWithoutOnlineAgentsIsUnavailable() {
    Scenario day = given(evenly(), HAL, VAL).online("hal").away("val");

    day.arrive("sales", "c1", "c2");

    assertThat(day.groupsOf("c1", "c2")).containsExactly("house", "house");
  }

  @Test
  void onlyAgentsOfTheGroupWithTheSkillCount() {
    Scenario day = given(evenly(), HAL, VAL, agent("vic", "support").in("vendor"));

    day.online("hal", "vic").arrive("sales", "c1", "c2");

    assertThat(day.groupsOf("c1", "c2")).containsExactly("house", "house");
  }

  @Test
  void aFullGroupIsAvailableBeforeAConversationHasWaitedTheMaximum() {
    Scenario day = given(evenly(), of("house", "hal", 1), VAL).online("hal", "val");
    day.arrive("sales", "c1", "c2", "c3").at("1m59s");

    day.arrive("sales", "c4", "c5");

    assertThat(day.groupsOf("c1", "c2", "c3", "c4", "c5"))
        .containsExactly("house", "vendor", "house", "vendor", "house");
  }

  private static Scenario twoFullGroupsOfWhichHouseIsOverdue(SkillDraft sales) {
    Scenario day = given(sales, of("house", "hal", 1), of("vendor", "val", 1)).online("hal", "val");
    return day.arrive("sales", "c1", "c2", "c3").at("3m");
  }

  @Test
  void aFullGroupIsUnavailableAfterAConversationHasWaitedTheMaximum() {
    Scenario day = twoFullGroupsOfWhichHouseIsOverdue(evenly());

    day.arrive("sales", "c4", "c5");

    assertThat(day.groupsOf("c4", "c5")).containsExactly("vendor", "vendor");
  }

  @Test
  void withoutDiversionAnOverdueGroupGetsItsShareOfArrivals() {
    Scenario day = twoFullGroupsOfWhichHouseIsOverdue(evenly().doesNotDivertArrivals());

    day.arrive("sales", "c4", "c5");

    assertThat(day.groupsOf("c4", "c5")).containsExactly("vendor", "house");
  }

  @Test
  void withoutDiversionAnAbsentGroupIsStillPassedOver() {
    Scenario day = given(evenly().doesNotDivertArrivals(), HAL, VAL).online("val");

    day.arrive("sales", "c1", "c2");

    assertThat(day.groupsOf("c1", "c2")).containsExactly("vendor", "vendor");
  }

  @Test
  @Tag("S035")
  void withAMaximumWaitOfZeroAFullGroupWithALargeShareIsUnavailableAtOnce() {
    Scenario day =
        given(
            sales().primary("house", 67).primary("vendor", 33).maxWait("0s"),
            of("house", "hal", 1),
            VAL);

    day.online("hal", "val").arrive("sales", "c1", "c2", "c3", "c4");

    assertThat(day.holdersOf("c1", "c2", "c3", "c4")).containsOnlyOnce("hal");
    assertThat(day.conversationsOf("val")).hasSize(3);
  }

  // --- tiers ---

  private static SkillDraft tiers() {
    return sales().primary("house", 100).secondary("vendor", 75).secondary("temps", 25);
  }

  @Test
  void secondaryGroupsGetNoConversationWhileAPrimaryGroupIsAvailable() {
    Scenario day = given(tiers(), HAL, VAL, TEM).online("hal", "val", "tem");

    day.arrive("sales", some("c", 10));

    assertThat(allotted(day, "house", "vendor", "temps")).containsExactly(10L, 0L, 0L);
  }

  @Test
  void secondaryGroupsShareTheConversationsWhileNoPrimaryGroupIsAvailable() {
    Scenario day = given(tiers(), HAL, VAL, TEM).online("val", "tem");

    day.arrive("sales", some("c", 8));

    assertThat(allotted(day, "house", "vendor", "temps")).containsExactly(0L, 6L, 2L);
  }

  @Test
  void aSecondaryGroupIsUnavailableAfterAConversationHasWaitedTheMaximum() {
    Scenario day =
        given(
            sales().primary("house", 100).secondary("vendor", 50).secondary("temps", 50),
            HAL,
            of("vendor", "val", 0),
            of("temps", "tem", 0));
    day.online("val", "tem").arrive("sales", "c1", "c2");
    day.close("c2").at("3m").arrive("sales", "c3", "c4");

    assertThat(day.groupsOf("c1", "c2", "c3", "c4"))
        .containsExactly("vendor", "temps", "temps", "temps");
  }

  @Test
  void withoutAvailableGroupsAConversationIsAllottedToAPrimaryGroupWithOnlineAgents() {
    Scenario day =
        given(evenly().secondary("temps", 100), of("house", "hal", 1), of("vendor", "val", 1), TEM);
    day.online("hal").arrive("sales", "c1", "c2").at("3m");

    day.arrive("sales", "c3", "c4");

    assertThat(day.groupsOf("c3", "c4")).containsExactly("house", "house");
  }

  @Test
  void withoutOnlineAgentsThePrimaryGroupsAreAllottedByShare() {
    Scenario day =
        given(
            sales().primary("house", 60).primary("vendor", 40).secondary("temps", 100),
            HAL,
            VAL,
            TEM);

    day.arrive("sales", some("c", 10));

    assertThat(allotted(day, "house", "vendor", "temps")).containsExactly(6L, 4L, 0L);
  }

  // --- the group after the allotment ---

  @Test
  void aReturnedConversationKeepsItsGroup() {
    Scenario day = given(evenly(), HAL, of("house", "hugo", 1), VAL).online("hal", "hugo", "val");
    day.arrive("sales", "c1");

    day.returnToQueue("c1");

    assertThat(day.groupOf("c1")).isEqualTo("house");
    assertThat(allotted(day, "house", "vendor")).containsExactly(1L, 0L);
  }

  @Test
  void aTransferKeepsTheGroupIfTheTargetSkillDistributesToIt() {
    Scenario day =
        given(evenly(), care("vendor", "house"), both("hal", "house"), both("val", "vendor"));
    day.online("hal", "val").arrive("sales", "c1");
    assertThat(day.groupOf("c1")).isEqualTo("house");

    day.transferToSkill("c1", "care");

    assertThat(day.groupOf("c1")).isEqualTo("house");
    assertThat(day.ledger("care", "house").allotted()).isZero();
  }

  @Test
  void aTransferIsAllottedAnewIfTheTargetSkillDoesNotDistributeToTheGroup() {
    Scenario day =
        given(evenly(), care("vendor", "temps"), both("hal", "house"), both("val", "vendor"));
    day.online("hal", "val").arrive("sales", "c1");

    day.transferToSkill("c1", "care");

    assertThat(day.groupOf("c1")).isEqualTo("vendor");
    assertThat(day.ledger("care", "vendor").allotted()).isEqualTo(1);
  }

  private static SkillDraft care(String one, String other) {
    return skill("care").primary(one, 50).primary(other, 50);
  }

  private static AgentDraft both(String id, String group) {
    return agent(id, "sales", "care").in(group).max(9);
  }

  @Test
  void aFallbackIsAllottedByTheFallbackSkill() {
    Scenario day =
        given(evenly(), skill("vip").fallsBackTo("sales"), agent("vip-ann", "vip"), HAL, VAL);

    day.arrive("vip", "c1").online("val");

    assertThat(day.groupOf("c1")).isEqualTo("vendor");
    assertThat(day.holderOf("c1")).isEqualTo("val");
  }

  @Test
  void aFallbackToASkillOfTheSameGroupIsAllottedAnew() {
    Scenario day =
        given(
            evenly(),
            skill("vip").primary("house", 100).secondary("vendor", 100).fallsBackTo("sales"),
            agent("vic", "vip").in("house"),
            HAL,
            VAL);

    day.arrive("vip", "c1").online("hal");

    assertThat(allotted(day, "house", "vendor")).containsExactly(1L, 0L);
  }
}
