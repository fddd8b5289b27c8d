package io.switchboard.domain.distribution;

import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.skill;
import static io.switchboard.domain.Scenario.NOBODY;
import static io.switchboard.domain.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.AgentDraft;
import io.switchboard.domain.Scenario;
import io.switchboard.domain.SkillDraft;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Overflow of conversations to other groups (routing rules, section 5). */
class OverflowTest {

  private static SkillDraft houseThenVendor() {
    return skill("sales").primary("house", 100).secondary("vendor", 100).maxWait("2m");
  }

  private static AgentDraft of(String group, String id, int max) {
    return agent(id, "sales").in(group).max(max);
  }

  /**
   * Hal of the house has no capacity, and one conversation waits for the house since the opening.
   */
  private static Scenario houseIsFull(int maxOfVal) {
    return given(houseThenVendor(), of("house", "hal", 1), of("vendor", "val", maxOfVal))
        .online("hal", "val")
        .arrive("sales", "h1", "c1");
  }

  // --- after the maximum wait ---

  @Test
  void aConversationIsOpenOnlyToItsGroupUntilTheMaximumWait() {
    Scenario day = houseIsFull(9);

    assertThat(day.at("1m59.999999999s").holderOf("c1")).isEqualTo(NOBODY);
  }

  @Test
  @Tag("S106")
  void aConversationGoesToAnotherGroupWithCapacityAtTheMaximumWait() {
    Scenario day = houseIsFull(9);

    assertThat(day.at("2m").holderOf("c1")).isEqualTo("val");
  }

  @Test
  void eachConversationHasItsOwnMaximumWait() {
    Scenario day = houseIsFull(9).at("1m").arrive("sales", "c2");

    assertThat(day.at("2m").holdersOf("c1", "c2")).containsExactly("val", NOBODY);
    assertThat(day.at("3m").holderOf("c2")).isEqualTo("val");
  }

  @Test
  void withoutCapacityAnOverdueConversationGoesToTheFirstGroupThatGainsCapacity() {
    Scenario day = given(houseThenVendor(), of("house", "hal", 1), of("vendor", "val", 0));
    day.online("hal", "val").arrive("sales", "h1", "c1").at("3m");

    day.limit("val", 1);

    assertThat(day.holderOf("c1")).isEqualTo("val");
  }

  @Test
  void anOverflowedConversationStaysOpenToItsOwnGroup() {
    Scenario day = houseIsFull(0).at("3m");

    day.close("h1");

    assertThat(day.holderOf("c1")).isEqualTo("hal");
  }

  @Test
  void anExpiredTransferToAnAgentIsOpenToAllAgentsOfTheSkill() {
    Scenario day =
        given(
            houseThenVendor().agentTransfersWait("1m"),
            of("house", "hal", 1),
            of("house", "huw", 1),
            of("vendor", "val", 1));
    day.online("hal", "val").arrive("sales", "c1");

    day.transferToAgent("c1", "huw").arrive("sales", "h1");

    assertThat(day.at("59s").holdersOf("c1", "h1")).containsExactly(NOBODY, "hal");
    assertThat(day.at("1m").holderOf("c1")).isEqualTo("val");
  }

  @Test
  void primaryGroupsGoBeforeSecondaryGroups() {
    Scenario day =
        given(
            skill("sales").primary("house", 50).primary("vendor", 50).secondary("temps", 100),
            of("house", "hal", 1),
            of("vendor", "val", 3),
            of("temps", "tem", 9));
    day.online("hal", "val", "tem").arrive("sales", "h1", "v1", "c1", "v2", "c2");

    day.at("2m");

    assertThat(day.groupsOf("c1", "c2")).containsExactly("house", "house");
    assertThat(day.holdersOf("c1", "c2")).containsExactly("val", "tem");
  }

  @Test
  void theGroupsOfATierShareOverflowedConversations() {
    Scenario day =
        given(
            skill("sales").primary("house", 50).primary("vendor", 30).primary("temps", 20),
            of("house", "hal", 1),
            of("vendor", "val", 99),
            of("temps", "tem", 99));
    day.online("hal", "val", "tem");
    day.arrive("sales", "c01", "c02", "c03", "c04", "c05", "c06", "c07", "c08", "c09", "c10");
    assertThat(day.line("sales")).hasSize(4);
    day.arrive("sales", "c11", "c12").at("2m");

    assertThat(day.ledger("sales", "house").overflowedFrom()).isEqualTo(5);
    assertThat(day.ledger("sales", "vendor").overflowedTo()).isEqualTo(3);
    assertThat(day.ledger("sales", "temps").overflowedTo()).isEqualTo(2);
  }

  @Test
  void amongOverflowedConversationsTheMostUrgentGoesFirst() {
    Scenario day = houseIsFull(0).arrive("sales", "c2").at("3m");

    day.limit("val", 1).limit("val", 2);

    assertThat(day.placements()).containsExactly("h1 to hal", "c1 to val", "c2 to val");
  }

  @Test
  void theMaximumWaitOfAReturnedConversationCountsFromItsStart() {
    Scenario day =
        given(
            houseThenVendor(),
            of("house", "hal", 1),
            of("house", "hugo", 1),
            of("vendor", "val", 9));
    day.online("hal", "hugo", "val").arrive("sales", "c1", "h1").at("1m").returnToQueue("c1");

    assertThat(day.at("1m59s").holderOf("c1")).isEqualTo(NOBODY);
    assertThat(day.at("2m").holderOf("c1")).isEqualTo("val");
  }

  @Test
  void theMaximumWaitOfAFallbackIncludesTheEarlierWait() {
    Scenario day =
        given(
            skill("vip").fallsBackTo("sales"),
            agent("vic", "vip").max(0),
            houseThenVendor(),
            of("house", "hal", 0),
            of("vendor", "val", 9));
    day.online("vic", "hal", "val").arrive("vip", "c1").at("3m");

    day.offline("vic");

    assertThat(day.holderOf("c1")).isEqualTo("val");
  }

  @Test
  void anOverflowedConversationGoesToItsOwnGroupFirst() {
    Scenario day =
        given(
            skill("sales").primary("house", 60).primary("vendor", 40).maxWait("2m"),
            of("house", "hal", 9),
            of("vendor", "val", 1),
            of("vendor", "vera", 1));
    day.online("hal", "val", "vera").arrive("sales", "c1", "c2");
    assertThat(day.holderOf("c2")).isEqualTo("val");

    day.at("3m").returnToQueue("c2");

    assertThat(day.holderOf("c2")).isEqualTo("vera");
  }

  @Test
  void aTransferToAnAgentOfAnotherGroupIsNoOverflow() {
    Scenario day =
        given(houseThenVendor(), of("house", "hal", 1), of("vendor", "val", 1))
            .online("hal", "val");
    day.arrive("sales", "c1").transferToAgent("c1", "val");

    assertThat(day.ledger("sales", "house").overflowedFrom()).isZero();
    assertThat(day.ledger("sales", "vendor").accepted()).isEqualTo(1);
  }

  @Test
  void aTransferToAnAgentDoesNotMakeItsGroupOverwhelmed() {
    Scenario day =
        given(
            skill("sales").primary("house", 50).primary("vendor", 50).maxWait("2m"),
            of("house", "hal", 1),
            of("house", "hugo", 1),
            of("vendor", "val", 9));
    day.online("hal", "val").arrive("sales", "c1").transferToAgent("c1", "hugo");
    day.at("3m").arrive("sales", "c2", "c3", "c4", "c5");

    assertThat(day.ledger("sales", "house").diverted()).isZero();
    assertThat(day.ledger("sales", "vendor").diverted()).isZero();
  }

  // --- with a maximum wait of zero ---

  @Test
  @Tag("S097")
  void withAMaximumWaitOfZeroAConversationOverflowsAtOnce() {
    Scenario day =
        given(houseThenVendor().maxWait("0s"), of("house", "p", 2), of("vendor", "b", 99));

    day.online("p", "b").arrive("sales", "c1", "c2", "c3", "c4", "c5", "c6");

    assertThat(day.holdersOf("c1", "c2", "c3", "c4", "c5", "c6"))
        .containsExactly("p", "p", "b", "b", "b", "b");
  }

  @Test
  @Tag("S098")
  void aConversationWaitsWhileNoGroupHasCapacity() {
    Scenario day =
        given(houseThenVendor().maxWait("0s"), of("house", "p", 2), of("vendor", "b", 3));

    day.online("p", "b").arrive("sales", "c1", "c2", "c3", "c4", "c5", "c6");

    assertThat(day.holdersOf("c1", "c2", "c3", "c4", "c5", "c6"))
        .containsExactly("p", "p", "b", "b", "b", NOBODY);
  }

  @Test
  @Tag("S052")
  void secondaryGroupsGetConversationsThatThePrimaryReturnsOrHasNoCapacityFor() {
    Scenario day =
        given(houseThenVendor().maxWait("0s"), of("house", "ann", 1), of("vendor", "bob", 2));
    day.online("ann", "bob").arrive("sales", "c1").returnToQueue("c1");

    day.arrive("sales", "c2", "c3");

    assertThat(day.placements())
        .containsExactly("c1 to ann", "c1 to bob", "c2 to ann", "c3 to bob");
  }

  // --- of an empty group ---

  @Test
  void aConversationOverflowsAtOnceWhenItsGroupHasNoOnlineAgent() {
    Scenario day = houseIsFull(9);

    day.offline("hal");

    assertThat(day.holderOf("c1")).isEqualTo("val");
  }

  @Test
  void aConversationDoesNotOverflowWhileAnAgentOfItsGroupIsOnline() {
    Scenario day =
        given(
            houseThenVendor(),
            of("house", "hal", 1),
            of("house", "hugo", 0),
            of("vendor", "val", 9));
    day.online("hal", "hugo", "val").arrive("sales", "h1", "c1");

    day.offline("hal");

    assertThat(day.holderOf("c1")).isEqualTo(NOBODY);
  }

  @Test
  void aConversationThatArrivesWithoutOnlineAgentsIsOpenToTheFirstAgent() {
    Scenario day = given(houseThenVendor(), of("house", "hal", 1), of("vendor", "val", 1));

    day.arrive("sales", "c1").online("val");

    assertThat(day.groupOf("c1")).isEqualTo("house");
    assertThat(day.holderOf("c1")).isEqualTo("val");
  }

  @Test
  void anOverflowOfAnEmptyGroupRemainsWhenTheGroupReturns() {
    Scenario day = houseIsFull(0).offline("hal").at("1m").online("hal");

    day.limit("val", 1);

    assertThat(day.holderOf("c1")).isEqualTo("val");
  }

  @Test
  void anOverflowRemainsAfterAReturn() {
    Scenario day =
        given(
            houseThenVendor(),
            of("house", "hal", 1),
            of("vendor", "val", 1),
            of("vendor", "vera", 1));
    day.online("hal", "val").arrive("sales", "h1", "c1").offline("hal");
    day.at("1m").online("hal", "vera");

    day.returnToQueue("c1");

    assertThat(day.holderOf("c1")).isEqualTo("vera");
  }

  @Test
  void aTransferredConversationThatItsAgentReturnsIsOpenToItsGroupAgain() {
    Scenario day =
        given(
            skill("sales").primary("north", 100).secondary("south", 100),
            agent("ann", "sales").in("north"),
            agent("sid", "sales").in("south"),
            agent("sue", "sales").in("south"));
    day.online("ann", "sid", "sue").arrive("sales", "c1").transferToAgent("c1", "sue");

    day.returnToQueue("c1");

    assertThat(day.placements()).containsExactly("c1 to ann", "c1 to sue", "c1 to ann");
  }

  @Test
  void aTransferIsOpenToItsGroupOnlyAgain() {
    Scenario day =
        given(
            houseThenVendor(),
            skill("care").primary("house", 100).secondary("vendor", 100),
            agent("hal", "sales").in("house"),
            agent("hugo", "care").in("house").max(0),
            agent("val", "sales", "care").in("vendor").max(9));
    day.online("hal", "hugo", "val").arrive("sales", "h1", "c1").at("2m");

    day.transferToSkill("c1", "care");

    assertThat(day.holderOf("c1")).isEqualTo(NOBODY);
    assertThat(day.at("4m").holderOf("c1")).isEqualTo("val");
  }

  // --- under strict percentages ---

  private static SkillDraft strictly() {
    return skill("sales").primary("house", 60).primary("vendor", 40).keepsPercentagesStrictly();
  }

  @Test
  void strictPercentagesAreKeptForAnyOnlineGroups() {
    Scenario day = given(strictly(), of("house", "hal", 99), of("vendor", "val", 99)).online("hal");

    day.arrive("sales", "c1", "c2", "c3", "c4", "c5").at("10h");

    assertThat(day.conversationsOf("hal")).hasSize(3);
    assertThat(day.line("sales")).hasSize(2);
    assertThat(day.online("val").conversationsOf("val")).hasSize(2);
  }

  @Test
  void strictPercentagesAreKeptWhenAGroupLeaves() {
    Scenario day = given(strictly(), of("house", "hal", 0), of("vendor", "val", 99));
    day.online("hal", "val").arrive("sales", "c1");

    day.offline("hal");

    assertThat(day.groupOf("c1")).isEqualTo("house");
    assertThat(day.holderOf("c1")).isEqualTo(NOBODY);
  }
}
