package io.switchboard.api;

import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.closesSilent;
import static io.switchboard.domain.Centre.rings;
import static io.switchboard.domain.Centre.skill;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Routing rules, section 6: later stages of a conversation. */
@Tag("slow")
class HandoverAndCloseTest {
  @RegisterExtension static final RunningNode NODE = new RunningNode();

  // --- return ---

  @Test
  void onlyTheAssignedAgentMayReturnAConversation() {
    HttpScenario centre = NODE.given(agent("ann", "sales"), agent("bob", "sales"));
    centre.online("ann").arrive("sales", "c1").accept("c1");

    assertThat(centre.tell("c1", "/return", "{\"agent\":\"bob\"}").status()).isEqualTo(409);

    assertThat(centre.holderOf("c1")).isEqualTo("ann");
  }

  // --- transfer to a skill ---

  @Test
  void aTransferGoesOnlyToAPermittedSkill() {
    HttpScenario centre =
        NODE.given(skill("sales").transfersOnlyTo("care"), agent("ann", "sales", "care", "legal"));
    centre.online("ann").arrive("sales", "c1").accept("c1");

    assertThat(centre.tell("c1", "/transfer", "{\"toSkill\":\"legal\"}").status()).isEqualTo(422);
    assertThat(centre.holderOf("c1")).isEqualTo("ann");

    centre.transferToSkill("c1", "care");
    assertThat(centre.skillOf("c1")).isEqualTo("care");
  }

  // --- transfer to an agent ---

  @Test
  void aTransferToAnAgentRingsWhenThatAgentIsOnlineWithCapacity() {
    HttpScenario centre = NODE.given(agent("ann", "sales"), agent("bob", "sales"));
    centre.online("ann").arrive("sales", "c1").accept("c1").transferToAgent("c1", "bob");

    centre.online("bob");

    assertThat(centre.ringsAt("c1")).isEqualTo("bob");
    assertThat(centre.accept("c1").holderOf("c1")).isEqualTo("bob");
  }

  @Test
  void aTransferToAnAgentWithoutTheSkillIsRefused() {
    HttpScenario centre = NODE.given(agent("ann", "sales"), agent("bob", "care"));
    centre.online("ann", "bob").arrive("sales", "c1").accept("c1");

    assertThat(centre.tell("c1", "/transfer", "{\"toAgent\":\"bob\"}").status()).isEqualTo(422);

    assertThat(centre.holderOf("c1")).isEqualTo("ann");
  }

  // --- takeover ---

  @Test
  void aTakeoverMovesAConversationToAnAgentWithCapacity() {
    HttpScenario centre = NODE.given(agent("ann", "sales"), agent("bob", "care"));
    centre.online("ann", "bob").arrive("sales", "c1").accept("c1").arrive("sales", "c2");

    centre.takeOver("c1", "bob");

    assertThat(centre.holderOf("c1")).isEqualTo("bob");
    assertThat(centre.conversationsOf("ann")).isEmpty();
    assertThat(centre.ringsAt("c2")).isEqualTo("ann");
  }

  @Test
  void aTakeoverNeedsCapacityAndAnAgentWhoIsNotOffline() {
    HttpScenario centre =
        NODE.given(agent("ann", "sales"), agent("bob", "sales"), agent("cem", "sales"));
    centre.online("ann", "bob").arrive("sales", "c1", "c2").accept("c1", "c2");

    assertThat(centre.tell("c1", "/takeover", "{\"agent\":\"bob\"}").status()).isEqualTo(409);
    assertThat(centre.tell("c1", "/takeover", "{\"agent\":\"cem\"}").status()).isEqualTo(409);

    assertThat(centre.holdersOf("c1", "c2")).containsExactly("ann", "bob");
  }

  // --- its end ---

  @Test
  void theCapacityOfAClosedConversationIsUsedAtOnce() {
    HttpScenario centre = NODE.given(agent("ann", "sales")).online("ann");
    centre.arrive("sales", "c1").accept("c1").arrive("sales", "c2");

    centre.close("c1");

    assertThat(centre.ringsAt("c2")).isEqualTo("ann");
    assertThat(centre.historyOf("c1"))
        .containsExactly("STARTED", "ASSIGNED ann", "RELEASING", "CLOSED");
  }

  @Test
  void aRepeatedCloseSucceedsAndAnyOtherCommandAfterACloseIsRefused() {
    HttpScenario centre = NODE.given(agent("ann", "sales")).arrive("sales", "c1").close("c1");

    assertThat(centre.tell("c1", "/close", "{\"by\":\"SYSTEM\"}").status()).isEqualTo(200);
    assertThat(centre.tell("c1", "/messages", "{\"from\":\"CONSUMER\"}").status()).isEqualTo(409);
    assertThat(centre.line("sales")).isEmpty();
  }

  @Test
  void aConversationWithoutConsumerMessagesIsAutoClosed() {
    HttpScenario centre =
        NODE.given(
            closesSilent("1H"),
            rings("1H", 0),
            skill("care").closesSilent("10M"),
            agent("ann", "sales", "care").max(3));
    centre.online("ann").arrive("sales", "c1", "c2").arrive("care", "c3");
    centre.accept("c1", "c2", "c3").agentWrites("c1", "c3");

    centre.passes("10M");
    assertThat(centre.stateOf("c3")).isEqualTo("CLOSED");

    centre.passes("50M");
    assertThat(centre.stateOf("c1")).isEqualTo("CLOSED");
    assertThat(centre.stateOf("c2")).isEqualTo("ASSIGNED");
  }

  @Test
  void aMessageOfTheConsumerPreventsTheAutoClose() {
    HttpScenario centre = NODE.given(closesSilent("1H"), agent("ann", "sales")).online("ann");
    centre.arrive("sales", "c1").accept("c1").agentWrites("c1").passes("59M").consumerWrites("c1");

    assertThat(centre.passes("2H").stateOf("c1")).isEqualTo("ASSIGNED");
  }
}
