package io.switchboard.actor.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;

/** How many may wait on a node. */
class QueueSpaceTest {
  private final QueueSpace room =
      new QueueSpace(ConfigFactory.parseString("per-skill = 5, per-account = 8, per-node = 10"));

  @Test
  void an_empty_line_has_the_places_of_a_skill() {
    assertThat(room.places("a", 0)).isEqualTo(5);
  }

  @Test
  void a_line_has_no_more_places_than_its_account_has_left() {
    room.changed("a", 5);
    room.changed("a", 2);

    assertThat(room.places("a", 2)).isEqualTo(3);
  }

  @Test
  void a_line_has_no_more_places_than_the_node_has_left() {
    room.changed("a", 8);
    room.changed("b", 1);

    assertThat(room.places("b", 1)).isEqualTo(2);
  }

  @Test
  void an_account_that_is_full_leaves_places_to_others() {
    room.changed("a", 8);

    assertThat(room.isFull("a")).isTrue();
    assertThat(room.isFull("b")).isFalse();
  }

  @Test
  void whoever_leaves_makes_room() {
    room.changed("a", 8);
    room.changed("a", -1);

    assertThat(room.isFull("a")).isFalse();
  }

  @Test
  void a_line_that_is_longer_than_allowed_lets_nobody_in() {
    room.changed("a", 12);

    assertThat(room.places("a", 12)).isLessThanOrEqualTo(12);
    assertThat(room.isFull("b")).isTrue();
  }
}
