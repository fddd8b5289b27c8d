package io.switchboard.http.problem;

import akka.event.LoggingAdapter;
import akka.http.ParsingErrorHandler;
import akka.http.javadsl.model.HttpResponse;
import akka.http.scaladsl.model.ErrorInfo;
import akka.http.scaladsl.model.StatusCode;
import akka.http.scaladsl.model.StatusCodes;
import akka.http.scaladsl.settings.ServerSettings;

/** Handler of requests that Akka cannot parse; the configuration names this class. */
public final class ParsingProblemHandler extends ParsingErrorHandler {
  /** Instance that Akka looks up by this name. */
  public static final ParsingProblemHandler MODULE$ = new ParsingProblemHandler();

  private ParsingProblemHandler() {}

  @Override
  public HttpResponse handle(
      StatusCode status, ErrorInfo error, LoggingAdapter log, ServerSettings settings) {
    return ResponseHeaders.on(Problem.of(ofClient(status), error.summary()).response());
  }

  /** 400 for an unknown method or version: it is an error of the client, not of this server. */
  private static StatusCode ofClient(StatusCode status) {
    return status.intValue() < 500 ? status : StatusCodes.BadRequest();
  }
}
