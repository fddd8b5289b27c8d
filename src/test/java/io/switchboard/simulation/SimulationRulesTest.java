package io.switchboard.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.document.AccountDocument;
import io.switchboard.domain.account.AccountPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rules of the simulation: docs/simulator.md. */
class SimulationRulesTest {
  private static final long SECOND = 1_000_000_000;

  private final List<Arrival> arrivals = new ArrayList<>();
  private final List<Shift> shifts = new ArrayList<>();

  @Test
  void anOverflowAtTheMomentOfFreedCapacityGoesToThatAgent() {
    AccountPolicy account =
        account(
            """
            {"skills": [{"id": "sales", "maxWaitTime": "PT20S", "distribution": {
                 "primary": [{"group": "north", "percent": 100}],
                 "secondary": [{"group": "south", "percent": 100}]}}, {"id": "care"}],
             "agentGroups": [{"id": "north"}, {"id": "south"}],
             "agents": [
               {"id": "nora", "group": "north", "skills": ["sales"], "maxConversations": 1},
               {"id": "sam", "group": "south", "skills": ["sales", "care"], "maxConversations": 1}]}
            """);
    onShift("nora", 0, 1_000);
    onShift("sam", 0, 1_000);
    arrives("busy-nora", "sales", 0, 500);
    arrives("busy-sam", "care", 0, 20);
    arrives("opens", "sales", 0, 10);
    arrives("later", "care", 1, 10);

    assertThat(agentOf("opens", run(account))).contains("sam");
    assertThat(startOf("opens", run(account))).isEqualTo(20 * SECOND);
  }

  @Test
  void anAgentFinishesAssignedConversationsAfterTheShiftDespiteReturnWhenOffline() {
    AccountPolicy account =
        account(
            """
            {"settings": {"returnWhenOffline": "PT1S"}, "skills": [{"id": "sales"}],
             "agents": [{"id": "ann", "skills": ["sales"]}, {"id": "bob", "skills": ["sales"]}]}
            """);
    onShift("ann", 0, 5);
    onShift("bob", 5, 100);
    arrives("c1", "sales", 1, 30);

    SimulationResult result = run(account);

    assertThat(agentOf("c1", result)).contains("ann");
    assertThat(result.decisions()).isEqualTo(1);
  }

  @Test
  void offersAreAcceptedAtOnceUnderAnyOfferMode() {
    AccountPolicy account =
        account(
            """
            {"settings": {"offers": {"mode": "RING", "timeout": "PT30S"}},
             "skills": [{"id": "sales"}], "agents": [{"id": "ann", "skills": ["sales"]}]}
            """);
    onShift("ann", 0, 100);
    arrives("c1", "sales", 1, 30);

    assertThat(startOf("c1", run(account))).isEqualTo(SECOND);
  }

  @Test
  void anAnonymousConversationPlacedAtOnceCausesNineEvents() {
    AccountPolicy account =
        account(
            """
            {"skills": [{"id": "sales"}], "agents": [{"id": "ann", "skills": ["sales"]}]}
            """);
    onShift("ann", 0, 100);
    arrives("c1", "sales", 1, 5);
    SimulationResult one = run(account);
    arrives("c2", "sales", 10, 5);

    SimulationResult two = run(account);

    assertThat(two.events() - one.events()).isEqualTo(9);
    assertThat(two.messages() - one.messages()).isGreaterThan(9);
  }

  // --- the trace ---

  private static AccountPolicy account(String document) {
    return AccountPolicy.of(AccountDocument.read(document));
  }

  private void onShift(String agent, long start, long end) {
    shifts.add(new Shift(agent, start * SECOND, end * SECOND, OptionalInt.empty()));
  }

  private void arrives(String id, String skill, long second, long handling) {
    arrivals.add(
        new Arrival(
            id,
            second * SECOND,
            Optional.of(skill),
            Optional.empty(),
            false,
            handling * SECOND,
            OptionalLong.empty(),
            Map.of()));
  }

  private SimulationResult run(AccountPolicy account) {
    return Simulation.run(account, arrivals, shifts, OptionalLong.empty(), arrived -> {}, Set.of());
  }

  private static Optional<String> agentOf(String id, SimulationResult result) {
    return outcome(id, result).agent();
  }

  private static long startOf(String id, SimulationResult result) {
    return outcome(id, result).start().orElseThrow();
  }

  private static ArrivalOutcome outcome(String id, SimulationResult result) {
    return result.outcomes().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
  }
}
