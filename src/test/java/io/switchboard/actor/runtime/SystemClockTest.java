package io.switchboard.actor.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SystemClockTest {
  private Instant clock = Instant.parse("2026-11-22T12:00:00Z");
  private long elapsed = 17;
  private boolean stoodStill;
  private final SystemClock time = new SystemClock(null, () -> clock, () -> elapsed);

  @Test
  void theTimeIsThatOfTheSystemClock() {
    assertThat(time.instant()).isEqualTo(clock);

    passes("PT5S", "PT5S");

    assertThat(time.instant()).isEqualTo("2026-11-22T12:00:05Z");
  }

  @Test
  void theTimeGoesOnWhenTheSystemClockIsSetBack() {
    assertThat(time.instant()).isEqualTo("2026-11-22T12:00:00Z");

    passes("-PT1H", "PT5S");
    assertThat(time.instant()).isEqualTo("2026-11-22T12:00:05Z");

    passes("PT5S", "PT5S");
    assertThat(time.instant()).isEqualTo("2026-11-22T12:00:10Z");
  }

  @Test
  void theTimeDoesNotJumpWhenTheSystemClockIsSetForward() {
    assertThat(time.instant()).isEqualTo("2026-11-22T12:00:00Z");

    passes("PT1H", "PT5S");

    assertThat(time.instant()).isEqualTo("2026-11-22T12:00:05.500Z");
  }

  @Test
  void theTimeApproachesAnAdvancedSystemClockByATenthOfTheElapsedTime() {
    assertThat(time.instant()).isEqualTo("2026-11-22T12:00:00Z");

    passes("PT70S", "PT10S");
    assertThat(time.instant()).isEqualTo("2026-11-22T12:00:11Z");

    passes("PT590S", "PT590S");
    assertThat(time.instant()).isEqualTo("2026-11-22T12:11:00Z");

    passes("PT5S", "PT5S");
    assertThat(time.instant()).as("it has caught up").isEqualTo("2026-11-22T12:11:05Z");
  }

  @Test
  void aPauseDuringAReadDoesNotAdvanceTheTime() {
    SystemClock interrupted =
        new SystemClock(null, () -> thenStandsStill(clock), () -> thenStandsStill(elapsed));

    assertThat(interrupted.instant()).isBeforeOrEqualTo(clock);
    assertThat(interrupted.instant()).isEqualTo(clock);
  }

  /** At the first read, the process pauses for a while after the value was read. */
  private <T> T thenStandsStill(T read) {
    if (!stoodStill) {
      stoodStill = true;
      passes("PT20S", "PT20S");
    }
    return read;
  }

  private void passes(String byTheClock, String really) {
    clock = clock.plus(Duration.parse(byTheClock));
    elapsed += Duration.parse(really).toNanos();
  }
}
