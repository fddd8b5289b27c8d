package io.switchboard.api;

import static io.switchboard.api.HttpScenario.NOBODY;
import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.returnsWhenOffline;
import static io.switchboard.domain.Centre.rings;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Routing rules, section 3.3: presence of agents. */
@Tag("slow")
class PresenceTest {
  @RegisterExtension static final RunningNode NODE = new RunningNode();

  @ParameterizedTest
  @ValueSource(strings = {"AWAY", "BACK_SOON", "OFFLINE"})
  void anAgentWhoGoesOfflineReturnsTheRingingOfferAndKeepsAssignedConversations(String presence) {
    HttpScenario centre = NODE.given(agent("ann", "sales").max(2), agent("bob", "sales"));
    centre.online("ann").arrive("sales", "c1", "c2").accept("c1").online("bob");
    assertThat(centre.ringsAt("c2")).isEqualTo("ann");

    switch (presence) {
      case "AWAY" -> centre.away("ann");
      case "BACK_SOON" -> centre.backSoon("ann");
      default -> centre.offline("ann");
    }

    assertThat(centre.presenceOf("ann")).isEqualTo(presence);
    assertThat(centre.holderOf("c1")).isEqualTo("ann");
    assertThat(centre.ringsAt("c2")).isEqualTo("bob");
  }

  @Test
  void anAgentWhoComesOnlineAgainGetsWaitingConversations() {
    HttpScenario centre = NODE.given(agent("ann", "sales")).away("ann").arrive("sales", "c1");
    assertThat(centre.ringsAt("c1")).isEqualTo(NOBODY);

    centre.online("ann");

    assertThat(centre.ringsAt("c1")).isEqualTo("ann");
  }

  @Test
  void aLeaseWithoutRenewalEndsOffline() {
    HttpScenario centre = NODE.given(rings("1H", 0), agent("ann", "sales")).onlineFor("60S", "ann");
    centre.arrive("sales", "c1").passes("59S");
    assertThat(centre.presenceOf("ann")).isEqualTo("ONLINE");

    centre.passes("1S");

    assertThat(centre.presenceOf("ann")).isEqualTo("OFFLINE");
    assertThat(centre.stateOf("c1")).isEqualTo("WAITING");
  }

  @Test
  void aRepeatedPresenceRenewsTheLease() {
    HttpScenario centre = NODE.given(agent("ann", "sales")).onlineFor("60S", "ann").passes("50S");

    centre.onlineFor("60S", "ann").passes("59S");
    assertThat(centre.presenceOf("ann")).isEqualTo("ONLINE");

    assertThat(centre.passes("1S").presenceOf("ann")).isEqualTo("OFFLINE");
  }

  @Test
  void anAgentIsOnlineWhileTheLeaseOfOneClientRuns() {
    HttpScenario centre =
        NODE.given(agent("ann", "sales"))
            .onlineFor("2M", "ann", "desktop")
            .onlineFor("10S", "ann", "phone");

    centre.passes("1M50S");
    assertThat(centre.presenceOf("ann")).isEqualTo("ONLINE");

    assertThat(centre.passes("10S").presenceOf("ann")).isEqualTo("OFFLINE");
  }

  @Test
  void anUnansweredConversationOfAnOfflineAgentReturnsToTheQueueAfterAWhile() {
    HttpScenario centre =
        NODE.given(returnsWhenOffline("10M"), agent("ann", "sales").max(2), agent("bob", "sales"));
    centre.online("ann").arrive("sales", "c1", "c2").accept("c1", "c2").agentWrites("c2");
    centre.offline("ann").online("bob");

    centre.passes("9M59S");
    assertThat(centre.holdersOf("c1", "c2")).containsExactly("ann", "ann");

    centre.passes("1S");
    assertThat(centre.ringsAt("c1")).isEqualTo("bob");
    assertThat(centre.holderOf("c2")).isEqualTo("ann");
  }

  @Test
  void anAgentWhoIsBackInTimeKeepsAssignedConversations() {
    HttpScenario centre = NODE.given(returnsWhenOffline("10M"), agent("ann", "sales"));
    centre.online("ann").arrive("sales", "c1").accept("c1").offline("ann").passes("5M");

    centre.online("ann").passes("10M");

    assertThat(centre.holderOf("c1")).isEqualTo("ann");
  }
}
