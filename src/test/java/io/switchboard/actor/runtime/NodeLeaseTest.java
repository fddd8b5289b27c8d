package io.switchboard.actor.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeLeaseTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Duration LENGTH = Duration.ofSeconds(4);

  @Test
  void it_is_not_held_before_it_was_confirmed() {
    assertThat(NodeLease.of(LENGTH, 7).isHeld(7)).isFalse();
  }

  /** The origin of nanoTime is any, and it may run over. */
  @ParameterizedTest
  @ValueSource(longs = {0, -50 * SECOND, Long.MAX_VALUE - 2 * SECOND, Long.MIN_VALUE})
  void it_is_held_for_its_length_from_when_the_confirmation_was_asked_for(long start) {
    NodeLease lease = NodeLease.of(LENGTH, start);

    lease.confirm(start + SECOND);

    assertThat(lease.isHeld(start + SECOND)).isTrue();
    assertThat(lease.isHeld(start + 5 * SECOND - 1)).isTrue();
    assertThat(lease.isHeld(start + 5 * SECOND)).isFalse();
  }

  @Test
  void a_confirmation_that_took_longer_than_the_lease_is_worth_nothing() {
    NodeLease lease = NodeLease.of(LENGTH, 0);

    lease.confirm(0);

    assertThat(lease.isHeld(4 * SECOND)).isFalse();
  }

  @Test
  void a_later_confirmation_prolongs_it_and_an_earlier_one_does_not_shorten_it() {
    NodeLease lease = NodeLease.of(LENGTH, 0);
    lease.confirm(2 * SECOND);

    lease.confirm(SECOND);

    assertThat(lease.isHeld(6 * SECOND - 1)).isTrue();
  }

  @Test
  void who_cannot_be_replaced_always_holds_it() {
    assertThat(NodeLease.UNNEEDED.isHeld()).isTrue();
  }
}
