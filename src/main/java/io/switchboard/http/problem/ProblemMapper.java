package io.switchboard.http.problem;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.handleExceptions;
import static akka.http.javadsl.server.Directives.handleRejections;
import static akka.http.javadsl.server.Directives.mapResponse;
import static akka.http.javadsl.server.Directives.withRequestTimeoutResponse;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.ExceptionHandler;
import akka.http.javadsl.server.RejectionHandler;
import akka.http.javadsl.server.Route;
import akka.http.scaladsl.model.EntityStreamSizeException;
import akka.http.scaladsl.model.IllegalRequestException;
import akka.pattern.CircuitBreakerOpenException;
import io.switchboard.document.InvalidAccountException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Mapping of every failure of a request to a response in {@code application/problem+json}. */
public final class ProblemMapper {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);

  private static final Problem NO_ANSWER_IN_TIME =
      Problem.of(
          StatusCodes.SERVICE_UNAVAILABLE,
          "The request was not answered in time; it is safe to repeat it.");

  private static final ExceptionHandler EXCEPTIONS =
      ExceptionHandler.newBuilder().matchAny(failure -> complete(response(failure))).build();

  private static final RejectionHandler REJECTIONS =
      RejectionHandler.defaultHandler().mapRejectionResponse(ProblemMapper::asProblem);

  private ProblemMapper() {}

  /**
   * Returns routes that answer every request: unknown paths and methods with 404 or 405, timeouts
   * and overload with 503, and unexpected failures with 500 and an id that is also in the log.
   * Every response has the {@link ResponseHeaders}.
   */
  public static Route seal(Route routes) {
    return withRequestTimeoutResponse(
        request -> ResponseHeaders.on(NO_ANSWER_IN_TIME.response()),
        () ->
            mapResponse(
                ResponseHeaders::on,
                () ->
                    handleExceptions(
                        EXCEPTIONS, () -> handleRejections(REJECTIONS, () -> routes))));
  }

  /** The response to a failure: the problem of it or of one of its causes, otherwise 500. */
  public static HttpResponse response(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .flatMap(cause -> problem(cause).stream())
        .findFirst()
        .orElseGet(() -> unexpected(failure))
        .response();
  }

  private static Optional<Problem> problem(Throwable failure) {
    if (failure instanceof RequestRefusedException refused) {
      return Optional.of(refused.problem());
    } else if (failure instanceof InvalidAccountException invalid) {
      return Optional.of(
          Problem.of(
                  invalid.isJson() ? StatusCodes.UNPROCESSABLE_CONTENT : StatusCodes.BAD_REQUEST,
                  "The document is invalid.")
              .at(invalid.violations()));
    } else if (failure instanceof EntityStreamSizeException size) {
      return Optional.of(
          Problem.of(
              StatusCodes.CONTENT_TOO_LARGE,
              "The body is larger than %d bytes.".formatted(size.limit())));
    } else if (failure instanceof IllegalRequestException illegal) {
      return Optional.of(Problem.of(illegal.status(), illegal.info().summary()));
    } else if (failure instanceof TimeoutException
        || failure instanceof CircuitBreakerOpenException
        || failure instanceof RejectedExecutionException) {
      return Optional.of(NO_ANSWER_IN_TIME);
    }
    return Optional.empty();
  }

  private static Problem unexpected(Throwable failure) {
    UUID id = UUID.randomUUID();
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    LOG.error("A request failed: {}", id, cause);
    return Problem.of(
            StatusCodes.INTERNAL_SERVER_ERROR,
            "The server has an error; its log has the details under the id " + id + ".")
        .as("urn:uuid:" + id);
  }

  /** Returns the response with its text as the detail of a problem. */
  private static HttpResponse asProblem(HttpResponse response) {
    String text =
        response.entity() instanceof HttpEntity.Strict strict
            ? strict.getData().utf8String()
            : response.status().defaultMessage();
    return response.withEntity(Problem.of(response.status(), text).entity());
  }
}
