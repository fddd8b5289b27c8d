package io.switchboard.api;

import static io.switchboard.api.HttpScenario.NOBODY;
import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.attribute;
import static io.switchboard.domain.Centre.attributes;
import static io.switchboard.domain.Centre.capacity;
import static io.switchboard.domain.Centre.conversation;
import static io.switchboard.domain.Centre.credit;
import static io.switchboard.domain.Centre.dynamicCapacity;
import static io.switchboard.domain.Centre.fallbackSkill;
import static io.switchboard.domain.Centre.firstTime;
import static io.switchboard.domain.Centre.inSkill;
import static io.switchboard.domain.Centre.onChannel;
import static io.switchboard.domain.Centre.responseTimes;
import static io.switchboard.domain.Centre.rings;
import static io.switchboard.domain.Centre.rule;
import static io.switchboard.domain.Centre.skill;
import static io.switchboard.domain.Centre.skillsWithoutAgents;
import static io.switchboard.domain.Centre.time;
import static io.switchboard.domain.Centre.urgent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.domain.account.SkillWithoutAgents;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Routing rules, sections 2 to 4, over HTTP: offers that ring, requests and explanations in JSON.
 */
@Tag("slow")
class RoutingTest {
  @RegisterExtension static final RunningNode NODE = new RunningNode();

  // --- skill selection ---

  @Test
  void theFirstRuleWithAllConditionsMatchingWins() {
    HttpScenario centre =
        NODE.given(
            agent("ann", "vip-es", "es", "vip"),
            rule(
                "vip-es",
                attributes(
                    Map.of("ctmrinfo.ctype", List.of("vip"), "personal.language", List.of("es")))),
            rule("es", attribute("personal.language", "es")),
            rule("vip", attribute("ctmrinfo.ctype", "vip", "gold")));

    centre.arrive(
        conversation("both").with("personal.language", "es").with("ctmrinfo.ctype", "VIP"));
    centre.arrive(conversation("spanish").with("personal.language", "es"));
    centre.arrive(conversation("gold").with("ctmrinfo.ctype", "Gold"));

    assertThat(centre.skillOf("both")).isEqualTo("vip-es");
    assertThat(centre.skillOf("spanish")).isEqualTo("es");
    assertThat(centre.skillOf("gold")).isEqualTo("vip");
  }

  // --- skills without agents ---

  @Test
  void aSkillWithoutAgentsMayKeepItsConversationsUntilAnAgentHasTheSkill() {
    HttpScenario centre =
        NODE.given(
            skill("empty").fallsBackTo("care"),
            agent("ann", "care"),
            skillsWithoutAgents(SkillWithoutAgents.REMAIN));
    centre.online("ann").arrive("empty", "c1");
    assertThat(centre.skillOf("c1")).isEqualTo("empty");
    assertThat(centre.stateOf("c1")).isEqualTo("WAITING");

    centre.becomes(agent("ann", "care", "empty"), skillsWithoutAgents(SkillWithoutAgents.REMAIN));

    assertThat(centre.ringsAt("c1")).isEqualTo("ann");
  }

  // --- skills without online agents ---

  @Test
  void aWaitingConversationFallsBackWhenTheFirstAgentOfTheFallbackSkillComesOnline() {
    HttpScenario centre =
        NODE.given(fallbackSkill("general"), agent("ann", "sales"), agent("gil", "general"));
    centre.arrive("sales", "c1");

    centre.online("gil");

    assertThat(centre.ringsAt("c1")).isEqualTo("gil");
    assertThat(centre.historyOf("c1")).contains("FELL_BACK");
  }

  @Test
  void theLeastBusyAgentIsPreferredAndRingingOffersCount() {
    HttpScenario centre = NODE.given(agent("ann", "sales").max(5), agent("bob", "sales").max(2));
    centre.online("ann", "bob");

    centre.arrive("sales", "c1", "c2", "c3");

    assertThat(centre.ringAt("c1", "c2", "c3")).containsExactly("ann", "bob", "ann");
  }

  @Test
  void anAgentGetsTheWaitingConversationsOfAFurtherSkill() {
    HttpScenario centre = NODE.given(agent("ann", "sales"), agent("bob", "care"));
    centre.online("ann").arrive("care", "c1");
    assertThat(centre.ringsAt("c1")).isEqualTo(NOBODY);

    centre.becomes(agent("ann", "sales", "care"), agent("bob", "care"));

    assertThat(centre.ringsAt("c1")).isEqualTo("ann");
  }

  @Test
  void aDecliningAgentIsOfferedTheConversationAgainOnlyWithoutOtherOnlineAgents() {
    HttpScenario centre = NODE.given(agent("ann", "sales"), agent("bob", "sales"));
    centre.online("bob").arrive("sales", "c0").accept("c0");
    centre.online("ann").arrive("sales", "c1").decline("c1");
    assertThat(centre.ringsAt("c1")).isEqualTo(NOBODY);

    centre.away("bob");

    assertThat(centre.ringsAt("c1")).isEqualTo("ann");
  }

  @Test
  void eachCandidateIsExplained() {
    HttpScenario centre =
        NODE.given(
            agent("ann", "sales").max(2), agent("bob", "sales").max(2), agent("cem", "sales"));
    centre.online("ann", "bob").arrive("sales", "c1").accept("c1");

    centre.arrive("sales", "c2").accept("c2");

    JsonNode reasons = centre.reasonsOf("c2");
    assertThat(verdict(reasons, "bob")).isEqualTo("CHOSEN");
    assertThat(verdict(reasons, "ann")).isEqualTo("LESS_PREFERRED UTILIZATION");
    assertThat(verdict(reasons, "cem")).startsWith("EXCLUDED");
  }

  private static String verdict(JsonNode reasons, String agent) {
    return StreamSupport.stream(reasons.path("candidates").spliterator(), false)
        .filter(candidate -> candidate.path("agent").asText().equals(agent))
        .map(
            candidate ->
                candidate.path("verdict").asText()
                    + " "
                    + candidate.path("decidedBy").asText(candidate.path("rule").asText("")))
        .findFirst()
        .orElseThrow()
        .strip();
  }

  // --- fixed ---

  @Test
  void theMaximumOfAnAgentIsTheirOwnElseThatOfTheAccount() {
    HttpScenario centre =
        NODE.given(capacity(2), agent("ann", "sales"), agent("bob", "care").max(1));
    centre.online("ann", "bob");

    centre.arrive("sales", "s1", "s2", "s3").arrive("care", "c1", "c2");

    assertThat(centre.ringAt("s1", "s2", "s3")).containsExactly("ann", "ann", NOBODY);
    assertThat(centre.ringAt("c1", "c2")).containsExactly("bob", NOBODY);
  }

  // --- dynamic ---

  @Test
  void aConversationWeighsLessFourMinutesAfterTheReplyOfTheAgent() {
    HttpScenario centre =
        NODE.given(dynamicCapacity(), rings("1H", 0), agent("ann", "sales").max(1));
    centre.online("ann").arrive("sales", "c1").accept("c1").arrive("sales", "c2");
    assertThat(centre.loadOf("ann")).isEqualTo(1.0);

    centre.passes("10S").agentWrites("c1").passes("3M59S");
    assertThat(centre.ringsAt("c2")).isEqualTo(NOBODY);

    centre.passes("1S");
    assertThat(centre.ringsAt("c2")).isEqualTo("ann");
    assertThat(centre.loadOf("ann")).isCloseTo(1.1, within(1e-9));
  }

  @Test
  void eachApplicableCreditCounts() {
    HttpScenario centre =
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
  void aConversationThatBecomesUrgentIsReorderedAtOnce() {
    HttpScenario centre =
        NODE.given(responseTimes("1H", "1H", "5M"), agent("ann", "sales")).online("ann");
    centre.arrive("sales", "c0").accept("c0").arrive("sales", "c1", "c2");

    centre.revise("c2", "{\"urgent\":true}");

    assertThat(centre.line("sales")).containsExactly("c2", "c1");
    centre.close("c0");
    assertThat(centre.ringAt("c1", "c2")).containsExactly(NOBODY, "ann");
  }

  @Test
  void changedAttributesAndPriorityReorderAtOnce() {
    HttpScenario centre =
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
    HttpScenario centre = NODE.given(rings("30S", 0), agent("ann", "sales"));
    centre.online("ann").arrive("sales", "c1").passes("1S").arrive("sales", "c2");
    var key = centre.dueAt("c1");

    centre.decline("c1").passes("30S").accept("c1").away("ann").returnToQueue("c1");

    assertThat(centre.dueAt("c1")).isEqualTo(key);
    assertThat(centre.line("sales")).containsExactly("c1", "c2");
  }

  @Test
  void theDueTimeIsExplained() {
    HttpScenario centre =
        NODE.given(responseTimes("1H", "1H", "5M"), credit("1M", urgent()), agent("ann", "sales"));
    centre.arrive(conversation("c1").forSkill("sales").urgently());

    var due = centre.reasonsOf("c1").path("due");

    assertThat(due.path("responseTime").asText()).isEqualTo("PT5M");
    assertThat(due.path("credits").get(0).path("credit").asText()).isEqualTo("PT1M");
    assertThat(centre.reasonsOf("c1").path("position").asInt()).isEqualTo(1);
  }
}
