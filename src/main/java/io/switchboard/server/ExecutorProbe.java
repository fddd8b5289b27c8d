package io.switchboard.server;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;

/**
 * Probe that checks whether an executor still runs its tasks. Not safe for use by several threads.
 *
 * <p>An executor that has run nothing for 6 s is dead if the process used less than a quarter of a
 * processor meanwhile and none of its threads is runnable: they have ended or are blocked. If the
 * process was busy, or a runnable thread got no processor, the executor may only be late; the limit
 * is then 60 s. Only time in which the caller itself ran on schedule counts.
 */
final class ExecutorProbe {
  private static final Duration IDLE_LIMIT = Duration.ofSeconds(6);
  private static final Duration BUSY_LIMIT = Duration.ofSeconds(60);
  private static final int IDLE_SHARE = 4;

  private final Executor executor;
  private final Duration interval;
  private final BooleanSupplier canRun;
  private volatile boolean responded = true;
  private Duration silent = Duration.ZERO;
  private long cpuAtResponse;

  /** {@code canRun}: whether a thread of the executor runs or waits for a processor. */
  ExecutorProbe(Executor executor, Duration interval, BooleanSupplier canRun) {
    this.executor = executor;
    this.interval = interval;
    this.canRun = canRun;
  }

  /**
   * Checks the executor, and gives it the next task if it has run the last one.
   *
   * @param elapsed the time since the last check
   * @param cpu the processor time that the process has used so far, in nanoseconds
   * @return whether the executor is dead
   */
  boolean findsDead(Duration elapsed, long cpu) {
    if (responded) {
      silent = Duration.ZERO;
      cpuAtResponse = cpu;
      responded = false;
      return !accepts();
    }
    if (elapsed.compareTo(interval.multipliedBy(2)) <= 0) {
      silent = silent.plus(elapsed);
    }
    if (silent.compareTo(IDLE_LIMIT) < 0) {
      return false;
    }
    boolean isIdle =
        (cpu - cpuAtResponse) * IDLE_SHARE < silent.toNanos() && !canRun.getAsBoolean();
    return isIdle || silent.compareTo(BUSY_LIMIT) >= 0;
  }

  private boolean accepts() {
    try {
      executor.execute(() -> responded = true);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }
}
