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
import akka.http.javadsl.server.MalformedRequestContentRejection;
import akka.http.javadsl.server.RejectionHandler;
import akka.http.javadsl.server.Route;
import akka.http.scaladsl.model.EntityStreamSizeException;
import akka.http.scaladsl.model.IllegalRequestException;
import akka.pattern.CircuitBreakerOpenException;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.switchboard.document.InvalidAccountException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Mapping of every failure of a request to a response in {@code application/problem+json}. */
public final class ProblemMapper {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);

  /**
   * {@code Retry-After} of a request for which there was no time or capacity; long enough for a
   * peak to pass.
   */
  public static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private static final String NO_TIME =
      "There was no answer in time; it is safe to repeat the request.";

  private static final ExceptionHandler EXCEPTIONS =
      ExceptionHandler.newBuilder().matchAny(failure -> complete(response(failure))).build();

  private static final RejectionHandler REJECTIONS =
      RejectionHandler.newBuilder()
          .handle(
              MalformedRequestContentRejection.class,
              rejection -> complete(malformed(rejection.getCause())))
          .build()
          .withFallback(
              RejectionHandler.defaultHandler().mapRejectionResponse(ProblemMapper::asProblem));

  private ProblemMapper() {}

  /**
   * Returns routes that answer every request: unknown paths and methods with 404 or 405, timeouts
   * with 503, and unexpected failures with 500 and an id that is also in the log. Every response
   * has the {@link ResponseHeaders}.
   */
  public static Route answered(Route routes) {
    return withRequestTimeoutResponse(
        request -> ResponseHeaders.on(noTime()),
        () ->
            mapResponse(
                ResponseHeaders::on,
                () ->
                    handleExceptions(
                        EXCEPTIONS, () -> handleRejections(REJECTIONS, () -> routes))));
  }

  /** Returns the response to a failure: its own problem, a 503 or a 500. */
  public static HttpResponse response(Throwable failure) {
    return known(failure).orElseGet(() -> unexpected(failure));
  }

  private static HttpResponse malformed(Throwable failure) {
    return known(failure)
        .orElseGet(
            () ->
                Problem.of(StatusCodes.BAD_REQUEST, "The body cannot be read as what it should be.")
                    .response());
  }

  /**
   * Returns the response to a failure if it, or one of its causes, is not an error of the server.
   */
  private static Optional<HttpResponse> known(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      Optional<HttpResponse> answer = itself(at);
      if (answer.isPresent()) {
        return answer;
      }
    }
    return Optional.empty();
  }

  private static Optional<HttpResponse> itself(Throwable failure) {
    if (failure instanceof RequestRefusedException refused) {
      return Optional.of(refused.response());
    } else if (failure instanceof InvalidAccountException invalid) {
      return Optional.of(
          Problem.of(
                  invalid.isJson() ? StatusCodes.UNPROCESSABLE_CONTENT : StatusCodes.BAD_REQUEST,
                  "The document cannot be used.")
              .at(invalid.violations())
              .response());
    } else if (failure instanceof EntityStreamSizeException size) {
      return Optional.of(
          Problem.of(
                  StatusCodes.CONTENT_TOO_LARGE,
                  "The body is larger than %d bytes.".formatted(size.limit()))
              .response());
    } else if (failure instanceof JsonProcessingException json) {
      return Optional.of(JsonBindingProblem.of(json).response());
    } else if (failure instanceof IllegalRequestException illegal) {
      return Optional.of(Problem.of(illegal.status(), illegal.info().summary()).response());
    } else if (failure instanceof TimeoutException
        || failure instanceof CircuitBreakerOpenException) {
      return Optional.of(noTime());
    }
    return Optional.empty();
  }

  private static HttpResponse noTime() {
    return Problem.of(StatusCodes.SERVICE_UNAVAILABLE, NO_TIME).response(RETRY_AFTER);
  }

  private static HttpResponse unexpected(Throwable failure) {
    UUID id = UUID.randomUUID();
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    LOG.error("A request failed: {}", id, cause);
    return Problem.of(
            StatusCodes.INTERNAL_SERVER_ERROR,
            "This should not have happened; the log says more under the id " + id + ".")
        .as("urn:uuid:" + id)
        .response();
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
