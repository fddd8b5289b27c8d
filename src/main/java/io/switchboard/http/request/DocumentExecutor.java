package io.switchboard.http.request;

import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import io.switchboard.http.problem.Problem;
import io.switchboard.http.problem.ProblemMapper;
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
  private static final int MOST_OF_ACCOUNT = 16;
  private static final int MOST = 128;
  private static final long PATIENCE = Duration.ofSeconds(15).toNanos();

  private final Executor executor;
  private final LongSupplier clock;
  private final Map<String, Line> lines = new HashMap<>();
  private int all;

  /**
   * @param clock nanoseconds since an arbitrary moment
   */
  DocumentExecutor(Executor executor, LongSupplier clock) {
    this.executor = executor;
    this.clock = clock;
  }

  /** Tasks of one account: their number, and the completion of the last. */
  private record Line(int length, CompletableFuture<?> last) {}

  /**
   * Runs a task on a document of an account when its turn comes. A task that has waited for 15 s is
   * not run; it fails with {@link RequestRefusedException} of 503.
   *
   * @throws RequestRefusedException with 429 when too many tasks of that account wait, with 503
   *     when too many tasks of all accounts wait
   */
  public synchronized <T> CompletionStage<T> work(String account, Supplier<T> work) {
    Line before = lines.getOrDefault(account, new Line(0, CompletableFuture.completedFuture(null)));
    if (before.length() >= MOST_OF_ACCOUNT) {
      throw busy(StatusCodes.TOO_MANY_REQUESTS, "Too many large documents of this account wait.");
    }
    if (all >= MOST) {
      throw busy(StatusCodes.SERVICE_UNAVAILABLE, "Too many large documents wait.");
    }
    long until = clock.getAsLong() + PATIENCE;
    CompletableFuture<T> mine =
        before.last().handleAsync((done, failure) -> inTime(until, work), executor);
    all++;
    lines.put(account, new Line(before.length() + 1, mine));
    return mine.whenComplete((done, failure) -> leave(account));
  }

  private <T> T inTime(long until, Supplier<T> work) {
    if (clock.getAsLong() - until >= 0) {
      throw busy(StatusCodes.SERVICE_UNAVAILABLE, "Too many large documents were before this one.");
    }
    return work.get();
  }

  private synchronized void leave(String account) {
    all--;
    lines.computeIfPresent(
        account,
        (any, line) -> line.length() == 1 ? null : new Line(line.length() - 1, line.last()));
  }

  private static RequestRefusedException busy(StatusCode status, String detail) {
    return new RequestRefusedException(
        detail, Problem.of(status, detail).response(ProblemMapper.RETRY_AFTER));
  }
}
