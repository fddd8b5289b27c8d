package io.switchboard.domain.queue.matching;

import static io.switchboard.domain.Centre.account;
import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.skill;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.routing.AgentAvailability;
import io.switchboard.domain.routing.AgentOrder;
import io.switchboard.domain.routing.Presence;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Index of a queue's agents, updated agent by agent. */
class EligibleAgentsTest {
  private static final AccountPolicy ACCOUNT =
      account(
          skill("sales").primary("north", 50).primary("south", 50),
          agent("ann", "sales").in("north"),
          agent("bob", "sales").in("north"),
          agent("sue", "sales").in("south"));

  private final EligibleAgents crew =
      new EligibleAgents(ACCOUNT.skills().get("sales"), new AgentOrder(ACCOUNT.preferences()));

  private static AgentAvailability in(String group, String id, int conversations) {
    return new AgentAvailability(
        id, group, Presence.ONLINE, CapacityMode.MAX_CONCURRENT, conversations, 0, 5, 0, 1);
  }

  private void know(AgentAvailability... agents) {
    for (AgentAvailability agent : agents) {
      crew.update(agent, Optional.empty());
    }
  }

  private List<String> preferred(List<String> teams, int limit) {
    return crew.preferred(teams, limit).stream().map(AgentAvailability::id).toList();
  }

  @Test
  void anOfflineAgentIsNotCounted() {
    know(in("north", "ann", 0), in("north", "bob", 0), in("south", "sue", 0));

    know(in("north", "bob", 0).loggedOut(), in("south", "sue", 0).loggedOut());

    assertThat(crew.online()).isEqualTo(1);
    assertThat(crew.connected()).isEqualTo(1);
    assertThat(crew.online("north")).isEqualTo(1);
    assertThat(crew.capable("north")).isEqualTo(1);
    assertThat(crew.online("south")).isZero();
    assertThat(crew.capable("south")).isZero();
    assertThat(crew.hasCapacity("south", agent -> true, 0)).isFalse();
    assertThat(preferred(List.of("north", "south"), 9)).containsExactly("ann");
  }

  @Test
  void agentsOfSomeGroupsAreListedByPreferenceWithoutThoseWithoutCapacity() {
    know(in("north", "ann", 2), in("north", "bob", 0), in("south", "sue", 1));
    know(in("south", "sam", 5));

    assertThat(preferred(List.of("north", "south"), 9)).containsExactly("bob", "sue", "ann");
    assertThat(preferred(List.of("north", "south"), 2)).containsExactly("bob", "sue");
    assertThat(preferred(List.of("north"), 9)).containsExactly("bob", "ann");
    assertThat(preferred(List.of("nowhere"), 9)).isEmpty();
  }

  @Test
  void anAgentWithoutCapacityInAnotherCapacityModeIsNotCapable() {
    AccountPolicy heavy =
        account(skill("sales").weighs("9", "1", "1M"), agent("ann", "sales").max(5).in("north"));
    EligibleAgents dynamic =
        new EligibleAgents(heavy.skills().get("sales"), new AgentOrder(heavy.preferences()));
    AgentAvailability ann = in("north", "ann", 0);
    dynamic.update(ann, Optional.empty());

    AgentAvailability byWeight =
        new AgentAvailability("ann", "north", Presence.ONLINE, CapacityMode.DYNAMIC, 0, 0, 5, 0, 1);
    dynamic.update(byWeight, Optional.empty());

    assertThat(dynamic.capable(EligibleAgents.EVERYBODY)).isZero();
  }
}
