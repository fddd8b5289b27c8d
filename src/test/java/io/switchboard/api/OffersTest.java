package io.switchboard.api;

import static io.switchboard.api.HttpScenario.NOBODY;
import static io.switchboard.domain.Centre.acceptsAutomatically;
import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.rings;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Routing rules, section 3.2: offers. */
@Tag("slow")
class OffersTest {
  @RegisterExtension static final RunningNode NODE = new RunningNode();

  @Test
  void anOfferRingsUntilItIsAccepted() {
    HttpScenario centre = NODE.given(agent("ann", "sales")).online("ann");

    centre.arrive("sales", "c1");
    assertThat(centre.stateOf("c1")).isEqualTo("OFFERED");
    assertThat(centre.ringingAt("ann")).containsExactly("c1");

    centre.accept("c1");
    assertThat(centre.stateOf("c1")).isEqualTo("ASSIGNED");
    assertThat(centre.conversationsOf("ann")).containsExactly("c1");
  }

  @Test
  void aDeclinedConversationGoesToAnotherAgentAndKeepsItsPosition() {
    HttpScenario centre = NODE.given(agent("ann", "sales"), agent("bob", "sales"));
    centre.online("ann", "bob").arrive("sales", "c1").arrive("sales", "c2").arrive("sales", "c3");
    assertThat(centre.ringAt("c1", "c2", "c3")).containsExactly("ann", "bob", NOBODY);

    centre.accept("c2").decline("c1");

    assertThat(centre.ringsAt("c1")).isEqualTo(NOBODY);
    assertThat(centre.ringsAt("c3")).isEqualTo("ann");
    assertThat(centre.position("c1")).isEqualTo(1);
    centre.close("c2");
    assertThat(centre.ringsAt("c1")).isEqualTo("bob");
    assertThat(centre.historyOf("c1")).containsExactly("STARTED", "DECLINED ann");
  }

  @Test
  void aDeclineByTheOnlyAgentStrandsNoConversation() {
    HttpScenario centre = NODE.given(agent("ann", "sales")).online("ann").arrive("sales", "c1");

    centre.decline("c1");

    assertThat(centre.ringsAt("c1")).isEqualTo("ann");
    centre.accept("c1");
    assertThat(centre.holderOf("c1")).isEqualTo("ann");
  }

  @Test
  void aMissedConversationGoesToAnotherAgent() {
    HttpScenario centre = NODE.given(rings("30S", 3), agent("ann", "sales"), agent("bob", "sales"));
    centre.online("ann", "bob").arrive("sales", "c1");

    centre.passes("29.9S");
    assertThat(centre.ringsAt("c1")).isEqualTo("ann");

    centre.passes("0.1S");
    assertThat(centre.ringsAt("c1")).isEqualTo("bob");
    assertThat(centre.presenceOf("ann")).isEqualTo("ONLINE");
    assertThat(centre.historyOf("c1")).containsExactly("STARTED", "MISSED ann");
  }

  @Test
  void anAgentIsAwayAfterThreeMissedOffersInARow() {
    HttpScenario centre = NODE.given(rings("30S", 3), agent("ann", "sales"));
    centre.online("ann").arrive("sales", "c1");

    centre.passes("30S").passes("30S");
    assertThat(centre.presenceOf("ann")).isEqualTo("ONLINE");
    assertThat(centre.ringsAt("c1")).isEqualTo("ann");

    centre.passes("30S");
    assertThat(centre.presenceOf("ann")).isEqualTo("AWAY");
    assertThat(centre.stateOf("c1")).isEqualTo("WAITING");
    assertThat(centre.online("ann").ringsAt("c1")).isEqualTo("ann");
  }

  @Test
  void anAcceptedOfferResetsTheCountOfMissedOffers() {
    HttpScenario centre = NODE.given(rings("30S", 2), agent("ann", "sales"));
    centre.online("ann").arrive("sales", "c1").passes("30S").accept("c1").close("c1");

    centre.arrive("sales", "c2").passes("30S");

    assertThat(centre.presenceOf("ann")).isEqualTo("ONLINE");
    assertThat(centre.passes("30S").presenceOf("ann")).isEqualTo("AWAY");
  }

  @Test
  void theLimitOfMissedOffersMayBeOff() {
    HttpScenario centre = NODE.given(rings("30S", 0), agent("ann", "sales"));
    centre.online("ann").arrive("sales", "c1");

    for (int miss = 0; miss < 4; miss++) {
      centre.passes("30S");
    }

    assertThat(centre.ringsAt("c1")).isEqualTo("ann");
  }

  @Test
  void onlyTheOfferedAgentCanAcceptAndOnlyWhileTheOfferRings() {
    HttpScenario centre = NODE.given(rings("30S", 0), agent("ann", "sales"), agent("bob", "sales"));
    centre.online("ann", "bob").arrive("sales", "c1");

    assertThat(centre.tell("c1", "/accept", "{\"agent\":\"bob\"}").status()).isEqualTo(409);
    centre.passes("30S");
    assertThat(centre.tell("c1", "/accept", "{\"agent\":\"ann\"}").status()).isEqualTo(409);

    assertThat(centre.ringsAt("c1")).isEqualTo("bob");
  }

  @Test
  void underAutoAcceptAnOfferIsAssignedAtOnce() {
    HttpScenario centre = NODE.given(acceptsAutomatically(), agent("ann", "sales")).online("ann");

    centre.arrive("sales", "c1");

    assertThat(centre.holderOf("c1")).isEqualTo("ann");
  }

  @Test
  void anAbandonmentWithdrawsTheOffer() {
    HttpScenario centre =
        NODE.given(agent("ann", "sales")).online("ann").arrive("sales", "c1", "c2");

    centre.close("c1");

    assertThat(centre.ringingAt("ann")).containsExactly("c2");
    assertThat(centre.stateOf("c1")).isEqualTo("CLOSED");
  }
}
