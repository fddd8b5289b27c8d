package io.switchboard.domain.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.consumer.ConsumerMachine.ConsumerRecorded;
import io.switchboard.domain.protocol.Bench;
import io.switchboard.domain.protocol.ConsumerMessage;
import io.switchboard.domain.protocol.ConsumerMessage.RequestHistory;
import io.switchboard.domain.protocol.ConsumerMessage.Served;
import io.switchboard.domain.protocol.ConversationMessage.ConsumerKnown;
import io.switchboard.domain.protocol.ServingAgent;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConsumerMachineTest {
  private Bench<ConsumerMessage, ConsumerRecorded> consumer = new Bench<>(new ConsumerMachine());

  @Test
  void aStartIsAnsweredBeforeItIsStored() {
    assertThat(history("c1")).isEqualTo(new ConsumerKnown(true, List.of()));

    assertThat(consumer.stored()).isEmpty();
  }

  @Test
  void aSecondStartIsNotTheFirstAlthoughTheFirstIsNotStoredYet() {
    history("c1");

    assertThat(history("c2").firstTime()).isFalse();
    assertThat(history("c1").firstTime()).isTrue();
  }

  @Test
  void theStartIsStoredWithTheFirstAssignment() {
    history("c1");

    consumer.tell(new Served("c1", new ServingAgent("ann", 10)));

    assertThat(consumer.stored())
        .containsExactly(
            new ConsumerRecorded(Optional.of("c1"), List.of(new ServingAgent("ann", 10))));
    assertThat(consumer.pass("1m").sends()).isEmpty();
    assertThat(consumer.stored()).hasSize(1);
  }

  @Test
  void theStartOfAConversationThatWaitsIsStoredAfterAFewSeconds() {
    history("c1");

    consumer.pass("4s");
    assertThat(consumer.stored()).isEmpty();
    consumer.pass("1s");

    assertThat(consumer.stored())
        .containsExactly(new ConsumerRecorded(Optional.of("c1"), List.of()));
  }

  @Test
  void aStartThatWasLostIsKnownFromItsAssignment() {
    history("c1");
    consumer = consumer.restart(new ConsumerMachine());

    consumer.tell(new Served("c1", new ServingAgent("ann", 10)));

    assertThat(history("c2")).isEqualTo(new ConsumerKnown(false, List.of("ann")));
  }

  private ConsumerKnown history(String conversation) {
    return consumer.tell(new RequestHistory(conversation)).one(ConsumerKnown.class);
  }
}
