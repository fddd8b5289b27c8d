package io.switchboard.cluster;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Whether an executor still runs what it is given. Not safe for use by several threads.
 *
 * <p>An executor that has run nothing for 6 s is dead if the process used less than a quarter of a
 * processor meanwhile: its threads are gone or wait for one another. If the process was busy, the
 * executor may merely be late, and is given 60 s. Only time in which the caller itself ran on
 * schedule counts.
 */
final class Pulse {
  private static final Duration IDLE_LIMIT = Duration.ofSeconds(6);
  private static final Duration BUSY_LIMIT = Duration.ofSeconds(60);
  private static final int IDLE_SHARE = 4;

  private final Executor executor;
  private final Duration interval;
  private volatile boolean beat = true;
  private Duration silent = Duration.ZERO;
  private long cpuAtBeat;

  /**
   * @param interval how often {@link #stoppedBeating} is called
   */
  Pulse(Executor executor, Duration interval) {
    this.executor = executor;
    this.interval = interval;
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
    boolean idle = (cpu - cpuAtBeat) * IDLE_SHARE < silent.toNanos();
    return silent.compareTo(idle ? IDLE_LIMIT : BUSY_LIMIT) >= 0;
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
