package io.switchboard.domain.agent;

import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.dynamicCapacity;
import static io.switchboard.domain.Centre.preferences;
import static io.switchboard.domain.Centre.skill;
import static io.switchboard.domain.Scenario.NOBODY;
import static io.switchboard.domain.Scenario.given;
import static io.switchboard.domain.account.AgentPreference.UTILIZATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.Scenario;
import org.junit.jupiter.api.Test;

/** Capacity by weight (routing rules, section 3.1). Loads are in thousandths of a conversation. */
class DynamicCapacityTest {

  private static Scenario centreWithAnn(int max) {
    return given(dynamicCapacity(), agent("ann", "sales").max(max)).online("ann");
  }

  // --- weight of a conversation ---

  @Test
  void aConversationWeighsOneWhileTheConsumerWaitsForAReply() {
    Scenario day = centreWithAnn(3).arrive("sales", "c1");

    assertThat(day.at("10h").loadOf("ann")).isEqualTo(1000);
  }

  @Test
  void aConversationWeighsATenthFourMinutesAfterTheReplyOfTheAgent() {
    Scenario day = centreWithAnn(3).arrive("sales", "c1").at("1m").agentWrites("c1");

    assertThat(day.at("4m59.999999999s").loadOf("ann")).isEqualTo(1000);
    assertThat(day.at("5m").loadOf("ann")).isEqualTo(100);
  }

  @Test
  void aConversationWeighsOneAgainAfterAMessageOfTheConsumer() {
    Scenario day = centreWithAnn(3).arrive("sales", "c1").agentWrites("c1");

    assertThat(day.at("5m").consumerWrites("c1").loadOf("ann")).isEqualTo(1000);
  }

  @Test
  void aConversationWeighsATenthAtOnceAfterASlowReply() {
    Scenario day = centreWithAnn(3).arrive("sales", "c1");

    day.at("2h0.000000001s").agentWrites("c1");

    assertThat(day.loadOf("ann")).isEqualTo(100);
  }

  @Test
  void aReplyAfterExactlyTwoHoursIsNotSlow() {
    Scenario day = centreWithAnn(3).arrive("sales", "c1");

    day.at("2h").agentWrites("c1");

    assertThat(day.loadOf("ann")).isEqualTo(1000);
  }

  @Test
  void theDelayOfAReplyCountsFromTheLastMessageOfTheConsumer() {
    Scenario day = centreWithAnn(3).arrive("sales", "c1").at("1h").consumerWrites("c1");

    day.at("2h30m").agentWrites("c1");

    assertThat(day.loadOf("ann")).isEqualTo(1000);
  }

  @Test
  void furtherMessagesOfTheAgentChangeNothingUntilAMessageOfTheConsumer() {
    Scenario day = centreWithAnn(3).arrive("sales", "c1").agentWrites("c1");

    day.at("3m").agentWrites("c1");

    assertThat(day.at("3m59s").loadOf("ann")).isEqualTo(1000);
    assertThat(day.at("4m").loadOf("ann")).isEqualTo(100);
  }

  @Test
  void aFurtherMessageAfterASlowReplyKeepsTheConversationInactive() {
    Scenario day = centreWithAnn(3).arrive("sales", "c1").at("3h").agentWrites("c1");

    day.agentWrites("c1");

    assertThat(day.loadOf("ann")).isEqualTo(100);
  }

  @Test
  void aConversationWeighsOneForItsNewAgent() {
    Scenario day =
        given(dynamicCapacity(), agent("ann", "sales").max(3), agent("bob", "sales").max(3));
    day.online("ann").arrive("sales", "c1").agentWrites("c1").at("5m").online("bob");

    day.returnToQueue("c1");

    assertThat(day.loadOf("bob")).isEqualTo(1000);
  }

  @Test
  void aTakeoverKeepsTheMessageTimes() {
    Scenario day =
        given(dynamicCapacity(), agent("ann", "sales").max(3), agent("bob", "sales").max(3));
    day.online("ann").arrive("sales", "c1").agentWrites("c1").at("5m").online("bob");

    day.takeOver("c1", "bob");

    assertThat(day.loadOf("bob")).isEqualTo(100);
  }

  @Test
  void theWeightsOfASkillGoBeforeThoseOfTheAccount() {
    Scenario day =
        given(
            dynamicCapacity(),
            skill("chat").weighs("0.5", "0.025", "1m"),
            agent("ann", "chat", "sales").max(3));
    day.online("ann").arrive("chat", "c1", "c2").arrive("sales", "s1");

    assertThat(day.loadOf("ann")).isEqualTo(2000);
    assertThat(day.agentWrites("c1", "s1").at("1m").loadOf("ann")).isEqualTo(1525);
  }

  // --- capacity ---

  @Test
  void anAgentWithMaximumThreeAndLoadOfTwoAndATenthTakesOneMore() {
    Scenario day = centreWithAnn(3).arrive("sales", "c1", "c2", "c3").agentWrites("c1").at("4m");
    assertThat(day.loadOf("ann")).isEqualTo(2100);

    day.arrive("sales", "c4", "c5");

    assertThat(day.loadOf("ann")).isEqualTo(3100);
    assertThat(day.holdersOf("c4", "c5")).containsExactly("ann", NOBODY);
  }

  @Test
  void anAgentWithMaximumFourHasThreeActiveAndTenInactiveConversations() {
    Scenario day = centreWithAnn(4);
    for (int i = 1; i <= 10; i++) {
      day.at(4 * i + "m").arrive("sales", "inactive-" + i).agentWrites("inactive-" + i);
    }

    day.at("44m").arrive("sales", "active-1", "active-2", "active-3", "one-more");

    assertThat(day.conversationsOf("ann")).hasSize(13);
    assertThat(day.loadOf("ann")).isEqualTo(4000);
    assertThat(day.line("sales")).containsExactly("one-more");
  }

  @Test
  void theLoadMayExceedTheMaximum() {
    Scenario day = centreWithAnn(3).arrive("sales", "c1", "c2", "c3").agentWrites("c1");

    day.at("4m").arrive("sales", "c4").consumerWrites("c1");

    assertThat(day.loadOf("ann")).isEqualTo(4000);
    assertThat(day.conversationsOf("ann")).hasSize(4);
  }

  @Test
  void anOverdraftOfExactlyHalfAConversationIsCapacity() {
    Scenario day =
        given(
            dynamicCapacity(), skill("chat").weighs("0.5", "0", "1m"), agent("ann", "chat").max(1));

    day.online("ann").arrive("chat", "c1", "c2", "c3", "c4");

    assertThat(day.loadOf("ann")).isEqualTo(1500);
    assertThat(day.line("chat")).containsExactly("c4");
  }

  @Test
  void capacityMaySufficeForALightSkillOnly() {
    Scenario day =
        given(
            dynamicCapacity(),
            skill("chat").weighs("0.5", "0", "1m"),
            agent("ann", "chat", "sales").max(1));
    day.online("ann").arrive("sales", "s1");

    day.arrive("sales", "s2").arrive("chat", "c1");

    assertThat(day.holdersOf("s2", "c1")).containsExactly(NOBODY, "ann");
  }

  @Test
  void anAgentWithAMaximumOfZeroTakesNoConversation() {
    Scenario day = centreWithAnn(0).arrive("sales", "c1");

    assertThat(day.holderOf("c1")).isEqualTo(NOBODY);
  }

  // --- immediate placement ---

  @Test
  void aWaitingConversationIsPlacedWhenAnotherBecomesInactive() {
    Scenario day = centreWithAnn(1).arrive("sales", "c1").agentWrites("c1");
    day.at("1m").arrive("sales", "c2");

    assertThat(day.at("3m59s").holderOf("c2")).isEqualTo(NOBODY);
    assertThat(day.at("4m").holderOf("c2")).isEqualTo("ann");
  }

  @Test
  void aWaitingConversationIsPlacedAfterASlowReply() {
    Scenario day = centreWithAnn(1).arrive("sales", "c1").at("3h").arrive("sales", "c2");

    day.agentWrites("c1");

    assertThat(day.holderOf("c2")).isEqualTo("ann");
  }

  @Test
  void aTimelyMessageOfTheConsumerKeepsTheCapacityInUse() {
    Scenario day = centreWithAnn(1).arrive("sales", "c1").agentWrites("c1");

    day.at("3m").consumerWrites("c1").arrive("sales", "c2").at("1h");

    assertThat(day.holderOf("c2")).isEqualTo(NOBODY);
  }

  // --- preference ---

  @Test
  void utilizationPrefersTheLowerLoadNotFewerConversations() {
    Scenario day =
        given(
            dynamicCapacity(),
            preferences(UTILIZATION),
            agent("ann", "sales").max(5),
            agent("bob", "sales").max(5));
    day.online("bob").arrive("sales", "b1", "b2", "b3").agentWrites("b1", "b2", "b3");
    day.at("5m").offline("bob").online("ann").arrive("sales", "a1").online("bob");

    day.arrive("sales", "c1");

    assertThat(day.holderOf("c1")).isEqualTo("bob");
  }

  @Test
  void theLoadIsRelativeToTheMaximum() {
    Scenario day =
        given(
            dynamicCapacity(),
            preferences(UTILIZATION),
            agent("ann", "sales").max(2),
            agent("bob", "sales").max(10));
    day.online("ann").arrive("sales", "a1").offline("ann");
    day.online("bob").arrive("sales", "b1", "b2", "b3").online("ann");

    day.arrive("sales", "c1");

    assertThat(day.holderOf("c1")).isEqualTo("bob");
  }
}
