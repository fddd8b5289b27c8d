package io.switchboard.chaos;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What everybody does, at its time; what fails unexpectedly says so and ends the run. */
final class Work {
  private static final int AT_ONCE = 96;

  private final ScheduledExecutorService workers = Executors.newScheduledThreadPool(AT_ONCE);
  private volatile boolean failed;

  /** Does something after so many nanoseconds; nothing once all has ended. */
  void after(long nanoseconds, Runnable task) {
    try {
      Future<?> unused = workers.schedule(() -> guarded(task), nanoseconds, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException ended) {
      // Nobody waits for it.
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

  /** Whether anything has failed in a way that no client may. */
  boolean hasFailed() {
    return failed;
  }

  /** Those who do it, for whoever has many things to do and waits for all of them. */
  ExecutorService workers() {
    return workers;
  }

  void end() {
    workers.shutdownNow();
  }
}
