package io.switchboard.domain.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.protocol.QueueMessage.Remove;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QueueForgetTest extends QueueScenario {

  @Test
  void aQueueForgetsThatAConversationHasLeft() {
    opens();
    enters("c1");
    enters("c2");
    queue.tell(new Remove("c1", 1, Optional.empty()));
    queue.tell(new Remove("c2", 1, Optional.empty()));

    machine.forget(Set.of("c1"));

    assertThat(machine.snapshot().departures())
        .extracting(QueueState.Departure::conversation)
        .containsExactly("c2");
  }

  @Test
  void aWaitingConversationIsNotForgotten() {
    opens();
    enters("c1");

    machine.forget(Set.of("c1"));

    assertThat(machine.length()).isEqualTo(1);
  }
}
