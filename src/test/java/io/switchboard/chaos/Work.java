package io.switchboard.chaos;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Scheduler of all simulated people; an unexpected failure is reported and ends the run. */
final class Work {
  private static final int AT_ONCE = 96;

  private final ScheduledExecutorService workers = Executors.newScheduledThreadPool(AT_ONCE);
  private volatile boolean failed;

  /** Runs a task after this number of nanoseconds; no task runs after the end. */
  void after(long nanoseconds, Runnable task) {
    try {
      Future<?> unused = workers.schedule(() -> guarded(task), nanoseconds, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException ended) {
      // No caller waits for the result.
    }
  }

  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      failed = true;
      e.printStackTrace();
    }
  }

  /** Whether a task has failed unexpectedly. */
  boolean hasFailed() {
    return failed;
  }

  /** The threads, for callers with many tasks that wait for all of them. */
  ExecutorService workers() {
    return workers;
  }

  void end() {
    workers.shutdownNow();
  }
}
