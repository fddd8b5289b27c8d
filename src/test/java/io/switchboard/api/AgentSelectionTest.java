package io.switchboard.api;

import static io.switchboard.api.LiveCentre.NOBODY;
import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.conversation;
import static io.switchboard.domain.Centre.preferences;
import static io.switchboard.domain.Centre.skill;
import static io.switchboard.domain.account.AgentPreference.FEWEST_SKILLS;
import static io.switchboard.domain.account.AgentPreference.LONGEST_IDLE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Routing rules, section 3: eligible agents and preferences. */
@Tag("slow")
class AgentSelectionTest {
  @RegisterExtension static final RunningNode NODE = new RunningNode();

  @Test
  void onlyAnEnabledOnlineAgentWithTheSkillAndCapacityIsEligible() {
    LiveCentre centre =
        NODE.given(
            agent("away", "sales"),
            agent("back-soon", "sales"),
            agent("busy", "sales"),
            agent("disabled", "sales").disabled(),
            agent("eligible", "sales"),
            agent("other", "care"));
    centre.online("busy").arrive("sales", "c0").accept("c0");
    centre.away("away").backSoon("back-soon").online("other", "eligible");

    centre.arrive("sales", "c1", "c2");

    assertThat(centre.ringAt("c1", "c2")).containsExactly("eligible", NOBODY);
  }

  @Test
  void theMostRecentAgentOfTheConsumerIsPreferred() {
    LiveCentre centre = NODE.given(agent("ann", "sales").max(3), agent("bob", "sales").max(3));
    centre.online("bob").arrive(conversation("c1").forSkill("sales").from("kim")).accept("c1");
    centre.close("c1").online("ann").arrive("sales", "c2").accept("c2");
    assertThat(centre.holderOf("c2")).isEqualTo("ann");
    centre.arrive(conversation("c3").forSkill("sales").from("lee")).accept("c3");
    assertThat(centre.holderOf("c3")).isEqualTo("bob");

    centre.arrive(conversation("c4").forSkill("sales").from("kim"));

    assertThat(centre.ringsAt("c4")).isEqualTo("bob");
  }

  @Test
  void theLeastBusyAgentIsPreferredAndRingingOffersCount() {
    LiveCentre centre = NODE.given(agent("ann", "sales").max(5), agent("bob", "sales").max(2));
    centre.online("ann", "bob");

    centre.arrive("sales", "c1", "c2", "c3");

    assertThat(centre.ringAt("c1", "c2", "c3")).containsExactly("ann", "bob", "ann");
  }

  @Test
  void amongEquallyBusyAgentsTheLongestIdleIsPreferred() {
    LiveCentre centre = NODE.given(agent("ann", "sales"), agent("bob", "sales"));
    centre.online("ann").passes("1S").online("bob").passes("1S");
    centre.arrive("sales", "c1").accept("c1");
    assertThat(centre.holderOf("c1")).isEqualTo("ann");
    centre.close("c1").passes("1S");

    centre.arrive("sales", "c2");

    assertThat(centre.ringsAt("c2")).isEqualTo("bob");
  }

  @Test
  void agentsWithFewerSkillsMayBePreferred() {
    LiveCentre centre =
        NODE.given(
            preferences(FEWEST_SKILLS, LONGEST_IDLE),
            agent("ann", "sales", "care"),
            agent("bob", "sales"));
    centre.online("ann").passes("1S").online("bob");

    centre.arrive("sales", "c1");

    assertThat(centre.ringsAt("c1")).isEqualTo("bob");
  }

  @Test
  void theAgentIdBreaksTheLastTie() {
    LiveCentre centre = NODE.given(agent("zoe", "sales"), agent("ann", "sales"));
    centre.online("zoe", "ann");

    centre.arrive("sales", "c1");

    assertThat(centre.ringsAt("c1")).isEqualTo("ann");
  }

  @Test
  void anAgentOfThreeSkillsGetsTheMostUrgentConversationAfterAClose() {
    LiveCentre centre =
        NODE.given(
            skill("care").answersWithin("1H"),
            skill("orders").answersWithin("5M"),
            skill("sales").answersWithin("20M"),
            agent("ann", "care", "orders", "sales"));
    centre.online("ann").arrive("care", "c0").accept("c0");
    centre.arrive("care", "c1").arrive("sales", "s1").arrive("orders", "o1");

    centre.close("c0");
    assertThat(centre.ringAt("c1", "s1", "o1")).containsExactly(NOBODY, NOBODY, "ann");

    centre.accept("o1").close("o1");
    assertThat(centre.ringAt("c1", "s1")).containsExactly(NOBODY, "ann");

    centre.accept("s1").close("s1");
    assertThat(centre.ringsAt("c1")).isEqualTo("ann");
  }

  @Test
  void anAgentWhoComesOnlineGetsTheMostUrgentOfAllQueues() {
    LiveCentre centre =
        NODE.given(skill("orders").answersWithin("5M"), agent("ann", "care", "orders").max(1));
    centre.arrive("care", "c1").arrive("orders", "o1");

    centre.online("ann");

    assertThat(centre.ringAt("c1", "o1")).containsExactly(NOBODY, "ann");
  }

  @Test
  void anAgentGetsTheWaitingConversationsOfAFurtherSkill() {
    LiveCentre centre = NODE.given(agent("ann", "sales"), agent("bob", "care"));
    centre.online("ann").arrive("care", "c1");
    assertThat(centre.ringsAt("c1")).isEqualTo(NOBODY);

    centre.becomes(agent("ann", "sales", "care"), agent("bob", "care"));

    assertThat(centre.ringsAt("c1")).isEqualTo("ann");
  }

  @Test
  void aDecliningAgentIsOfferedTheConversationAgainOnlyWithoutOtherOnlineAgents() {
    LiveCentre centre = NODE.given(agent("ann", "sales"), agent("bob", "sales"));
    centre.online("bob").arrive("sales", "c0").accept("c0");
    centre.online("ann").arrive("sales", "c1").decline("c1");
    assertThat(centre.ringsAt("c1")).isEqualTo(NOBODY);

    centre.away("bob");

    assertThat(centre.ringsAt("c1")).isEqualTo("ann");
  }

  @Test
  void eachCandidateIsExplained() {
    LiveCentre centre =
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
}
