package io.switchboard.domain.routing;

import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.conversation;
import static io.switchboard.domain.Centre.skill;
import static io.switchboard.domain.Scenario.NOBODY;
import static io.switchboard.domain.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.domain.Part;
import io.switchboard.domain.Scenario;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Later stages of a conversation (routing rules, section 6). */
class LifecycleTest {
  private static final Part ANN = agent("ann", "sales");
  private static final Part BOB = agent("bob", "sales");
  private static final Part SAM = agent("sam", "support");

  // --- placement and end ---

  @Test
  @Tag("S082")
  void anAssignedConversationIsNotGivenToAnotherAgent() {
    Scenario day = given(ANN, BOB).online("ann").arrive("sales", "c1");

    day.online("bob").limit("bob", 5);

    assertThat(day.placements()).containsExactly("c1 to ann");
  }

  @Test
  @Tag("S083")
  void eachPlacementIsReportedOnce() {
    Scenario day = given(ANN, BOB).arrive("sales", "c1").online("bob").online("ann");

    assertThat(day.placements()).containsExactly("c1 to bob");
  }

  @Test
  @Tag("S080")
  void aClosedConversationIsNotPlaced() {
    Scenario day = given(agent("ann", "sales").max(5)).arrive("sales", "c1", "c2", "c3");

    day.close("c1", "c3").online("ann");

    assertThat(day.placements()).containsExactly("c2 to ann");
  }

  @Test
  void theCapacityOfAClosedConversationIsUsedAtOnce() {
    Scenario day = given(ANN).online("ann").arrive("sales", "c1", "c2");

    day.close("c1");

    assertThat(day.holderOf("c2")).isEqualTo("ann");
  }

  @Test
  void anOfflineAgentGetsNoConversationAfterAClose() {
    Scenario day = given(ANN).online("ann").arrive("sales", "c1", "c2").offline("ann");

    day.close("c1");

    assertThat(day.holderOf("c2")).isEqualTo(NOBODY);
  }

  // --- return to the queue ---

  @Test
  void aReturnedConversationKeepsItsPosition() {
    Scenario day = given(ANN).online("ann").arrive("sales", "c1").at("1m").arrive("sales", "c2");

    day.away("ann").returnToQueue("c1");

    assertThat(day.line("sales")).containsExactly("c1", "c2");
  }

  @Test
  void theCapacityOfAReturnedConversationIsUsedAtOnce() {
    Scenario day = given(ANN, BOB).online("ann", "bob").arrive("sales", "c1", "b1", "c2");

    day.returnToQueue("c1");

    assertThat(day.holderOf("c2")).isEqualTo("ann");
  }

  // --- transfer to a skill ---

  @Test
  @Tag("S091")
  void aTransferFreesTheFirstAgentAndIsAssignedToTheNextOnly() {
    Scenario day = given(ANN, SAM).online("ann", "sam").arrive("sales", "c1", "c2");

    day.transferToSkill("c1", "support");

    assertThat(day.conversationsOf("sam")).containsExactly("c1");
    assertThat(day.conversationsOf("ann")).containsExactly("c2");
  }

  @Test
  void theWaitOfATransferBeginsWithTheTransfer() {
    Scenario day = given(ANN, SAM).online("ann").arrive("sales", "c1");
    day.at("1m").arrive("support", "u1");

    day.at("2m").transferToSkill("c1", "support");

    assertThat(day.line("support")).containsExactly("u1", "c1");
  }

  @Test
  void aTransferToAForbiddenSkillIsRefused() {
    Scenario day = given(skill("sales").transfersOnlyTo("billing"), skill("billing"), ANN, SAM);
    day.online("ann").arrive("sales", "c1");

    assertThatThrownBy(() -> day.transferToSkill("c1", "support"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("transferTo of skill sales does not contain skill support");
    assertThat(day.holderOf("c1")).isEqualTo("ann");
  }

  @Test
  void aTransferToItsOwnSkillReturnsTheConversationToItsPosition() {
    Scenario day = given(skill("sales").transfersOnlyTo("support"), ANN, BOB, SAM);
    day.online("ann", "bob");
    day.arrive("sales", "c1", "b1", "c2");

    day.at("1m").transferToSkill("c1", "sales");

    assertThat(day.line("sales")).containsExactly("c1");
    assertThat(day.holderOf("c2")).isEqualTo("ann");
  }

  @Test
  void aTransferToAMissingSkillChangesNothing() {
    Scenario day = given(ANN).online("ann").arrive("sales", "c1");

    assertThatThrownBy(() -> day.transferToSkill("c1", "nope"))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(day.holderOf("c1")).isEqualTo("ann");
  }

  @Test
  void theTransferringAgentIsPassedOverInTheTargetSkill() {
    Scenario day = given(agent("ann", "sales", "support").max(2), SAM).online("ann", "sam");
    day.arrive(conversation("c1").forSkill("sales").from("kim"));

    day.at("1m").transferToSkill("c1", "support");

    assertThat(day.holderOf("c1")).isEqualTo("sam");
  }

  @Test
  void aConversationCannotStartTwice() {
    Scenario day = given(ANN, SAM).arrive("sales", "c1");

    assertThatThrownBy(() -> day.arrive("support", "c1"))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(day.online("ann").holderOf("c1")).isEqualTo("ann");
  }

  @Test
  void anOfflineAgentCannotTakeOver() {
    Scenario day = given(ANN, BOB).online("ann").arrive("sales", "c1");

    assertThat(day.takeOver("c1", "bob")).isFalse();
    assertThat(day.holderOf("c1")).isEqualTo("ann");
  }

  @Test
  void anUnassignedConversationCannotBeTransferredOrReturned() {
    Scenario day = given(ANN, SAM).arrive("sales", "c1");

    assertThatThrownBy(() -> day.transferToSkill("c1", "support"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> day.transferToAgent("c1", "ann"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> day.returnToQueue("c1")).isInstanceOf(IllegalArgumentException.class);
    assertThat(day.line("sales")).containsExactly("c1");
  }

  @Test
  void aTransferredConversationKeepsItsPreviousAgents() {
    Scenario day =
        given(agent("ann", "sales", "support").max(1), agent("sam", "support").max(5))
            .online("ann");
    day.arrive(conversation("j1").forSkill("sales").from("joe"));
    day.away("ann").transferToSkill("j1", "support");
    day.online("sam").transferToSkill("j1", "sales");

    day.online("ann");

    assertThat(day.placements()).containsExactly("j1 to ann", "j1 to sam", "j1 to ann");
  }

  // --- transfer to an agent ---

  @Test
  void aTransferToAnAgentGoesToThatAgent() {
    Scenario day = given(ANN, BOB, agent("cleo", "sales")).online("ann", "bob", "cleo");
    day.arrive("sales", "c1");

    day.transferToAgent("c1", "cleo");

    assertThat(day.placements()).containsExactly("c1 to ann", "c1 to cleo");
  }

  @Test
  void aTransferToAnAgentWaitsDespiteOtherFreeAgents() {
    Scenario day = given(ANN, BOB, agent("cleo", "sales")).online("ann", "bob");
    day.arrive("sales", "c1").transferToAgent("c1", "cleo").online("bob");
    assertThat(day.holderOf("c1")).isEqualTo(NOBODY);

    day.at("1h59m").online("cleo");
    assertThat(day.holderOf("c1")).isEqualTo("cleo");
  }

  @Test
  void aTransferToAnAgentWaitsForTheCapacityOfThatAgent() {
    Scenario day = given(ANN, BOB).online("ann", "bob").arrive("sales", "c1", "b1");

    day.transferToAgent("c1", "bob");
    assertThat(day.holderOf("c1")).isEqualTo(NOBODY);

    day.close("b1");
    assertThat(day.holderOf("c1")).isEqualTo("bob");
  }

  @Test
  void aTransferToAnAgentIsOpenToAllAgentsOfTheSkillAfterTwoHours() {
    Scenario day = given(ANN, BOB).online("ann").arrive("sales", "c1").transferToAgent("c1", "bob");

    assertThat(day.at("1h59m59s").holderOf("c1")).isEqualTo(NOBODY);
    assertThat(day.at("2h").holderOf("c1")).isEqualTo("ann");
  }

  @Test
  void aSkillMaySetTheMaximumWaitOfATransferToAnAgent() {
    Scenario day = given(skill("sales").agentTransfersWait("10m"), ANN, BOB).online("ann");

    day.arrive("sales", "c1").transferToAgent("c1", "bob").at("10m");

    assertThat(day.holderOf("c1")).isEqualTo("ann");
  }

  @Test
  void aTransferThatItsAgentReturnsIsOpenToAllOtherAgents() {
    Scenario day = given(ANN, BOB).online("ann", "bob").arrive("sales", "c1");

    day.transferToAgent("c1", "bob").returnToQueue("c1");

    assertThat(day.placements()).containsExactly("c1 to ann", "c1 to bob", "c1 to ann");
  }

  @Test
  void anEarlierReturnByTheTargetAgentDoesNotCount() {
    Scenario day = given(ANN, BOB, agent("cleo", "sales")).online("ann", "bob");
    day.arrive("sales", "c1").returnToQueue("c1").arrive("sales", "a1").online("cleo");

    day.transferToAgent("c1", "ann").close("a1");

    assertThat(day.holderOf("c1")).isEqualTo("ann");
  }

  @Test
  void aTransferToAnAgentWithoutTheSkillIsRefused() {
    Scenario day = given(ANN, SAM).online("ann", "sam").arrive("sales", "c1");

    assertThatThrownBy(() -> day.transferToAgent("c1", "sam"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sam");
    assertThat(day.holderOf("c1")).isEqualTo("ann");
  }

  // --- takeover ---

  @Test
  void aTakeoverMovesTheConversationAndTheFreedCapacityIsUsedAtOnce() {
    Scenario day = given(ANN, SAM).online("ann", "sam").arrive("sales", "c1", "c2");

    assertThat(day.takeOver("c1", "sam")).isTrue();

    assertThat(day.holdersOf("c1", "c2")).containsExactly("sam", "ann");
  }

  @Test
  void aTakeoverNeedsCapacity() {
    Scenario day = given(ANN, SAM).online("ann", "sam").arrive("sales", "c1");
    day.arrive("support", "u1");

    assertThat(day.takeOver("c1", "sam")).isFalse();

    assertThat(day.holdersOf("c1", "u1")).containsExactly("ann", "sam");
  }

  @Test
  void aTakeoverUsesTheCapacityOfTheNewAgent() {
    Scenario day = given(ANN, SAM).online("ann", "sam").arrive("sales", "c1");
    day.takeOver("c1", "sam");

    day.arrive("support", "u1");

    assertThat(day.line("support")).containsExactly("u1");
  }

  @Test
  void theNewAgentOfATakeoverIsAPreviousAgentOfTheConsumer() {
    Scenario day = given(agent("ann", "sales").max(3), agent("bob", "sales").max(3)).online("ann");
    day.arrive(conversation("j1").forSkill("sales").from("joe")).online("bob");
    day.takeOver("j1", "bob");

    day.arrive(conversation("j2").forSkill("sales").from("joe"));

    assertThat(day.holderOf("j2")).isEqualTo("bob");
  }
}
