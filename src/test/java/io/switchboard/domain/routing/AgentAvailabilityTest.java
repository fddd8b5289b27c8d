package io.switchboard.domain.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.account.AgentPolicy;
import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.account.DynamicWeights;
import io.switchboard.domain.agent.AgentWorkload;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Offers under way count in the availability of an agent. */
class AgentAvailabilityTest {
  private static final DynamicWeights WEIGHTS = new DynamicWeights(700, 100, 10, 100, 500);

  private static AgentWorkload ann(CapacityMode mode) {
    AgentWorkload ann =
        new AgentWorkload(
            new AgentPolicy("ann", Optional.of("x"), Optional.of(1L), List.of(), 3), mode);
    ann.present(Presence.ONLINE, 5);
    ann.receive("c1", new DynamicWeights(1000, 100, 10, 100, 500), 10);
    return ann;
  }

  @ParameterizedTest
  @EnumSource
  void offersCountInTheAvailabilityLikeAssignments(CapacityMode mode) {
    AgentAvailability before = ann(mode).view(20);
    AgentWorkload after = ann(mode);
    after.receive("c2", WEIGHTS, 20);
    after.receive("c3", WEIGHTS, 20);

    assertThat(before.offered(2, WEIGHTS, 20)).isEqualTo(after.view(20));
  }

  @ParameterizedTest
  @EnumSource
  void theAvailabilityIsUnchangedWithoutOffers(CapacityMode mode) {
    AgentAvailability before = ann(mode).view(20);

    assertThat(before.offered(0, WEIGHTS, 99)).isEqualTo(before);
  }

  @Test
  void offersAddUp() {
    AgentAvailability before = ann(CapacityMode.DYNAMIC).view(20);

    assertThat(before.offered(1, WEIGHTS, 20).offered(1, WEIGHTS, 30))
        .isEqualTo(before.offered(2, WEIGHTS, 30));
  }
}
