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
  void aLeaseIsNotHeldBeforeItsConfirmation() {
    assertThat(NodeLease.of(LENGTH, 7).isHeld(7)).isFalse();
  }

  /** The origin of nanoTime is arbitrary, and its value may overflow. */
  @ParameterizedTest
  @ValueSource(longs = {0, -50 * SECOND, Long.MAX_VALUE - 2 * SECOND, Long.MIN_VALUE})
  void aLeaseIsHeldForItsLengthFromTheConfirmationRequest(long start) {
    NodeLease lease = NodeLease.of(LENGTH, start);

    lease.confirm(start + SECOND);

    assertThat(lease.isHeld(start + SECOND)).isTrue();
    assertThat(lease.isHeld(start + 5 * SECOND - 1)).isTrue();
    assertThat(lease.isHeld(start + 5 * SECOND)).isFalse();
  }

  @Test
  void aConfirmationSlowerThanTheLeaseHasNoEffect() {
    NodeLease lease = NodeLease.of(LENGTH, 0);

    lease.confirm(0);

    assertThat(lease.isHeld(4 * SECOND)).isFalse();
  }

  @Test
  void aLaterConfirmationProlongsALeaseAndAnEarlierOneDoesNotShortenIt() {
    NodeLease lease = NodeLease.of(LENGTH, 0);
    lease.confirm(2 * SECOND);

    lease.confirm(SECOND);

    assertThat(lease.isHeld(6 * SECOND - 1)).isTrue();
  }

  @Test
  void aNodeThatCannotBeReplacedAlwaysHoldsItsLease() {
    assertThat(NodeLease.UNNEEDED.isHeld()).isTrue();
  }
}
