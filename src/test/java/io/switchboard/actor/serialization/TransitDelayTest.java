package io.switchboard.actor.serialization;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TransitDelayTest {
  private static final long MS = 1_000_000L;

  /** The other clock began long before this one. */
  private static final long AHEAD = 86_400_000 * MS;

  private final TransitDelay transit = new TransitDelay();

  @Test
  void a_message_that_is_as_quick_as_others_lost_nothing() {
    transit.delay("a", AHEAD, 5 * MS);

    assertThat(transit.delay("a", AHEAD + 100 * MS, 105 * MS)).isZero();
  }

  @Test
  void a_message_that_waited_in_a_buffer_lost_that_time() {
    transit.delay("a", AHEAD, 5 * MS);

    assertThat(transit.delay("a", AHEAD + 100 * MS, 3_105 * MS)).isBetween(2_990 * MS, 3_000 * MS);
  }

  @Test
  void the_quickest_counts_not_the_first() {
    transit.delay("a", AHEAD, 500 * MS);
    transit.delay("a", AHEAD + 1_000 * MS, 1_002 * MS);

    assertThat(transit.delay("a", AHEAD + 2_000 * MS, 2_302 * MS)).isBetween(298 * MS, 300 * MS);
  }

  @Test
  void clocks_of_different_processes_have_nothing_to_do_with_one_another() {
    transit.delay("a", AHEAD, 0);

    assertThat(transit.delay("b", 0, 10 * MS)).isZero();
  }

  @Test
  void a_clock_that_runs_slower_by_less_than_a_thousandth_does_not_make_messages_late() {
    transit.delay("a", 0, 0);

    assertThat(transit.delay("a", 999_100 * MS, 1_000_000 * MS)).isZero();
  }
}
