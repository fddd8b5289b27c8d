package io.switchboard.server;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;

/**
 * Whether an executor still runs what it is given. Not safe for use by several threads.
 *
 * <p>An executor that has run nothing for 6 s is dead if the process used less than a quarter of a
 * processor meanwhile and none of its threads could run: they are gone or wait for one another. If
 * the process was busy, or a thread could run and was given no processor by the machine, the
 * executor may merely be late, and is given 60 s. Only time in which the caller itself ran on
 * schedule counts.
 */
final class ExecutorProbe {
  private static final Duration IDLE_LIMIT = Duration.ofSeconds(6);
  private static final Duration BUSY_LIMIT = Duration.ofSeconds(60);
  private static final int IDLE_SHARE = 4;

  private final Executor executor;
  private final Duration interval;
  private final BooleanSupplier canRun;
  private volatile boolean beat = true;
  private Duration silent = Duration.ZERO;
  private long cpuAtBeat;

  /**
   * @param interval how often {@link #stoppedBeating} is called
   * @param canRun whether a thread of the executor runs or waits for a processor
   */
  ExecutorProbe(Executor executor, Duration interval, BooleanSupplier canRun) {
    this.executor = executor;
    this.interval = interval;
    this.canRun = canRun;
  }

  /**
   * Looks once, and gives the executor the next task if it has run the last.
   *
   * @param elapsed since the last look
   * @param cpu nanoseconds of processor time that the process has used so far
   * @return whether the executor is dead
   */
  boolean stoppedBeating(Duration elapsed, long cpu) {
    if (beat) {
      silent = Duration.ZERO;
      cpuAtBeat = cpu;
      beat = false;
      return !accepts();
    }
    if (elapsed.compareTo(interval.multipliedBy(2)) <= 0) {
      silent = silent.plus(elapsed);
    }
    if (silent.compareTo(IDLE_LIMIT) < 0) {
      return false;
    }
    boolean isIdle = (cpu - cpuAtBeat) * IDLE_SHARE < silent.toNanos() && !canRun.getAsBoolean();
    return isIdle || silent.compareTo(BUSY_LIMIT) >= 0;
  }

  private boolean accepts() {
    try {
      executor.execute(() -> beat = true);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }
}
