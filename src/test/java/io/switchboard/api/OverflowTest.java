package io.switchboard.api;

import static io.switchboard.api.LiveCentre.NOBODY;
import static io.switchboard.domain.Centre.acceptsAutomatically;
import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.rings;
import static io.switchboard.domain.Centre.skill;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.Part;
import io.switchboard.domain.SkillDraft;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Routing rules, section 5: overflow while agents ring, refuse and go offline. */
@Tag("slow")
class OverflowTest {
  @RegisterExtension static final RunningNode NODE = new RunningNode();

  /** A full internal group, and two vendors that share overflows 70 to 30. */
  private static LiveCentre vendors(Part offers) {
    LiveCentre centre =
        NODE.given(
            offers,
            skill("sales")
                .maxWait("3S")
                .primary("internal", 100)
                .secondary("v1", 70)
                .secondary("v2", 30),
            agent("ian", "sales").in("internal"),
            agent("pam", "sales").in("v1").max(100),
            agent("quy", "sales").in("v2").max(100));
    return centre.online("ian", "pam", "quy").arrive("sales", "c0");
  }

  private static String[] ten() {
    return IntStream.rangeClosed(1, 10).mapToObj(i -> "c" + i).toArray(String[]::new);
  }

  @Test
  void ringingOffersAreSharedByThePercentages() {
    LiveCentre centre = vendors(rings("10M", 0));
    for (String id : ten()) {
      centre.arrive("sales", id).passes("1S");
    }

    centre.passes("5S");

    assertThat(centre.ringingAt("pam")).hasSize(7);
    assertThat(centre.ringingAt("quy")).hasSize(3);
    assertThat(centre.ledger("sales", "v1").path("overflowDeviation").asDouble()).isZero();
    assertThat(centre.ledger("sales", "v1").path("worstOverflowDeviation").asDouble())
        .isBetween(0.3, 0.5);
    assertThat(centre.ledger("sales", "v1").path("accepted").asInt()).isZero();
  }

  @Test
  void immediateOverflowsUnderAutoAcceptAreSharedByThePercentages() {
    LiveCentre centre = vendors(acceptsAutomatically()).arrive("sales", ten());

    centre.passes("3S");

    assertThat(centre.conversationsOf("pam")).hasSize(7);
    assertThat(centre.conversationsOf("quy")).hasSize(3);
  }

  @Test
  void aReturnedOfferReturnsItsTurn() {
    LiveCentre centre = vendors(rings("10M", 0)).arrive("sales", "c1", "c2").passes("3S");
    assertThat(centre.ringAt("c1", "c2")).containsExactly("pam", "quy");

    centre.close("c2").arrive("sales", "c3").passes("3S");

    assertThat(centre.ringsAt("c3")).isEqualTo("quy");
  }

  // --- refused and left ---

  private static SkillDraft house(String maxWait) {
    return skill("sales").maxWait(maxWait).primary("house", 100).secondary("help", 100);
  }

  private static LiveCentre houseAndHelp(Part offers, String maxWait) {
    return NODE.given(
            offers,
            house(maxWait),
            agent("pam", "sales").in("house"),
            agent("quy", "sales").in("help"))
        .online("pam", "quy")
        .arrive("sales", "c1");
  }

  @Test
  void declinesOfTheOnlyAgentOfAGroupDoNotDelayTheOverflow() {
    LiveCentre centre = houseAndHelp(rings("10M", 0), "3S");
    centre.passes("1S").decline("c1").passes("1S").decline("c1");
    assertThat(centre.ringsAt("c1")).isEqualTo("pam");

    centre.passes("2S").decline("c1");

    assertThat(centre.ringsAt("c1")).isEqualTo("quy");
  }

  @Test
  void missedOffersOfTheOnlyAgentOfAGroupDoNotDelayTheOverflow() {
    LiveCentre centre = houseAndHelp(rings("2S", 0), "3S").passes("2S");
    assertThat(centre.ringsAt("c1")).isEqualTo("pam");

    centre.passes("2S");

    assertThat(centre.ringsAt("c1")).isEqualTo("quy");
  }

  @Test
  void aGroupThatBecomesEmptyByMissedOffersOpensItsConversations() {
    LiveCentre centre = houseAndHelp(rings("1S", 2), "30S").passes("1S").passes("1S");

    assertThat(centre.presenceOf("pam")).isEqualTo("AWAY");
    assertThat(centre.ringsAt("c1")).isEqualTo("quy");
  }

  @Test
  void anOfferInTheOwnGroupContinuesToRingAfterTheOverflow() {
    LiveCentre centre = houseAndHelp(rings("10M", 0), "3S").passes("5S");

    assertThat(centre.ringsAt("c1")).isEqualTo("pam");
  }

  @Test
  void anOverflowWhileRingingRemainsWhenTheMaximumWaitIsRaised() {
    LiveCentre centre = houseAndHelp(rings("10M", 0), "3S").passes("3S");

    centre.becomes(
        rings("10M", 0),
        house("2M"),
        agent("pam", "sales").in("house"),
        agent("quy", "sales").in("help"));
    assertThat(centre.ringsAt("c1")).isEqualTo("pam");

    assertThat(centre.decline("c1").ringsAt("c1")).isEqualTo("quy");
  }

  @Test
  void theReturningAgentGetsAnOverdueConversationWhenNoOtherAgentHasCapacity() {
    LiveCentre centre =
        NODE.given(
            rings("10M", 0),
            skill("sales").answersWithin("1M"),
            agent("pam", "sales"),
            agent("quy", "sales"));
    centre.online("quy").arrive("sales", "c0").accept("c0").online("pam");
    centre.arrive("sales", "c1").accept("c1").returnToQueue("c1").passes("59S");
    assertThat(centre.ringsAt("c1")).isEqualTo(NOBODY);

    centre.passes("1S");

    assertThat(centre.ringsAt("c1")).isEqualTo("pam");
  }
}
