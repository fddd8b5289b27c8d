package io.switchboard.api;

import static io.switchboard.api.LiveCentre.NOBODY;
import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.rings;
import static io.switchboard.domain.Centre.skill;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.SkillDraft;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Routing rules, section 5: distribution between agent groups. */
@Tag("slow")
class DistributionTest {
  @RegisterExtension static final RunningNode NODE = new RunningNode();

  /** Two primary groups with 60/40 and a secondary group. */
  private static SkillDraft sales() {
    return skill("sales")
        .maxWait("2M")
        .primary("in-house", 60)
        .primary("vendor", 40)
        .secondary("helpers", 100);
  }

  private static LiveCentre centre(SkillDraft skill) {
    return NODE.given(
        skill,
        rings("1H", 0),
        agent("ann", "sales").in("in-house"),
        agent("bob", "sales").in("vendor"),
        agent("cem", "sales").in("helpers"));
  }

  // --- on arrival ---

  @Test
  void conversationsAreAllottedByShareAmongThePrimaryGroups() {
    LiveCentre centre = centre(sales()).online("ann", "bob", "cem");

    centre.arrive("sales", "c1", "c2", "c3", "c4", "c5");

    assertThat(centre.groupsOf("c1", "c2", "c3", "c4", "c5"))
        .containsExactly("in-house", "vendor", "in-house", "vendor", "in-house");
    assertThat(centre.ringAt("c1", "c2", "c3", "c4", "c5"))
        .containsExactly("ann", "bob", NOBODY, NOBODY, NOBODY);
    assertThat(centre.ledger("sales", "in-house").path("allotted").asInt()).isEqualTo(3);
    assertThat(centre.ledger("sales", "in-house").path("deviation").asDouble()).isZero();
    assertThat(centre.ledger("sales", "vendor").path("percent").asInt()).isEqualTo(40);
  }

  @Test
  void aGroupWithoutOnlineAgentsIsUnavailable() {
    LiveCentre centre = centre(sales()).online("bob");

    centre.arrive("sales", "c1", "c2");

    assertThat(centre.groupsOf("c1", "c2")).containsOnly("vendor");
    assertThat(centre.ledger("sales", "vendor").path("diverted").asInt()).isPositive();
  }

  @Test
  void withoutAvailablePrimaryGroupsASecondaryGroupIsAllotted() {
    LiveCentre centre = centre(sales()).online("cem");

    centre.arrive("sales", "c1");

    assertThat(centre.groupOf("c1")).isEqualTo("helpers");
    assertThat(centre.ringsAt("c1")).isEqualTo("cem");
    assertThat(centre.ledger("sales", "helpers").path("tier").asText()).isEqualTo("SECONDARY");
  }

  @Test
  void withoutOnlineAgentsThePrimaryGroupsAreAllottedByShare() {
    LiveCentre centre = centre(sales());

    centre.arrive("sales", "c1", "c2", "c3");

    assertThat(centre.groupsOf("c1", "c2", "c3")).containsExactly("in-house", "vendor", "in-house");
  }

  @Test
  void aGroupWithAnOverdueConversationGetsNoFurtherAllotment() {
    LiveCentre centre = centre(sales()).online("ann", "bob");
    centre.arrive("sales", "c1", "c2", "c3").accept("c1", "c2").close("c2");
    assertThat(centre.groupOf("c3")).isEqualTo("in-house");

    centre.arrive("sales", "c4").accept("c4").passes("2M").arrive("sales", "c5", "c6");

    assertThat(centre.groupsOf("c5", "c6")).containsOnly("vendor");
  }

  @Test
  void withoutDiversionOnlyPresenceCounts() {
    LiveCentre centre = centre(sales().doesNotDivertArrivals()).online("ann", "bob");
    centre.arrive("sales", "c1", "c2", "c3", "c4").accept("c1", "c2").passes("2M");

    centre.arrive("sales", "c5");

    assertThat(centre.groupOf("c5")).isEqualTo("in-house");
  }

  // --- overflow ---

  @Test
  void aConversationIsOpenOnlyToItsGroupUntilItOverflows() {
    LiveCentre centre = centre(sales()).online("ann", "bob", "cem");
    centre.arrive("sales", "c1", "c2", "c3").accept("c1", "c2").close("c2");
    assertThat(centre.groupOf("c3")).isEqualTo("in-house");

    centre.passes("1M59S");
    assertThat(centre.ringsAt("c3")).isEqualTo(NOBODY);

    centre.passes("1S");
    assertThat(centre.ringsAt("c3")).isEqualTo("bob");
    centre.accept("c3");
    assertThat(centre.ledger("sales", "vendor").path("overflowedTo").asInt()).isEqualTo(1);
    assertThat(centre.ledger("sales", "vendor").path("accepted").asInt()).isEqualTo(2);
    assertThat(centre.ledger("sales", "in-house").path("overflowedFrom").asInt()).isEqualTo(1);
  }

  @Test
  void aConversationOverflowsToASecondaryGroupWhenPrimaryGroupsHaveNoCapacity() {
    LiveCentre centre = centre(sales()).online("ann", "bob", "cem");
    centre.arrive("sales", "c1", "c2", "c3").accept("c1", "c2");

    centre.passes("2M");

    assertThat(centre.ringsAt("c3")).isEqualTo("cem");
  }

  @Test
  void theFirstAgentWithCapacityGetsAnOverdueConversationWhichStaysOpenToItsGroup() {
    LiveCentre centre = centre(sales()).online("ann", "bob", "cem");
    centre.arrive("sales", "c1", "c2", "c3").accept("c1", "c2").passes("2M").accept("c3");
    centre.arrive("sales", "c4").passes("2M").arrive("sales", "c5").passes("2M");
    assertThat(centre.ringAt("c4", "c5")).containsExactly(NOBODY, NOBODY);

    centre.close("c3");
    assertThat(centre.ringsAt("c4")).isEqualTo("cem");

    centre.close("c1");
    assertThat(centre.ringsAt("c5")).isEqualTo("ann");
  }

  @Test
  void aConversationOverflowsAtOnceWhenItsGroupHasNoOnlineAgent() {
    LiveCentre centre = centre(sales()).online("ann", "bob");
    centre.arrive("sales", "c1", "c2", "c3").accept("c1", "c2").close("c2");
    assertThat(centre.ringsAt("c3")).isEqualTo(NOBODY);

    centre.offline("ann");

    assertThat(centre.ringsAt("c3")).isEqualTo("bob");
  }

  @Test
  void withAMaximumWaitOfZeroAGroupWithoutCapacityIsUnavailableAtOnce() {
    LiveCentre centre = centre(sales().maxWait("0S")).online("ann", "bob");

    centre.arrive("sales", "c1", "c2").accept("c1").close("c2").arrive("sales", "c3");

    assertThat(centre.ringsAt("c3")).isEqualTo("bob");
    assertThat(centre.groupOf("c3")).isEqualTo("vendor");
  }

  // --- strictly ---

  @Test
  void strictPercentagesAreKeptForAnyOnlineGroups() {
    LiveCentre centre = centre(sales().keepsPercentagesStrictly()).online("bob", "cem");

    centre.arrive("sales", "c1", "c2", "c3").passes("10M");

    assertThat(centre.groupsOf("c1", "c2", "c3")).containsExactly("in-house", "vendor", "in-house");
    assertThat(centre.ringAt("c1", "c2", "c3")).containsExactly(NOBODY, "bob", NOBODY);
  }

  // --- excluded agents ---

  @Test
  void anAgentWithoutAGroupGetsNoConversationOfADistributedSkill() {
    LiveCentre centre =
        NODE.given(
            sales(),
            agent("ann", "sales").in("in-house"),
            agent("lone", "sales"),
            agent("bob", "sales").in("vendor"),
            agent("cem", "sales").in("helpers"));

    centre.online("lone").arrive("sales", "c1");

    assertThat(centre.ringsAt("c1")).isEqualTo(NOBODY);
  }
}
