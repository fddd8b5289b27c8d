package io.switchboard.domain.routing;

import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.attribute;
import static io.switchboard.domain.Centre.conversation;
import static io.switchboard.domain.Centre.credit;
import static io.switchboard.domain.Centre.preferences;
import static io.switchboard.domain.Centre.rule;
import static io.switchboard.domain.Centre.skill;
import static io.switchboard.domain.Centre.skillsWithoutAgents;
import static io.switchboard.domain.Centre.time;
import static io.switchboard.domain.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.Scenario;
import io.switchboard.domain.account.AgentPreference;
import io.switchboard.domain.account.Credit;
import io.switchboard.domain.account.SkillWithoutAgents;
import io.switchboard.domain.routing.Explanation.Rival;
import io.switchboard.domain.routing.SkillChoice.Reason;
import io.switchboard.domain.routing.Verdict.Chosen;
import io.switchboard.domain.routing.Verdict.Excluded;
import io.switchboard.domain.routing.Verdict.LessPreferred;
import io.switchboard.domain.routing.Verdict.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Explanations of decisions (section 7, I8). */
class ExplanationTest {

  @Test
  void aPlacementListsTheDecidingPreferenceAgainstEachOtherAgent() {
    Scenario day =
        given(
                preferences(AgentPreference.UTILIZATION, AgentPreference.LONGEST_IDLE),
                agent("ann", "sales").max(3),
                agent("bob", "sales").max(3),
                agent("cleo", "sales").max(3))
            .online("ann", "bob")
            .at("1m")
            .online("cleo")
            .arrive("sales", "c1");

    assertThat(day.verdict("c1", "ann")).isEqualTo(new Chosen());
    assertThat(day.verdict("c1", "bob")).isEqualTo(new LessPreferred(Optional.empty()));
    assertThat(day.verdict("c1", "cleo"))
        .isEqualTo(new LessPreferred(Optional.of(AgentPreference.LONGEST_IDLE)));

    day.arrive("sales", "c2");
    assertThat(day.verdict("c2", "bob")).isEqualTo(new Chosen());
    assertThat(day.verdict("c2", "ann"))
        .isEqualTo(new LessPreferred(Optional.of(AgentPreference.UTILIZATION)));
  }

  @Test
  void aDecidingHistoryIsListed() {
    Scenario day =
        given(agent("ann", "sales").max(2), agent("bob", "sales").max(2))
            .online("ann", "bob")
            .arrive("sales", "b1")
            .arrive(conversation("c1").forSkill("sales").from("kim"))
            .at("1m")
            .close("b1")
            .arrive(conversation("c2").forSkill("sales").from("kim"));

    assertThat(day.verdict("c2", "bob")).isEqualTo(new Chosen());
    assertThat(day.verdict("c2", "ann"))
        .isEqualTo(new LessPreferred(Optional.of(AgentPreference.HISTORY)));
  }

  @Test
  void anIneligibleAgentIsExcludedByTheFirstRuleThatApplies() {
    Scenario day =
        given(
                skill("sales").primary("north", 100).secondary("south", 100),
                agent("free", "sales").in("north"),
                agent("full", "sales").in("north").max(0),
                agent("gone", "sales").in("north"),
                agent("other", "sales").in("south"),
                agent("groupless", "sales"),
                agent("disabled", "sales").in("north").disabled())
            .online("free", "full", "other", "groupless")
            .arrive("sales", "c1");

    assertThat(day.verdict("c1", "free")).isEqualTo(new Chosen());
    assertThat(day.verdict("c1", "full")).isEqualTo(new Excluded(Rule.NO_CAPACITY));
    assertThat(day.verdict("c1", "gone")).isEqualTo(new Excluded(Rule.NOT_ONLINE));
    assertThat(day.verdict("c1", "other")).isEqualTo(new Excluded(Rule.NOT_OPEN_TO_GROUP));
    assertThat(day.verdict("c1", "groupless")).isEqualTo(new Excluded(Rule.OUTSIDE_DISTRIBUTION));
    assertThat(day.verdict("c1", "disabled")).isEqualTo(new Excluded(Rule.DISABLED));
  }

  @Test
  void theExcludedAgentsAreCountedByRule() {
    Scenario day =
        given(
                skill("sales").primary("north", 100).secondary("south", 100),
                agent("free", "sales").in("north"),
                agent("idle", "sales").in("south"),
                agent("full1", "sales").in("north").max(0),
                agent("full2", "sales").in("north").max(0),
                agent("gone", "sales").in("north"),
                agent("groupless", "sales"),
                agent("disabled", "sales").in("north").disabled())
            .online("free", "idle", "full1", "full2")
            .arrive("sales", "c1");

    assertThat(day.explanationOf("c1").agentCount()).isEqualTo(7);
    assertThat(day.explanationOf("c1").excluded())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                Rule.NO_CAPACITY,
                2,
                Rule.NOT_ONLINE,
                1,
                Rule.OUTSIDE_DISTRIBUTION,
                1,
                Rule.DISABLED,
                1));
  }

  @Test
  void theAgentWhoseWorkSearchFindsTheConversationIsNotCountedAsExcluded() {
    Scenario day = given(agent("ann", "sales")).arrive("sales", "c1").online("ann");

    assertThat(day.explanationOf("c1").occasion()).contains(Occasion.WORK_SEARCH);
    assertThat(day.explanationOf("c1").excluded()).isEmpty();
  }

  @Test
  void aTransferToAnAgentExcludesTheOtherAgentsUntilItsExpiry() {
    Scenario day =
        given(
                skill("sales").agentTransfersWait("10m"),
                agent("ann", "sales").max(2),
                agent("bob", "sales"))
            .online("ann")
            .arrive("sales", "c1")
            .transferToAgent("c1", "bob");

    assertThat(day.verdict("c1", "ann")).isEqualTo(new Excluded(Rule.RESERVED_FOR_ANOTHER));
    assertThat(day.explanationOf("c1").remedies())
        .containsExactly(
            remedy(Remedy.Kind.AGENT_COMES_ONLINE, "bob"),
            new Remedy(
                Remedy.Kind.OPENS_TO_ALL, List.of(), OptionalLong.of(time("10m").toNanos())));
  }

  @Test
  void theReturningAgentIsExcludedUntilTheOtherAgentsLeave() {
    Scenario day =
        given(agent("ann", "sales"), agent("bob", "sales"))
            .online("ann", "bob")
            .arrive("sales", "c1", "b1")
            .returnToQueue("c1");

    assertThat(day.verdict("c1", "ann")).isEqualTo(new Excluded(Rule.REFUSED));
    assertThat(day.explanationOf("c1").remedies())
        .containsExactly(
            remedy(Remedy.Kind.AGENT_GAINS_CAPACITY, "bob"),
            remedy(Remedy.Kind.EXCLUSION_ENDS, "ann"));
  }

  @Test
  void onlyAgentsWithAccessAreListedAsRemedies() {
    Scenario day =
        given(
                skill("sales").primary("north", 100).secondary("south", 100).maxWait("2m"),
                agent("ann", "sales").in("north"),
                agent("sue", "sales").in("south"))
            .online("ann", "sue")
            .arrive("sales", "b1")
            .at("10s")
            .arrive("sales", "c1");

    assertThat(day.explanationOf("c1").remedies())
        .containsExactly(
            remedy(Remedy.Kind.AGENT_GAINS_CAPACITY, "ann"),
            new Remedy(
                Remedy.Kind.OPENS_TO_ALL, List.of(), OptionalLong.of(time("2m10s").toNanos())));
  }

  @Test
  void theRemedyForASkillWithoutAgentsIsAnAgent() {
    Scenario day =
        given(skill("sales"), skillsWithoutAgents(SkillWithoutAgents.REMAIN)).arrive("sales", "c1");

    assertThat(day.explanationOf("c1").remedies())
        .extracting(Remedy::kind)
        .containsExactly(Remedy.Kind.AGENT_IS_ADDED);
  }

  @Test
  void anExplanationListsThePartsOfTheDueTime() {
    Scenario day =
        given(
                skill("sales").answersWithin("2m"),
                agent("ann", "sales"),
                credit("90s", attribute("ctmrinfo.ctype", "vip")))
            .at("10s")
            .arrive("sales", "c0")
            .arrive(conversation("c1").forSkill("sales").with("ctmrinfo.ctype", "vip"));

    Explanation explanation = day.explanationOf("c1");

    assertThat(explanation.position()).isEqualTo(1);
    assertThat(explanation.due().responseTime()).isEqualTo(time("2m").toNanos());
    assertThat(explanation.due().credits()).extracting(Credit::credit).containsExactly(time("90s"));
    assertThat(explanation.due().dueAt()).isEqualTo(time("40s").toNanos());
  }

  @Test
  void anExplanationHasTheReasonOfTheSkill() {
    Scenario day =
        given(
                skill("sales").fallsBackTo("care"),
                agent("ann", "sales"),
                agent("cleo", "care").max(0),
                rule("sales", attribute("personal.language", "es")))
            .online("ann", "cleo")
            .arrive("sales", "c0", "c1")
            .arrive(conversation("c2").with("personal.language", "es"));

    assertThat(day.explanationOf("c1").skillReason()).isEqualTo(Reason.REQUESTED);
    assertThat(day.explanationOf("c2").skillReason()).isEqualTo(Reason.RULE);

    day.offline("ann");
    assertThat(day.explanationOf("c1").skill()).isEqualTo("care");
    assertThat(day.explanationOf("c1").skillReason()).isEqualTo(Reason.NO_AGENT_ONLINE);
  }

  @Test
  void theDueTimeOfAFallbackIsThatOfTheFirstSkill() {
    Scenario day =
        given(
                skill("sales").answersWithin("20s").fallsBackTo("care"),
                skill("care").answersWithin("1h"),
                agent("ann", "sales"),
                agent("cleo", "care").max(0))
            .online("cleo")
            .arrive("sales", "c1");

    Explanation explanation = day.explanationOf("c1");

    assertThat(explanation.skill()).isEqualTo("care");
    assertThat(explanation.due().responseTime()).isEqualTo(time("1h").toNanos());
    assertThat(explanation.due().dueAt()).isEqualTo(day.dueAt("c1").toNanos());
  }

  @Test
  void anExplanationListsTheFirstConversationOfEachOtherQueueOfTheAgent() {
    Scenario day =
        given(
                skill("sales").answersWithin("3m"),
                skill("care").answersWithin("1m"),
                agent("ann", "sales", "care"))
            .arrive("sales", "s1", "s2")
            .arrive("care", "k1")
            .online("ann");

    Explanation explanation = day.explanationOf("k1");

    assertThat(explanation.occasion()).contains(Occasion.WORK_SEARCH);
    assertThat(explanation.agent()).contains("ann");
    assertThat(explanation.rivals())
        .containsExactly(
            new Rival("care", "k1", time("1m").toNanos()),
            new Rival("sales", "s1", time("3m").toNanos()));
  }

  @Test
  void anOverflowIsExplainedByTheTurnOfItsGroup() {
    Scenario day =
        given(
                skill("sales").primary("own", 98).primary("north", 1).primary("south", 1),
                agent("full", "sales").in("own").max(0),
                agent("nora", "sales").in("north").max(1),
                agent("sue", "sales").in("south").max(1))
            .online("full")
            .arrive("sales", "c1")
            .at("2m")
            .online("nora", "sue");

    assertThat(day.holderOf("c1")).isEqualTo("nora");
    assertThat(day.verdict("c1", "nora")).isEqualTo(new Chosen());
    assertThat(day.verdict("c1", "full")).isEqualTo(new Excluded(Rule.NO_CAPACITY));
  }

  @Test
  void candidatesAreListedFromTheChosenAgentToTheIneligibleOnes() {
    Scenario day =
        given(
                preferences(AgentPreference.UTILIZATION),
                agent("gone", "sales"),
                agent("busy", "sales").max(9),
                agent("free", "sales").max(9),
                agent("idle", "sales").max(9))
            .online("busy")
            .arrive("sales", "b1", "b2")
            .online("free", "idle")
            .arrive("sales", "c1");

    assertThat(day.explanationOf("c1").candidates())
        .extracting(Explanation.Candidate::agent)
        .containsExactly("free", "idle", "busy", "gone");
    assertThat(day.explanationOf("c1").agentCount()).isEqualTo(4);
  }

  private static Remedy remedy(Remedy.Kind kind, String... agents) {
    return new Remedy(kind, List.of(agents), OptionalLong.empty());
  }
}
