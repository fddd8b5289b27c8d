package io.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SimulationProgressTest {
  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong now = new AtomicLong(-5 * SECOND);
  private final StringWriter said = new StringWriter();
  private final SimulationProgress progress =
      new SimulationProgress(400, new PrintWriter(said), now::get);

  @Test
  void noProgressIsPrintedInTheFirstSecond() {
    now.addAndGet(SECOND - 1);
    progress.accept(100);

    assertThat(said.toString()).isEmpty();
  }

  @Test
  void progressIsPrintedAtMostOnceASecond() {
    now.addAndGet(SECOND);
    progress.accept(100);
    now.addAndGet(SECOND - 1);
    progress.accept(150);
    now.addAndGet(1);
    progress.accept(200);

    assertThat(said.toString().lines())
        .containsExactly(
            "100 of 400 conversations routed (25 %)", "200 of 400 conversations routed (50 %)");
  }
}
