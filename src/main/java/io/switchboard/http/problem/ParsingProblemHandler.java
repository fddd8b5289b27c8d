package io.switchboard.http.problem;

import akka.event.LoggingAdapter;
import akka.http.ParsingErrorHandler;
import akka.http.javadsl.model.HttpResponse;
import akka.http.scaladsl.model.ErrorInfo;
import akka.http.scaladsl.model.StatusCode;
import akka.http.scaladsl.model.StatusCodes;
import akka.http.scaladsl.settings.ServerSettings;

/**
 * Answers what is not HTTP, or beyond the limits of {@code akka.http.server.parsing}, before any
 * route sees it. The configuration names this class.
 */
public final class ParsingProblemHandler extends ParsingErrorHandler {
  /** Where Akka looks for it. */
  public static final ParsingProblemHandler MODULE$ = new ParsingProblemHandler();

  private ParsingProblemHandler() {}

  @Override
  public HttpResponse handle(
      StatusCode status, ErrorInfo error, LoggingAdapter log, ServerSettings settings) {
    return ResponseHeaders.on(Problem.of(ofClient(status), error.summary()).response());
  }

  /** A method or version that is not known is a mistake of whoever sent it, not of this server. */
  private static StatusCode ofClient(StatusCode status) {
    return status.intValue() < 500 ? status : StatusCodes.BadRequest();
  }
}
