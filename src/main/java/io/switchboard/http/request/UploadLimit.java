package io.switchboard.http.request;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.StatusCodes;
import akka.http.scaladsl.model.EntityStreamSizeException;
import akka.stream.Materializer;
import akka.util.ByteString;
import io.switchboard.http.problem.RequestRefusedException;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Limit on the request bodies of one kind that a node is receiving or reading. It bounds the bytes
 * of all bodies together and the time in which each must be complete.
 */
final class UploadLimit {
  private final MemoryBudget budget;
  private final Duration deadline;

  /** {@code budget} for all bodies together, {@code deadline} for each, from its first byte. */
  UploadLimit(MemoryBudget budget, Duration deadline) {
    this.budget = budget;
    this.deadline = deadline;
  }

  /**
   * Returns the body when it is complete. It fails with {@link RequestRefusedException}: 503 when
   * all bodies together are too large, 408 when the time limit is exceeded, 400 when the body ends
   * early or is malformed; and with {@link EntityStreamSizeException} when this body alone is too
   * large.
   */
  CompletionStage<Upload> receive(HttpEntity entity, Materializer materializer) {
    Upload upload = new Upload();
    return entity
        .getDataBytes()
        .map(upload::count)
        .completionTimeout(deadline)
        .runFold(new ByteArrayOutputStream(), UploadLimit::append, materializer)
        .handle(
            (bytes, failure) -> {
              if (failure != null) {
                upload.close();
                throw refused(failure);
              }
              return upload.complete(bytes);
            });
  }

  /** Collects the chunks in one array: small chunks need no more memory than is counted. */
  private static ByteArrayOutputStream append(ByteArrayOutputStream all, ByteString more) {
    all.writeBytes(more.toArray());
    return all;
  }

  /** One body. Its bytes count against the budget until it is closed. */
  final class Upload implements AutoCloseable {
    private final AtomicLong taken = new AtomicLong();
    private byte[] bytes = {};

    private ByteString count(ByteString more) {
      if (!budget.take(more.size())) {
        throw new RequestRefusedException(
            StatusCodes.SERVICE_UNAVAILABLE,
            "This node is receiving too many large bodies; it is safe to repeat the request.");
      }
      taken.addAndGet(more.size());
      return more;
    }

    private Upload complete(ByteArrayOutputStream all) {
      bytes = all.toByteArray();
      return this;
    }

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
          StatusCodes.REQUEST_TIMEOUT,
          "The body was not complete within %d s.".formatted(deadline.toSeconds()));
    }
    return new RequestRefusedException(
        StatusCodes.BAD_REQUEST, "The body is incomplete, or its chunks are malformed.");
  }
}
