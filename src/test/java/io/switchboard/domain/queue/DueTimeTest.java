package io.switchboard.domain.queue;

import static io.switchboard.domain.Centre.urgent;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.account.Credit;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class DueTimeTest {

  @Test
  void noNumberOfCreditsTurnsTheOrderAround() {
    Credit tenYears = new Credit(urgent(), Duration.ofDays(3_650));

    DueTime due = new DueTime(0, 0, Collections.nCopies(1_000, tenYears));

    assertThat(due.dueAt()).isEqualTo(-Duration.ofDays(36_500).toNanos());
  }
}
