package io.switchboard.http.request;

import akka.http.javadsl.model.StatusCodes;
import io.switchboard.http.problem.RequestRefusedException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Executor for the work with large documents, apart from all other requests. The tasks of one
 * account run one after another, so that an account occupies at most one thread. The number of
 * waiting tasks is bounded. A task that has waited too long is not started, since its client may
 * already have received a timeout.
 */
public final class DocumentExecutor {
  private static final int MAX_TASKS_OF_ACCOUNT = 16;
  private static final int MAX_TASKS = 128;
  private static final long MAX_WAIT = Duration.ofSeconds(15).toNanos();

  private final Executor executor;
  private final LongSupplier clock;
  private final Map<String, Tasks> waiting = new HashMap<>();
  private int all;

  /** {@code clock} gives nanoseconds since an arbitrary moment. */
  DocumentExecutor(Executor executor, LongSupplier clock) {
    this.executor = executor;
    this.clock = clock;
  }

  /** Tasks of one account: their number, and the completion of the last. */
  private record Tasks(int count, CompletableFuture<?> last) {}

  /**
   * Runs a task on a document of an account when its turn comes. A task that has waited for 15 s is
   * not run; it fails with {@link RequestRefusedException} of 503.
   *
   * @throws RequestRefusedException with 429 when too many tasks of that account wait, with 503
   *     when too many tasks of all accounts wait
   */
  public synchronized <T> CompletionStage<T> work(String account, Supplier<T> work) {
    Tasks before =
        waiting.getOrDefault(account, new Tasks(0, CompletableFuture.completedFuture(null)));
    if (before.count() >= MAX_TASKS_OF_ACCOUNT) {
      throw new RequestRefusedException(
          StatusCodes.TOO_MANY_REQUESTS,
          "Too many large documents of this account wait; repeat the request.");
    }
    if (all >= MAX_TASKS) {
      throw busy();
    }
    long deadline = clock.getAsLong() + MAX_WAIT;
    CompletableFuture<T> task =
        before.last().handleAsync((done, failure) -> inTime(deadline, work), executor);
    all++;
    waiting.put(account, new Tasks(before.count() + 1, task));
    return task.whenComplete((done, failure) -> end(account));
  }

  private <T> T inTime(long deadline, Supplier<T> work) {
    if (clock.getAsLong() - deadline >= 0) {
      throw busy();
    }
    return work.get();
  }

  private synchronized void end(String account) {
    all--;
    waiting.computeIfPresent(
        account,
        (any, tasks) -> tasks.count() == 1 ? null : new Tasks(tasks.count() - 1, tasks.last()));
  }

  private static RequestRefusedException busy() {
    return new RequestRefusedException(
        StatusCodes.SERVICE_UNAVAILABLE,
        "Too many large documents wait on this node; repeat the request.");
  }
}
