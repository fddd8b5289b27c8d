package io.switchboard.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.document.AccountDocument;
import io.switchboard.domain.account.AccountPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SimulationEndTest {
  private static final long SECOND = 1_000_000_000;

  @Test
  void theSimulationEndsWithTheLastHandlingDespiteALaterTimer() {
    AccountPolicy account =
        AccountPolicy.of(
            AccountDocument.read(
                """
                {"skills": [{"id": "sales", "maxWaitTime": "P10D",
                   "distribution": {"primary": [{"group": "house", "percent": 100}]}}],
                 "agentGroups": [{"id": "house"}, {"id": "vendor"}],
                 "agents": [{"id": "ann", "group": "house", "skills": ["sales"],
                   "maxConversations": 1}]}
                """));

    SimulationResult result =
        Simulation.run(
            account,
            List.of(arrival("c1", 0), arrival("c2", 1)),
            List.of(new Shift("ann", 0, Shift.NEVER, OptionalInt.empty())),
            OptionalLong.empty(),
            arrived -> {},
            Set.of());

    assertThat(result.ended()).isEqualTo(20 * SECOND);
  }

  private static Arrival arrival(String id, long second) {
    return new Arrival(
        id,
        second * SECOND,
        Optional.of("sales"),
        Optional.empty(),
        false,
        10 * SECOND,
        OptionalLong.empty(),
        Map.of());
  }
}
