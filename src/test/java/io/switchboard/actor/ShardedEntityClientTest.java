package io.switchboard.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.domain.protocol.Reply;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Answers of an entity that was asked to forget. */
class ShardedEntityClientTest {

  @Test
  void theNumberOfForgottenEntitiesIsReturned() {
    assertThat(ShardedEntityClient.forgotten(new Reply.Forgotten(3))).isEqualTo(3);
  }

  @Test
  void aRefusalIsAFailureWithItsText() {
    Reply refused = new Reply.Refused(Reply.Reason.BUSY, "The entity has too many requests.");

    assertThatThrownBy(() -> ShardedEntityClient.forgotten(refused))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessage("The entity has too many requests.");
  }
}
