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
 * Where the work with large documents is done, apart from all other calls: one piece of work of an
 * account after the other, so that no account keeps more than one thread busy. What waits is
 * bounded, and is not begun once its caller may have been told that it was not done.
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
   * @param clock nanoseconds since any moment
   */
  DocumentExecutor(Executor executor, LongSupplier clock) {
    this.executor = executor;
    this.clock = clock;
  }

  /** The work of one account: how much of it there is, and when the last of it is done. */
  private record Line(int length, CompletableFuture<?> last) {}

  /**
   * Does some work with a document of an account when its turn comes. What has waited for 15 s
   * fails with {@link RequestRefusedException} of 503 instead.
   *
   * @throws RequestRefusedException with 429 when too much work of that account waits, with 503
   *     when too much of all accounts does
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
