package io.switchboard.domain.queue.matching;

import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.skill;
import static io.switchboard.domain.Scenario.NOBODY;
import static io.switchboard.domain.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.Part;
import io.switchboard.domain.Scenario;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Exclusion of agents who refused a conversation, without stranding it (section 3). */
class ExclusionTest {
  private static final Part ANN = agent("ann", "sales");
  private static final Part BOB = agent("bob", "sales");
  private static final Part CLEO = agent("cleo", "sales");

  @Test
  void aReturnedConversationGoesToAnotherAgent() {
    Scenario day = given(ANN, BOB).online("ann", "bob").arrive("sales", "c1");

    day.returnToQueue("c1");

    assertThat(day.placements()).containsExactly("c1 to ann", "c1 to bob");
  }

  @Test
  void aReturnedConversationWaitsForAnotherBusyAgent() {
    Scenario day = given(ANN, BOB).online("ann", "bob").arrive("sales", "c1", "b1");

    day.returnToQueue("c1");
    assertThat(day.holderOf("c1")).isEqualTo(NOBODY);

    day.close("b1");
    assertThat(day.holderOf("c1")).isEqualTo("bob");
  }

  @Test
  void theReturningAgentTakesTheNextConversationMeanwhile() {
    Scenario day = given(ANN, BOB).online("ann", "bob").arrive("sales", "c1", "b1", "c2");

    day.returnToQueue("c1");

    assertThat(day.holdersOf("c1", "c2")).containsExactly(NOBODY, "ann");
  }

  @Test
  void theOnlyOnlineAgentGetsTheReturnedConversationBack() {
    Scenario day = given(ANN, BOB).online("ann").away("bob").arrive("sales", "c1");

    day.returnToQueue("c1");

    assertThat(day.placements()).containsExactly("c1 to ann", "c1 to ann");
  }

  @Test
  void theOnlyOnlineAgentGetsAMoreUrgentConversationBeforeTheReturnedOne() {
    Scenario day = given(ANN).arrive("sales", "c1", "c2").online("ann").close("c1");
    day.arrive("sales", "c0");

    day.returnToQueue("c2");

    assertThat(day.holderOf("c0")).isEqualTo("ann");
  }

  @Test
  void theReturningAgentGetsTheConversationWhenTheLastOtherAgentLeaves() {
    Scenario day = given(ANN, BOB).online("ann", "bob").arrive("sales", "c1", "b1");
    day.returnToQueue("c1");

    day.away("bob");

    assertThat(day.holderOf("c1")).isEqualTo("ann");
  }

  @Test
  void anAgentWhoComesOnlineGetsTheReturnedConversation() {
    Scenario day = given(ANN, BOB).online("ann").arrive("sales", "c1");
    day.away("ann").returnToQueue("c1");

    day.online("bob");

    assertThat(day.holderOf("c1")).isEqualTo("bob");
  }

  @Test
  void aNewRoundWithoutTheLastAgentBeginsWhenAllHaveReturnedTheConversation() {
    Scenario day = given(ANN, BOB, CLEO).online("ann", "bob", "cleo").arrive("sales", "c1");

    day.returnToQueue("c1").returnToQueue("c1").returnToQueue("c1").returnToQueue("c1");

    assertThat(day.placements())
        .containsExactly("c1 to ann", "c1 to bob", "c1 to cleo", "c1 to ann", "c1 to bob");
  }

  @Test
  void theLastReturningAgentIsPassedOverInANewRound() {
    Scenario day = given(ANN, BOB).online("ann", "bob").arrive("sales", "c1").returnToQueue("c1");
    day.arrive("sales", "a1");

    day.returnToQueue("c1");

    assertThat(day.holdersOf("a1", "c1")).containsExactly("ann", NOBODY);
  }

  @Test
  @Tag("S013")
  void aConversationThatAllAgentsReturnIsNeitherLostNorDoubled() {
    Scenario day = given(ANN, BOB).online("ann", "bob").arrive("sales", "c1");

    day.returnToQueue("c1").returnToQueue("c1").close("c1").arrive("sales", "c2", "c3");

    assertThat(day.placements()).startsWith("c1 to ann", "c1 to bob", "c1 to ann").hasSize(5);
    assertThat(day.holderOf("c1")).isEqualTo(NOBODY);
  }

  @Test
  void theExclusionOfOthersRemainsWhenOneReturningAgentLeaves() {
    Scenario day = given(ANN, BOB, CLEO).online("ann", "bob").arrive("sales", "c1");
    day.returnToQueue("c1").online("cleo").arrive("sales", "a1", "d1");
    day.returnToQueue("c1").close("a1");
    assertThat(day.holdersOf("d1", "c1")).containsExactly("cleo", NOBODY);

    day.away("ann");

    assertThat(day.holderOf("c1")).isEqualTo(NOBODY);
  }

  @Test
  void aReturnByAnAgentWithoutAccessBeginsNoNewRound() {
    Scenario day =
        given(
            skill("sales").primary("house", 100).secondary("vendor", 100),
            agent("hal", "sales").in("house"),
            agent("hank", "sales").in("house"),
            agent("hugo", "sales").in("house"),
            agent("val", "sales").in("vendor"));
    day.online("hal").arrive("sales", "c1").online("hank", "hugo", "val").arrive("sales", "h1");
    day.returnToQueue("c1").arrive("sales", "h2").transferToAgent("c1", "val").close("h2");
    assertThat(day.holdersOf("h1", "c1")).containsExactly("hank", "val");

    day.returnToQueue("c1");
    assertThat(day.holderOf("c1")).isEqualTo(NOBODY);

    day.close("h1");
    assertThat(day.holderOf("c1")).isEqualTo("hank");
  }

  @Test
  void anOnlineAgentWithoutAccessDoesNotCountAsAlternative() {
    Scenario day =
        given(
            skill("sales").primary("house", 100).secondary("vendor", 100),
            agent("hal", "sales").in("house"),
            agent("val", "sales").in("vendor"));
    day.online("hal", "val").arrive("sales", "c1");

    day.returnToQueue("c1");

    assertThat(day.placements()).containsExactly("c1 to hal", "c1 to hal");
  }

  @Test
  void anOnlineAgentCountsAsAlternativeAfterTheOverflow() {
    Scenario day =
        given(
            skill("sales").primary("house", 100).secondary("vendor", 100).maxWait("2m"),
            agent("hal", "sales").in("house"),
            agent("val", "sales").in("vendor"));
    day.online("hal", "val").arrive("sales", "c1");

    day.at("3m").returnToQueue("c1");

    assertThat(day.placements()).containsExactly("c1 to hal", "c1 to val");
  }

  @Test
  void allReturningAgentsArePassedOverAfterTheOverflow() {
    Scenario day =
        given(
            skill("sales").primary("house", 100).secondary("vendor", 100).maxWait("2m"),
            agent("hal", "sales").in("house"),
            agent("hugo", "sales").in("house"),
            agent("val", "sales").in("vendor"));
    day.online("hal", "hugo", "val").arrive("sales", "c1").at("1m").returnToQueue("c1");

    day.at("3m").returnToQueue("c1");

    assertThat(day.placements()).containsExactly("c1 to hal", "c1 to hugo", "c1 to val");
  }

  @Test
  void anAgentWithAMaximumOfZeroDoesNotCountAsAlternative() {
    Scenario day = given(ANN, agent("boss", "sales").max(0)).online("ann", "boss");
    day.arrive("sales", "c1").returnToQueue("c1");

    assertThat(day.placements()).containsExactly("c1 to ann", "c1 to ann");
  }

  @Test
  void aReturnedConversationComesBackWhenTheOnlyOtherMaximumBecomesZero() {
    Scenario day = given(ANN, BOB).online("ann", "bob").arrive("sales", "c1", "b1");
    day.returnToQueue("c1");

    day.limit("bob", 0);

    assertThat(day.holderOf("c1")).isEqualTo("ann");
  }
}
