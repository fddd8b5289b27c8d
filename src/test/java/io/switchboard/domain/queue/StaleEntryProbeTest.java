package io.switchboard.domain.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.protocol.Bench.Sent;
import io.switchboard.domain.protocol.ConversationMessage.Probe;
import io.switchboard.domain.protocol.QueueMessage.Remove;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Detection of conversations whose close never reached their queue because of a crash: the queue
 * probes long-waiting conversations.
 */
class StaleEntryProbeTest extends QueueScenario {

  @Test
  void aLongWaitingConversationIsProbed() {
    opens();
    enters("c1");

    assertThat(probes(queue.pass("9m"))).isZero();
    assertThat(queue.pass("1m").one(Probe.class)).isEqualTo(new Probe("sales", 1));
  }

  @Test
  void aWaitingConversationIsProbedAtGrowingIntervals() {
    opens();
    enters("c1");

    assertThat(probes(queue.pass("70m"))).isEqualTo(3);
    assertThat(probes(queue.pass("79m"))).isZero();
    assertThat(probes(queue.pass("1m"))).isEqualTo(1);
  }

  @Test
  void aRemovedConversationIsNotProbed() {
    opens();
    enters("c1");
    queue.tell(new Remove("c1", 1, Optional.empty()));

    assertThat(probes(queue.pass("1h"))).isZero();
    assertThat(machine.nextTimer()).isEmpty();
  }

  @Test
  void waitingConversationsAreProbedAfterARestart() {
    opens();
    enters("c1");
    queue.pass("5m");
    starts();
    opens();

    assertThat(probes(queue.pass("9m"))).isZero();
    assertThat(probes(queue.pass("1m"))).isEqualTo(1);
  }

  @Test
  void waitingConversationsAreProbedOneAtATimeLongestWaitingFirst() {
    opens();
    for (int i = 0; i < 3; i++) {
      enters("c" + i);
    }

    queue.pass("599s");
    assertThat(probes(queue.pass("1s"))).isEqualTo(1);
    assertThat(probes(queue.pass("1s"))).isEqualTo(1);
    assertThat(probes(queue.pass("1s"))).isEqualTo(1);
    assertThat(probes(queue.pass("1m"))).isZero();
  }

  private static int probes(Sent sent) {
    return sent.all(Probe.class).size();
  }
}
