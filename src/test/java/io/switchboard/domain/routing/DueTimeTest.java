package io.switchboard.domain.routing;

import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.attribute;
import static io.switchboard.domain.Centre.conversation;
import static io.switchboard.domain.Centre.credit;
import static io.switchboard.domain.Centre.firstTime;
import static io.switchboard.domain.Centre.inSkill;
import static io.switchboard.domain.Centre.onChannel;
import static io.switchboard.domain.Centre.responseTimes;
import static io.switchboard.domain.Centre.returned;
import static io.switchboard.domain.Centre.skill;
import static io.switchboard.domain.Centre.time;
import static io.switchboard.domain.Centre.transferred;
import static io.switchboard.domain.Centre.urgent;
import static io.switchboard.domain.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.ConversationDraft;
import io.switchboard.domain.Part;
import io.switchboard.domain.Scenario;
import io.switchboard.domain.account.Condition;
import io.switchboard.domain.account.Credit;
import java.time.Duration;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Due time: start + response time - credits (routing rules, section 4). */
class DueTimeTest {
  private static final Part ANN = agent("ann", "sales", "support").max(9);
  private static final Part ACCOUNT = responseTimes("1h", "10m", "5m");

  private static ConversationDraft sale(String id) {
    return conversation(id).forSkill("sales");
  }

  // --- response times ---

  @Test
  void theDefaultResponseTimeCountsFromTheStart() {
    Scenario day = given(ACCOUNT, ANN).at("7m").arrive(sale("c1"));

    assertThat(day.dueAt("c1")).isEqualTo(time("1h7m"));
  }

  @Test
  void theFirstTimeResponseTimeIsForTheFirstConversationOfAConsumerOnly() {
    Scenario day = given(ACCOUNT, ANN);

    day.arrive(sale("c1").from("joe")).close("c1").arrive(sale("c2").from("joe"));

    assertThat(day.dueAt("c1")).isEqualTo(time("10m"));
    assertThat(day.dueAt("c2")).isEqualTo(time("1h"));
  }

  @Test
  void anAnonymousConsumerHasNoFirstTimeResponseTime() {
    Scenario day = given(ACCOUNT, ANN).arrive(sale("c1"));

    assertThat(day.dueAt("c1")).isEqualTo(time("1h"));
  }

  @Test
  void theUrgentResponseTimeIsForUrgentConversations() {
    Scenario day = given(ACCOUNT, ANN).arrive(sale("c1").urgently());

    assertThat(day.dueAt("c1")).isEqualTo(time("5m"));
  }

  @Test
  void theUrgentResponseTimeGoesBeforeAShorterFirstTimeOne() {
    Scenario day = given(responseTimes("1h", "5m", "10m"), ANN);

    day.arrive(sale("c1").urgently().from("joe"));

    assertThat(day.dueAt("c1")).isEqualTo(time("10m"));
  }

  static Stream<Arguments> responseTimesOfASkill() {
    return Stream.of(
        Arguments.of(skill("sales").answersWithin("2m"), "2m", "10m", "5m"),
        Arguments.of(skill("sales").answersFirstTimeWithin("2m"), "1h", "2m", "5m"),
        Arguments.of(skill("sales").answersUrgentWithin("2m"), "1h", "10m", "2m"));
  }

  @ParameterizedTest
  @MethodSource("responseTimesOfASkill")
  void aResponseTimeOfTheSkillKeepsTheOtherTwoOfTheAccount(
      Part skill, String usual, String firstTime, String urgent) {
    Scenario day = given(ACCOUNT, skill, ANN);

    day.arrive(sale("c1")).arrive(sale("c2").from("joe")).arrive(sale("c3").urgently());

    assertThat(day.dueAt("c1")).isEqualTo(time(usual));
    assertThat(day.dueAt("c2")).isEqualTo(time(firstTime));
    assertThat(day.dueAt("c3")).isEqualTo(time(urgent));
  }

  @Test
  void aDefaultResponseTimeAloneIsForAllConversations() {
    Scenario day = given(skill("sales").answersWithin("20s"), ANN);

    day.arrive(sale("c1").urgently()).arrive(sale("c2").from("joe"));

    assertThat(day.dueAt("c1")).isEqualTo(time("20s"));
    assertThat(day.dueAt("c2")).isEqualTo(time("20s"));
  }

  // --- credits ---

  static Stream<Arguments> conditions() {
    return Stream.of(
        Arguments.of(
            attribute("ctmrinfo.ctype", "vip", "gold"),
            sale("c1").with("ctmrinfo.ctype", "GOLD"),
            sale("c2")),
        Arguments.of(inSkill("support"), conversation("c1").forSkill("support"), sale("c2")),
        Arguments.of(onChannel("sms"), sale("c1").on("sms"), sale("c2").on("web")),
        Arguments.of(onChannel("sms"), sale("c1").on("sms"), sale("c2")),
        Arguments.of(urgent(), sale("c1").urgently(), sale("c2")),
        Arguments.of(firstTime(), sale("c1").from("joe"), sale("c2").from("joe")));
  }

  @ParameterizedTest
  @MethodSource("conditions")
  void aCreditIsForConversationsThatMeetItsCondition(
      Condition condition, ConversationDraft meets, ConversationDraft doesNot) {
    Scenario day = given(credit("90s", condition), ANN);

    day.arrive(meets).arrive(doesNot);

    assertThat(day.dueAt("c1")).isEqualTo(time("58m30s"));
    assertThat(day.dueAt("c2")).isEqualTo(time("1h"));
  }

  @Test
  void aCreditMayRequireAReturnToTheQueue() {
    Scenario day = given(credit("90s", returned()), ANN).online("ann").arrive("sales", "c1");
    assertThat(day.dueAt("c1")).isEqualTo(time("1h"));

    day.at("10m").returnToQueue("c1");

    assertThat(day.dueAt("c1")).isEqualTo(time("58m30s"));
  }

  @Test
  void aCreditMayRequireANumberOfTransfers() {
    Scenario day = given(credit("90s", transferred(2)), ANN).online("ann").arrive("sales", "c1");

    day.at("10m").transferToSkill("c1", "support");
    assertThat(day.dueAt("c1")).isEqualTo(time("1h10m"));

    day.at("20m").transferToSkill("c1", "sales");
    assertThat(day.dueAt("c1")).isEqualTo(time("1h18m30s"));
  }

  @Test
  void aTransferToAnAgentCountsAsATransfer() {
    Scenario day = given(credit("90s", transferred(1)), ANN, agent("bob", "sales")).online("ann");

    day.arrive("sales", "c1").at("10m").transferToAgent("c1", "bob");

    assertThat(day.dueAt("c1")).isEqualTo(time("58m30s"));
  }

  @Test
  void eachApplicableCreditCounts() {
    Scenario day = given(credit("90s", urgent()), credit("30s", inSkill("sales")), ANN);

    day.arrive(sale("c1").urgently());

    assertThat(day.dueAt("c1")).isEqualTo(time("58m"));
  }

  // --- changes ---

  @Test
  void aTransferToAnotherSkillCountsAnewWithTheResponseTimeOfThatSkill() {
    Scenario day = given(skill("support").answersWithin("20s"), ANN).online("ann");

    day.arrive("sales", "c1").at("10m").transferToSkill("c1", "support");

    assertThat(day.dueAt("c1")).isEqualTo(time("10m20s"));
  }

  @Test
  void aReturnToTheQueueChangesNothingWithoutACredit() {
    Scenario day = given(ANN).online("ann").arrive("sales", "c1");

    day.at("10m").returnToQueue("c1");

    assertThat(day.dueAt("c1")).isEqualTo(time("1h"));
  }

  @Test
  void aTransferToAnAgentChangesNothingWithoutACredit() {
    Scenario day = given(ANN, agent("bob", "sales")).online("ann").arrive("sales", "c1");

    day.at("10m").transferToAgent("c1", "bob");

    assertThat(day.dueAt("c1")).isEqualTo(time("1h"));
  }

  @Test
  void noNumberOfCreditsReversesTheOrder() {
    Credit tenYears = new Credit(urgent(), Duration.ofDays(3_650));

    DueTime due = new DueTime(0, 0, Collections.nCopies(1_000, tenYears), 0);

    assertThat(due.dueAt()).isEqualTo(-Duration.ofDays(36_500).toNanos());
  }
}
