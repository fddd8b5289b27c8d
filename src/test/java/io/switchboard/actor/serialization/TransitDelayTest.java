package io.switchboard.actor.serialization;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TransitDelayTest {
  private static final long MS = 1_000_000L;

  /** The other clock started long before this one. */
  private static final long AHEAD = 86_400_000 * MS;

  private final TransitDelay transit = new TransitDelay();

  @Test
  void aMessageAsFastAsTheFastestHasNoDelay() {
    transit.delay("a", AHEAD, 5 * MS);

    assertThat(transit.delay("a", AHEAD + 100 * MS, 105 * MS)).isZero();
  }

  @Test
  void aBufferedMessageHasTheDelayOfItsBuffer() {
    transit.delay("a", AHEAD, 5 * MS);

    assertThat(transit.delay("a", AHEAD + 100 * MS, 3_105 * MS)).isBetween(2_990 * MS, 3_000 * MS);
  }

  @Test
  void theFastestMessageIsTheReferenceNotTheFirst() {
    transit.delay("a", AHEAD, 500 * MS);
    transit.delay("a", AHEAD + 1_000 * MS, 1_002 * MS);

    assertThat(transit.delay("a", AHEAD + 2_000 * MS, 2_302 * MS)).isBetween(298 * MS, 300 * MS);
  }

  @Test
  void clocksOfDifferentProcessesAreIndependent() {
    transit.delay("a", AHEAD, 0);

    assertThat(transit.delay("b", 0, 10 * MS)).isZero();
  }

  @Test
  void aClockSlowerByLessThanAThousandthCausesNoDelay() {
    transit.delay("a", 0, 0);

    assertThat(transit.delay("a", 999_100 * MS, 1_000_000 * MS)).isZero();
  }
}
