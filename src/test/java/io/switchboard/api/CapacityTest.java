package io.switchboard.api;

import static io.switchboard.api.LiveCentre.NOBODY;
import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.capacity;
import static io.switchboard.domain.Centre.dynamicCapacity;
import static io.switchboard.domain.Centre.rings;
import static io.switchboard.domain.Centre.skill;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Routing rules, section 3.1: capacity of agents. */
@Tag("slow")
class CapacityTest {
  @RegisterExtension static final RunningNode NODE = new RunningNode();

  // --- fixed ---

  @Test
  void theMaximumOfAnAgentIsTheirOwnElseThatOfTheAccount() {
    LiveCentre centre = NODE.given(capacity(2), agent("ann", "sales"), agent("bob", "care").max(1));
    centre.online("ann", "bob");

    centre.arrive("sales", "s1", "s2", "s3").arrive("care", "c1", "c2");

    assertThat(centre.ringAt("s1", "s2", "s3")).containsExactly("ann", "ann", NOBODY);
    assertThat(centre.ringAt("c1", "c2")).containsExactly("bob", NOBODY);
  }

  @Test
  void theMaximumCountsTheConversationsOfAllSkills() {
    LiveCentre centre = NODE.given(agent("ann", "sales", "care").max(1)).online("ann");

    centre.arrive("sales", "s1").arrive("care", "c1");

    assertThat(centre.ringAt("s1", "c1")).containsExactly("ann", NOBODY);
  }

  @Test
  void aRaisedMaximumRoutesAtOnce() {
    LiveCentre centre = NODE.given(agent("ann", "sales").max(1)).online("ann");
    centre.arrive("sales", "c1", "c2", "c3").accept("c1");

    centre.becomes(agent("ann", "sales").max(2));

    assertThat(centre.ringAt("c2", "c3")).containsExactly("ann", NOBODY);
  }

  @Test
  void aLoweredMaximumRemovesNoConversation() {
    LiveCentre centre = NODE.given(agent("ann", "sales").max(3)).online("ann");
    centre.arrive("sales", "c1", "c2", "c3").accept("c1", "c2", "c3").arrive("sales", "c4");

    centre.becomes(agent("ann", "sales").max(1));
    assertThat(centre.holdersOf("c1", "c2", "c3")).containsOnly("ann");

    centre.close("c1", "c2");
    assertThat(centre.ringsAt("c4")).isEqualTo(NOBODY);
    centre.close("c3");
    assertThat(centre.ringsAt("c4")).isEqualTo("ann");
  }

  // --- dynamic ---

  @Test
  void aConversationWeighsLessFourMinutesAfterTheReplyOfTheAgent() {
    LiveCentre centre = NODE.given(dynamicCapacity(), rings("1H", 0), agent("ann", "sales").max(1));
    centre.online("ann").arrive("sales", "c1").accept("c1").arrive("sales", "c2");
    assertThat(centre.loadOf("ann")).isEqualTo(1.0);

    centre.passes("10S").agentWrites("c1").passes("3M59S");
    assertThat(centre.ringsAt("c2")).isEqualTo(NOBODY);

    centre.passes("1S");
    assertThat(centre.ringsAt("c2")).isEqualTo("ann");
    assertThat(centre.loadOf("ann")).isCloseTo(1.1, within(1e-9));
  }

  @Test
  void aConversationHasItsFullWeightAgainAfterAMessageOfTheConsumer() {
    LiveCentre centre = NODE.given(dynamicCapacity(), agent("ann", "sales").max(1));
    centre.online("ann").arrive("sales", "c1").accept("c1").agentWrites("c1").passes("4M");
    assertThat(centre.loadOf("ann")).isCloseTo(0.1, within(1e-9));

    centre.consumerWrites("c1").arrive("sales", "c2");

    assertThat(centre.loadOf("ann")).isEqualTo(1.0);
    assertThat(centre.ringsAt("c2")).isEqualTo(NOBODY);
  }

  @Test
  void aReplyAfterMoreThanTwoHoursMakesAConversationInactiveAtOnce() {
    LiveCentre centre = NODE.given(dynamicCapacity(), rings("1H", 0), agent("ann", "sales").max(1));
    centre.online("ann").arrive("sales", "c1").accept("c1").arrive("sales", "c2");

    centre.passes("2H1S").agentWrites("c1");

    assertThat(centre.ringsAt("c2")).isEqualTo("ann");
  }

  @Test
  void theOverdraftIsUsedAndASkillHasItsOwnWeights() {
    LiveCentre centre =
        NODE.given(
            dynamicCapacity(), skill("light").weighs("0.5", "0.1", "4M"), agent("ann", "light"));
    centre.online("ann");

    centre.arrive("light", "c1", "c2", "c3", "c4");

    assertThat(centre.ringAt("c1", "c2", "c3", "c4")).containsExactly("ann", "ann", "ann", NOBODY);
  }

  @Test
  void theLowerLoadIsPreferred() {
    LiveCentre centre =
        NODE.given(dynamicCapacity(), agent("ann", "sales").max(2), agent("bob", "sales").max(4));
    centre.online("ann", "bob").arrive("sales", "c1", "c2");

    centre.arrive("sales", "c3");

    assertThat(centre.ringAt("c1", "c2", "c3")).containsExactly("ann", "bob", "bob");
  }
}
