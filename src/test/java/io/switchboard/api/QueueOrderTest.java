package io.switchboard.api;

import static io.switchboard.api.LiveCentre.NOBODY;
import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.attribute;
import static io.switchboard.domain.Centre.conversation;
import static io.switchboard.domain.Centre.credit;
import static io.switchboard.domain.Centre.fallbackSkill;
import static io.switchboard.domain.Centre.firstTime;
import static io.switchboard.domain.Centre.inSkill;
import static io.switchboard.domain.Centre.onChannel;
import static io.switchboard.domain.Centre.responseTimes;
import static io.switchboard.domain.Centre.returned;
import static io.switchboard.domain.Centre.rings;
import static io.switchboard.domain.Centre.skill;
import static io.switchboard.domain.Centre.time;
import static io.switchboard.domain.Centre.transferred;
import static io.switchboard.domain.Centre.urgent;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Routing rules, section 4: the order of a queue. */
@Tag("slow")
class QueueOrderTest {
  @RegisterExtension static final RunningNode NODE = new RunningNode();

  @Test
  void theResponseTimeIsUrgentThenFirstTimeThenDefault() {
    LiveCentre centre = NODE.given(responseTimes("1H", "10M", "5M"), agent("ann", "sales"));
    centre.arrive(conversation("first").forSkill("sales").from("kim"));
    centre.arrive(conversation("second").forSkill("sales").from("kim"));
    centre.arrive(conversation("urgent").forSkill("sales").from("lee").urgently());

    assertThat(centre.dueAt("first")).isEqualTo(time("10M"));
    assertThat(centre.dueAt("second")).isEqualTo(time("1H"));
    assertThat(centre.dueAt("urgent")).isEqualTo(time("5M"));
    assertThat(centre.line("sales")).containsExactly("urgent", "first", "second");
  }

  @Test
  void eachResponseTimeOfTheSkillOverridesThatOfTheAccount() {
    LiveCentre centre =
        NODE.given(
            responseTimes("1H", "10M", "5M"),
            skill("sales").answersUrgentWithin("1M"),
            agent("ann", "sales"));

    centre.arrive(conversation("c1").forSkill("sales"));
    centre.arrive(conversation("c2").forSkill("sales").urgently());

    assertThat(centre.dueAt("c1")).isEqualTo(time("10M"));
    assertThat(centre.dueAt("c2")).isEqualTo(time("1M"));
  }

  @Test
  void eachApplicableCreditCounts() {
    LiveCentre centre =
        NODE.given(
            responseTimes("1H", "1H", "1H"),
            credit("90S", attribute("ctmrinfo.ctype", "vip")),
            credit("1M", inSkill("sales")),
            credit("10S", onChannel("sms")),
            credit("2M", urgent()),
            credit("3M", firstTime()),
            agent("ann", "sales", "care"));

    centre.arrive(
        conversation("all")
            .forSkill("sales")
            .from("kim")
            .with("ctmrinfo.ctype", "vip")
            .on("sms")
            .urgently());
    centre.arrive(conversation("none").forSkill("care").from("kim"));

    assertThat(centre.dueAt("all")).isEqualTo(time("1H").minus(time("7M40S")));
    assertThat(centre.dueAt("none")).isEqualTo(time("1H"));
  }

  @Test
  void equalDueTimesAreOrderedByStartThenById() {
    LiveCentre centre = NODE.given(agent("ann", "sales"));

    centre.arrive("sales", "b", "a").passes("1S").arrive("sales", "0");
    centre.revise("0", "{\"priorityCredit\":\"PT1S\"}");

    assertThat(centre.line("sales")).containsExactly("a", "b", "0");
  }

  @Test
  void aConversationThatBecomesUrgentIsReorderedAtOnce() {
    LiveCentre centre =
        NODE.given(responseTimes("1H", "1H", "5M"), agent("ann", "sales")).online("ann");
    centre.arrive("sales", "c0").accept("c0").arrive("sales", "c1", "c2");

    centre.revise("c2", "{\"urgent\":true}");

    assertThat(centre.line("sales")).containsExactly("c2", "c1");
    centre.close("c0");
    assertThat(centre.ringAt("c1", "c2")).containsExactly(NOBODY, "ann");
  }

  @Test
  void changedAttributesAndPriorityReorderAtOnce() {
    LiveCentre centre =
        NODE.given(credit("90S", attribute("ctmrinfo.ctype", "vip")), agent("ann", "sales"));
    centre.arrive("sales", "c1", "c2", "c3");

    centre.revise("c3", "{\"attributes\":{\"ctmrinfo.ctype\":\"vip\"}}");
    assertThat(centre.line("sales")).containsExactly("c3", "c1", "c2");

    centre.revise("c2", "{\"priorityCredit\":\"PT2M\"}");
    assertThat(centre.line("sales")).containsExactly("c2", "c3", "c1");

    centre.revise("c3", "{\"attributes\":{}}");
    assertThat(centre.line("sales")).containsExactly("c2", "c1", "c3");
  }

  @Test
  void thePositionSurvivesDeclinesMissesAndReturns() {
    LiveCentre centre = NODE.given(rings("30S", 0), agent("ann", "sales"));
    centre.online("ann").arrive("sales", "c1").passes("1S").arrive("sales", "c2");
    var key = centre.dueAt("c1");

    centre.decline("c1").passes("30S").accept("c1").away("ann").returnToQueue("c1");

    assertThat(centre.dueAt("c1")).isEqualTo(key);
    assertThat(centre.line("sales")).containsExactly("c1", "c2");
  }

  @Test
  void aTransferToAnotherSkillHasANewDueTimeAndAFallbackKeepsIt() {
    LiveCentre centre =
        NODE.given(
            responseTimes("1H", "1H", "1H"),
            fallbackSkill("care"),
            skill("orders").answersWithin("5M").answersFirstTimeWithin("5M"),
            agent("ann", "sales"),
            agent("bob", "orders"),
            agent("cem", "care"));
    centre.online("ann").arrive("sales", "c1").accept("c1").arrive("sales", "c2").passes("1M");

    centre.transferToSkill("c1", "orders");
    centre.decline("c2").offline("ann").online("cem");

    assertThat(centre.dueAt("c1")).isEqualTo(time("6M"));
    assertThat(centre.skillOf("c2")).isEqualTo("care");
    assertThat(centre.dueAt("c2")).isEqualTo(time("1H"));
  }

  @Test
  void creditsForReturnsAndTransfersCountFromThenOn() {
    LiveCentre centre =
        NODE.given(
            responseTimes("1H", "1H", "1H"),
            credit("2M", returned()),
            credit("3M", transferred(1)),
            agent("ann", "sales", "care").max(2));
    centre.online("ann").arrive("sales", "c1", "c2").accept("c1", "c2").away("ann");

    centre.returnToQueue("c1").transferToSkill("c2", "care");

    assertThat(centre.dueAt("c1")).isEqualTo(time("58M"));
    assertThat(centre.dueAt("c2")).isEqualTo(time("57M"));
  }

  @Test
  void theDueTimeIsExplained() {
    LiveCentre centre =
        NODE.given(responseTimes("1H", "1H", "5M"), credit("1M", urgent()), agent("ann", "sales"));
    centre.arrive(conversation("c1").forSkill("sales").urgently());

    var due = centre.reasonsOf("c1").path("due");

    assertThat(due.path("responseTime").asText()).isEqualTo("PT5M");
    assertThat(due.path("credits").get(0).path("credit").asText()).isEqualTo("PT1M");
    assertThat(centre.reasonsOf("c1").path("position").asInt()).isEqualTo(1);
  }
}
