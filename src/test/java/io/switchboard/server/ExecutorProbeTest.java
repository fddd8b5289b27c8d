package io.switchboard.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class ExecutorProbeTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final long BUSY = SECOND.toNanos();

  private final List<Runnable> waiting = new ArrayList<>();
  private boolean starved;
  private final ExecutorProbe pulse = new ExecutorProbe(waiting::add, SECOND, () -> starved);
  private long cpu;

  @Test
  void anExecutorThatRunsItsTasksIsAlive() {
    for (int second = 0; second < 100; second++) {
      assertThat(looks(SECOND, 0)).isFalse();
      waiting.remove(0).run();
    }
  }

  @Test
  void anExecutorThatRunsNoTaskInAnIdleProcessIsDeadAfterSixSeconds() {
    assertThat(looksUntilDead(SECOND, 0)).isEqualTo(1 + 6);
  }

  @Test
  void anExecutorThatRunsNoTaskInABusyProcessIsDeadAfterAMinute() {
    assertThat(looksUntilDead(SECOND, BUSY)).isEqualTo(1 + 60);
  }

  @Test
  void anExecutorWithoutProcessorTimeIsDeadAfterAMinute() {
    starved = true;

    assertThat(looksUntilDead(SECOND, 0)).isEqualTo(1 + 60);
  }

  @Test
  void anExecutorThatRunsATaskLateIsAlive() {
    for (int second = 0; second < 5; second++) {
      assertThat(looks(SECOND, 0)).isFalse();
    }

    waiting.remove(0).run();

    assertThat(looksUntilDead(SECOND, 0)).isEqualTo(1 + 6);
  }

  @Test
  void aPauseOfTheWholeProcessDoesNotCount() {
    assertThat(looks(SECOND, 0)).isFalse();

    assertThat(looks(Duration.ofMinutes(5), 0)).isFalse();
  }

  @Test
  void anExecutorThatRejectsTasksIsDead() {
    ExecutorProbe closed =
        new ExecutorProbe(
            task -> {
              throw new RejectedExecutionException();
            },
            SECOND,
            () -> false);

    assertThat(closed.findsDead(SECOND, 0)).isTrue();
  }

  private int looksUntilDead(Duration apart, long cpuOfEach) {
    int looks = 1;
    while (!looks(apart, cpuOfEach)) {
      looks++;
    }
    return looks;
  }

  private boolean looks(Duration elapsed, long cpuMeanwhile) {
    cpu += cpuMeanwhile;
    return pulse.findsDead(elapsed, cpu);
  }
}
