package io.switchboard.domain.agent;

import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.capacity;
import static io.switchboard.domain.Centre.preferences;
import static io.switchboard.domain.Scenario.NOBODY;
import static io.switchboard.domain.Scenario.given;
import static io.switchboard.domain.account.AgentPreference.FEWEST_SKILLS;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.Scenario;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Fixed capacity of agents (routing rules, section 3.1). */
class CapacityTest {

  @Test
  @Tag("S017")
  void anAgentBelowTheMaximumGetsTheConversation() {
    Scenario day = given(agent("ann", "sales").max(1)).online("ann");

    day.arrive("sales", "c1");

    assertThat(day.holderOf("c1")).isEqualTo("ann");
  }

  @Test
  @Tag("S032")
  void aConversationBeyondAllCapacityWaitsForTheFirstFreedCapacity() {
    Scenario day = given(agent("ann", "sales").max(3)).online("ann");

    day.arrive("sales", "c1", "c2", "c3", "c4");
    assertThat(day.line("sales")).containsExactly("c4");

    day.close("c2");
    assertThat(day.conversationsOf("ann")).containsExactly("c1", "c3", "c4");
  }

  @Test
  @Tag("S095")
  void aBusyAgentGetsNoOffer() {
    Scenario day = given(agent("ann", "sales"), agent("bob", "sales")).online("ann");
    day.arrive("sales", "s1", "c1");

    day.online("bob");

    assertThat(day.placements()).containsExactly("s1 to ann", "c1 to bob");
  }

  @Test
  @Tag("S020")
  @Tag("S022")
  @Tag("S023")
  void theMaximumCountsTheConversationsOfAllSkills() {
    Scenario day = given(agent("ann", "sales", "support").max(2)).online("ann");
    day.arrive("sales", "s1", "s2");

    day.arrive("support", "c1");

    assertThat(day.holderOf("c1")).isEqualTo(NOBODY);
  }

  @Test
  @Tag("S026")
  void theMaximumOfAnAgentGoesBeforeThatOfTheAccount() {
    Scenario day = given(capacity(1000), agent("ann", "sales").max(4)).online("ann");

    day.arrive("sales", "c1", "c2", "c3", "c4", "c5");

    assertThat(day.line("sales")).containsExactly("c5");
  }

  @Test
  @Tag("S029")
  void anAgentWithoutAMaximumHasThatOfTheAccount() {
    Scenario day =
        given(
            capacity(2),
            agent("ann", "sales").max(1),
            agent("bob", "sales").max(1),
            agent("c", "sales"));
    day.online("ann", "bob").arrive("sales", "s1", "s2").online("c");

    day.arrive("sales", "c1", "c2", "c3");

    assertThat(day.holdersOf("c1", "c2", "c3")).containsExactly("c", "c", NOBODY);
  }

  @Test
  @Tag("S028")
  void anAgentWithoutCapacityIsPassedOverDespiteThePreferences() {
    Scenario day =
        given(
            preferences(FEWEST_SKILLS),
            agent("ann", "sales").max(3),
            agent("bob", "sales", "support").max(3));
    day.online("ann", "bob").arrive("sales", "s1", "s2", "s3");

    day.arrive("sales", "c1");

    assertThat(day.conversationsOf("ann")).containsExactly("s1", "s2", "s3");
    assertThat(day.holderOf("c1")).isEqualTo("bob");
  }

  @Test
  @Tag("S034")
  void agentsWithDifferentMaximumsShareConversationsWithinTheirCapacity() {
    Scenario day = given(agent("ann", "sales").max(1), agent("bob", "sales").max(99));

    day.online("ann", "bob").arrive("sales", "c1", "c2", "c3", "c4");

    assertThat(day.conversationsOf("ann")).hasSize(1);
    assertThat(day.conversationsOf("bob")).hasSize(3);
  }

  @Test
  @Tag("S031")
  void aReturningAgentIsFilledToTheMaximumOnly() {
    Scenario day = given(agent("ann", "sales").max(2)).online("ann").arrive("sales", "c1", "c2");

    day.away("ann").close("c1").arrive("sales", "c3", "c4").online("ann");

    assertThat(day.conversationsOf("ann")).containsExactly("c2", "c3");
    assertThat(day.line("sales")).containsExactly("c4");
  }

  @Test
  @Tag("S079")
  void anAgentWhoComesOnlineIsFilledToTheMaximumAtOnce() {
    Scenario day = given(agent("ann", "sales").max(2)).arrive("sales", "c1", "c2", "c3");

    day.online("ann");

    assertThat(day.placements()).containsExactly("c1 to ann", "c2 to ann");
  }

  @Test
  @Tag("S019")
  @Tag("S025")
  void aRaisedMaximumRoutesAtOnce() {
    Scenario day = given(agent("ann", "sales").max(1)).online("ann").arrive("sales", "c1", "c2");

    day.limit("ann", 2);

    assertThat(day.holderOf("c2")).isEqualTo("ann");
  }

  @Test
  void aLoweredMaximumRemovesNoConversation() {
    Scenario day = given(agent("ann", "sales").max(3)).online("ann");
    day.arrive("sales", "c1", "c2", "c3", "c4");

    day.limit("ann", 1).close("c1", "c2");
    assertThat(day.conversationsOf("ann")).containsExactly("c3");

    day.close("c3");
    assertThat(day.conversationsOf("ann")).containsExactly("c4");
  }
}
