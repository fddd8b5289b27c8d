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

    assertThat(machine.forget(Set.of("c1"))).isTrue();

    assertThat(machine.snapshot().departures())
        .extracting(QueueState.Departure::conversation)
        .containsExactly("c2");
  }

  @Test
  void nothingIsForgottenWhileOneOfTheConversationsWaits() {
    opens();
    enters("c1");
    enters("c2");
    queue.tell(new Remove("c2", 1, Optional.empty()));

    assertThat(machine.forget(Set.of("c1", "c2"))).isFalse();

    assertThat(machine.length()).isEqualTo(1);
    assertThat(machine.snapshot().departures()).hasSize(1);
  }
}
