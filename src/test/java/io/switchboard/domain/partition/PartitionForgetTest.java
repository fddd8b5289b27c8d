package io.switchboard.domain.partition;

import static io.switchboard.domain.Centre.account;
import static io.switchboard.domain.Centre.agent;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.consumer.ConsumerMachine;
import io.switchboard.domain.consumer.ConsumerMachine.ConsumerRecorded;
import io.switchboard.domain.protocol.ConsumerMessage;
import io.switchboard.domain.protocol.ConsumerMessage.RequestHistory;
import io.switchboard.domain.protocol.Requester;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PartitionForgetTest {
  private final PartitionMachine<ConsumerMessage, ConsumerRecorded, ConsumerMachine> partition =
      new PartitionMachine<>(
          account(agent("ann", "sales")), (id, policy) -> new ConsumerMachine(), 10);

  @Test
  void anEntityLeavesMemory() {
    isKnown("zoe");

    assertThat(partition.forget(Set.of("zoe"), machine -> true)).containsExactly("zoe");

    assertThat(partition.isLoaded("zoe")).isFalse();
  }

  @Test
  void anEntityThatIsNotInMemoryMayGo() {
    assertThat(partition.forget(Set.of("zoe"), machine -> false)).containsExactly("zoe");
  }

  @Test
  void anEntityThatMayNotGoStays() {
    isKnown("zoe");

    assertThat(partition.forget(Set.of("zoe"), machine -> false)).isEmpty();

    assertThat(partition.isLoaded("zoe")).isTrue();
  }

  @Test
  void anEntityWhoseChangeIsNotStoredStays() {
    partition.load("zoe", Optional.empty());
    hears("zoe", "c1");

    assertThat(partition.forget(Set.of("zoe"), machine -> true)).isEmpty();
    assertThat(partition.changes()).containsOnlyKeys("zoe");
    assertThat(partition.forget(Set.of("zoe"), machine -> true)).containsExactly("zoe");
  }

  /** The consumer has a stored state and is in memory. */
  private void isKnown(String consumer) {
    partition.load(consumer, Optional.of(new ConsumerRecorded(Optional.of("c1"), List.of())));
  }

  private void hears(String consumer, String conversation) {
    partition.receive(
        new PartitionMessage<>(consumer, new RequestHistory(conversation)), Requester.NONE, 0);
  }
}
