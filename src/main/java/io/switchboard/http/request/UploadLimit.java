package io.switchboard.http.request;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.StatusCodes;
import akka.http.scaladsl.model.EntityStreamSizeException;
import akka.stream.Materializer;
import akka.util.ByteString;
import io.switchboard.http.problem.Problem;
import io.switchboard.http.problem.ProblemMapper;
import io.switchboard.http.problem.RequestRefusedException;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bodies of one kind that are on their way or being read. All together have at most so many
 * bytes, and each has to be complete in time.
 */
final class UploadLimit {
  private final MemoryBudget budget;
  private final Duration deadline;

  /**
   * @param budget of all bodies together
   * @param deadline of each, from its first byte on
   */
  UploadLimit(MemoryBudget budget, Duration deadline) {
    this.budget = budget;
    this.deadline = deadline;
  }

  /**
   * The body when it is complete. It fails with {@link RequestRefusedException}: 503 when all
   * bodies together are too large, 408 when it does not come in time, 400 when it breaks off or is
   * malformed; and with {@link EntityStreamSizeException} when it alone is too large.
   */
  CompletionStage<Upload> receive(HttpEntity entity, Materializer materializer) {
    Upload upload = new Upload();
    return entity
        .getDataBytes()
        .map(upload::counted)
        .completionTimeout(deadline)
        .runFold(new ByteArrayOutputStream(), UploadLimit::added, materializer)
        .handle(
            (bytes, failure) -> {
              if (failure != null) {
                upload.close();
                throw refused(failure);
              }
              return upload.complete(bytes);
            });
  }

  /** What comes in many small pieces is held as one, so that it needs no more than it counts. */
  private static ByteArrayOutputStream added(ByteArrayOutputStream all, ByteString more) {
    all.writeBytes(more.toArray());
    return all;
  }

  /** One body. It counts until it is closed. */
  final class Upload implements AutoCloseable {
    private final AtomicLong taken = new AtomicLong();
    private byte[] bytes = {};

    private ByteString counted(ByteString more) {
      if (!budget.take(more.size())) {
        throw new RequestRefusedException(
            "too many bodies",
            Problem.of(
                    StatusCodes.SERVICE_UNAVAILABLE,
                    "Too many large bodies are on their way; it is safe to repeat the request.")
                .response(ProblemMapper.RETRY_AFTER));
      }
      taken.addAndGet(more.size());
      return more;
    }

    private Upload complete(ByteArrayOutputStream all) {
      bytes = all.toByteArray();
      return this;
    }

    /** All of it. */
    byte[] bytes() {
      return bytes;
    }

    @Override
    public void close() {
      budget.giveBack(taken.getAndSet(0));
    }
  }

  private RuntimeException refused(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    if (cause instanceof EntityStreamSizeException || cause instanceof RequestRefusedException) {
      return (RuntimeException) cause;
    }
    if (cause instanceof TimeoutException) {
      return new RequestRefusedException(
          Problem.of(
              StatusCodes.REQUEST_TIMEOUT,
              "The body did not come within %d s.".formatted(deadline.toSeconds())));
    }
    return new RequestRefusedException(
        Problem.of(StatusCodes.BAD_REQUEST, "The body breaks off, or its chunks cannot be read."));
  }
}
