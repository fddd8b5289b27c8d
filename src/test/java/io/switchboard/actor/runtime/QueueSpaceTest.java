package io.switchboard.actor.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;

/** Queue space of a node. */
class QueueSpaceTest {
  private final QueueSpace room =
      new QueueSpace(ConfigFactory.parseString("per-skill = 5, per-account = 8, per-node = 10"));

  @Test
  void anEmptyQueueHasTheSpaceOfASkill() {
    assertThat(room.places("a", 0)).isEqualTo(5);
  }

  @Test
  void aQueueHasNoMoreSpaceThanItsAccountHasLeft() {
    room.changed("a", 5);
    room.changed("a", 2);

    assertThat(room.places("a", 2)).isEqualTo(3);
  }

  @Test
  void aQueueHasNoMoreSpaceThanTheNodeHasLeft() {
    room.changed("a", 8);
    room.changed("b", 1);

    assertThat(room.places("b", 1)).isEqualTo(2);
  }

  @Test
  void aFullAccountLeavesSpaceToOtherAccounts() {
    room.changed("a", 8);

    assertThat(room.isFull("a")).isTrue();
    assertThat(room.isFull("b")).isFalse();
  }

  @Test
  void aRemovedConversationFreesItsSpace() {
    room.changed("a", 8);
    room.changed("a", -1);

    assertThat(room.isFull("a")).isFalse();
  }

  @Test
  void aQueueLongerThanItsLimitAdmitsNoConversation() {
    room.changed("a", 12);

    assertThat(room.places("a", 12)).isLessThanOrEqualTo(12);
    assertThat(room.isFull("b")).isTrue();
  }
}
