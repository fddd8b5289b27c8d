package io.switchboard.domain.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.protocol.AgentMessage.Release;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AgentForgetTest extends AgentScenario {

  @Test
  void anAgentForgetsThatAConversationWasReleased() {
    String reservation = has("c1");
    ann.tell(new Release("c1", reservation));
    assertThat(machine.state().releases()).hasSize(1);

    assertThat(machine.forget(Set.of("c1"))).isTrue();

    assertThat(machine.state().releases()).isEmpty();
  }

  @Test
  void anAssignedConversationIsNotForgotten() {
    has("c1");

    assertThat(machine.forget(Set.of("c1"))).isFalse();

    assertThat(machine.state().reservations()).hasSize(1);
  }
}
