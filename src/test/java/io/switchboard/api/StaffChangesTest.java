package io.switchboard.api;

import static io.switchboard.api.LiveCentre.NOBODY;
import static io.switchboard.domain.Centre.acceptsAutomatically;
import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.rings;
import static io.switchboard.domain.Centre.skill;
import static io.switchboard.domain.Centre.skillsWithoutAgents;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.AgentDraft;
import io.switchboard.domain.Part;
import io.switchboard.domain.SkillDraft;
import io.switchboard.domain.account.SkillWithoutAgents;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Routing rules, sections 2, 3.3 and 5: configuration changes while conversations wait. */
@Tag("slow")
class StaffChangesTest {
  @RegisterExtension static final RunningNode NODE = new RunningNode();

  private static final Part SALES = skill("sales");
  private static final AgentDraft ZOE = agent("zoe", "other").max(9);

  /** Xia has sales and one conversation; another waits. Zoe has another skill and capacity. */
  private static LiveCentre oneHeldOneWaits(Part... more) {
    Part[] parts = new Part[more.length + 3];
    System.arraycopy(more, 0, parts, 0, more.length);
    parts[more.length] = SALES;
    parts[more.length + 1] = agent("xia", "sales");
    parts[more.length + 2] = ZOE;
    LiveCentre centre = NODE.given(parts).online("xia", "zoe").arrive("sales", "held");
    if (centre.holderOf("held").equals(NOBODY)) {
      centre.accept("held");
    }
    return centre.arrive("sales", "waits");
  }

  // --- a skill loses its last agent ---

  @Test
  void waitingAndReturnedConversationsGoToAnyAgentWhenTheLastAgentIsRemoved() {
    LiveCentre centre = oneHeldOneWaits(acceptsAutomatically());

    centre.becomes(acceptsAutomatically(), SALES, ZOE).arrive("sales", "new");

    assertThat(centre.holdersOf("held", "waits", "new")).containsOnly("zoe");
  }

  @Test
  void waitingConversationsGoToAnyAgentWhenTheLastAgentIsDisabledAndAssignedOnesStay() {
    LiveCentre centre = oneHeldOneWaits(acceptsAutomatically());

    centre.becomes(acceptsAutomatically(), SALES, agent("xia", "sales").disabled(), ZOE);

    assertThat(centre.holdersOf("held", "waits")).containsExactly("xia", "zoe");
  }

  @Test
  void waitingConversationsGoToAnyAgentWhenTheLastAgentLosesTheSkill() {
    LiveCentre centre = oneHeldOneWaits(acceptsAutomatically());

    centre.becomes(acceptsAutomatically(), SALES, agent("xia", "other"), ZOE);

    assertThat(centre.holderOf("waits")).isEqualTo("zoe");
  }

  @Test
  void aRingingConversationGoesToAnyAgentWhenTheLastAgentLosesTheSkill() {
    LiveCentre centre =
        NODE.given(rings("10M", 0), SALES, agent("xia", "sales"), ZOE)
            .online("xia", "zoe")
            .arrive("sales", "c1");
    assertThat(centre.ringsAt("c1")).isEqualTo("xia");

    centre.becomes(rings("10M", 0), SALES, agent("xia", "other"), ZOE);

    assertThat(centre.skillOf("c1")).isEqualTo("-1");
    assertThat(centre.ringsAt("c1")).isNotEqualTo(NOBODY);
  }

  @Test
  void waitingConversationsAreRoutedWhenTheSettingForSkillsWithoutAgentsChanges() {
    Part remain = skillsWithoutAgents(SkillWithoutAgents.REMAIN);
    LiveCentre centre = NODE.given(remain, SALES, ZOE).online("zoe").arrive("sales", "c1");
    assertThat(centre.skillOf("c1")).isEqualTo("sales");
    assertThat(centre.ringsAt("c1")).isEqualTo(NOBODY);

    centre.becomes(skillsWithoutAgents(SkillWithoutAgents.UNASSIGNED), SALES, ZOE);

    assertThat(centre.skillOf("c1")).isEqualTo("-1");
    assertThat(centre.ringsAt("c1")).isEqualTo("zoe");
  }

  @Test
  void waitingConversationsGoToTheFallbackSkillIfTheAccountIsConfiguredSo() {
    Part fallback = skillsWithoutAgents(SkillWithoutAgents.FALLBACK);
    SkillDraft sales = skill("sales").fallsBackTo("other");
    LiveCentre centre =
        NODE.given(fallback, sales, agent("xia", "sales"), ZOE).online("zoe", "xia");
    centre.arrive("sales", "held").accept("held").arrive("sales", "waits");

    centre.becomes(fallback, skill("sales").fallsBackTo("other"), ZOE);

    assertThat(centre.skillOf("waits")).isEqualTo("other");
    assertThat(centre.skillOf("held")).isEqualTo("other");
    assertThat(centre.ringAt("held", "waits")).containsOnly("zoe");
  }

  // --- groups change ---

  @Test
  void aRenamedGroupIsNotEmpty() {
    LiveCentre centre =
        NODE.given(
            rings("10M", 0),
            skill("sales").maxWait("1M").primary("g", 100).secondary("h", 100),
            agent("pam", "sales").in("g"),
            agent("quy", "sales").in("h").max(9));
    centre.online("pam", "quy").arrive("sales", "c0").accept("c0");
    centre.arrive("sales", "c1", "c2", "c3");

    centre.becomes(
        rings("10M", 0),
        skill("sales").maxWait("1M").primary("g2", 100).secondary("h", 100),
        agent("pam", "sales").in("g2"),
        agent("quy", "sales").in("h").max(9));

    assertThat(centre.groupsOf("c1", "c2", "c3")).containsOnly("g2");
    assertThat(centre.ringAt("c1", "c2", "c3")).containsOnly(NOBODY);
  }

  @Test
  void aTransferToAnAgentExpiresAfterAShortenedMaximumWait() {
    AgentDraft[] both = {agent("pam", "sales"), agent("quy", "sales")};
    LiveCentre centre =
        NODE.given(rings("10M", 0), skill("sales").agentTransfersWait("1H"), both[0], both[1]);
    centre.online("pam").arrive("sales", "c1").accept("c1").transferToAgent("c1", "quy");
    centre.passes("10M");
    assertThat(centre.ringsAt("c1")).isEqualTo(NOBODY);

    centre.becomes(rings("10M", 0), skill("sales").agentTransfersWait("5M"), both[0], both[1]);

    assertThat(centre.ringsAt("c1")).isEqualTo("pam");
  }

  @Test
  void theTransferringAgentIsPassedOverAfterAReturn() {
    LiveCentre centre =
        NODE.given(
            rings("10M", 0), agent("pam", "sales"), agent("quy", "sales"), agent("rae", "sales"));
    centre.online("pam").arrive("sales", "c1").accept("c1").online("quy", "rae");
    centre.transferToAgent("c1", "quy");
    assertThat(centre.ringsAt("c1")).isEqualTo("quy");

    centre.decline("c1");

    assertThat(centre.ringsAt("c1")).isEqualTo("rae");
  }

  // --- an agent is disabled ---

  @Test
  void aDisabledAgentIsOfflineUntilTheNextPresenceChange() {
    AgentDraft ann = agent("ann", "sales");
    LiveCentre centre = NODE.given(ann).online("ann").arrive("sales", "c1").accept("c1");

    centre.becomes(ann.disabled());
    assertThat(centre.presenceOf("ann")).isEqualTo("OFFLINE");
    assertThat(centre.holderOf("c1")).isEqualTo("ann");

    centre.becomes(ann);
    assertThat(centre.presenceOf("ann")).isEqualTo("OFFLINE");
    assertThat(centre.online("ann").presenceOf("ann")).isEqualTo("ONLINE");
  }
}
