package io.switchboard.http.problem;

import akka.http.javadsl.model.HttpResponse;

/**
 * Refusal of a request. Thrown anywhere in the handling of a request, it ends the handling with
 * this response.
 */
public final class RequestRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient HttpResponse response;

  /** Makes a refusal with a problem. */
  public RequestRefusedException(Problem problem) {
    this(problem.detail(), problem.response());
  }

  /** Makes a refusal with a response that has more than a problem, such as headers. */
  public RequestRefusedException(String message, HttpResponse response) {
    super(message);
    this.response = response;
  }

  /** Returns the response. */
  public HttpResponse response() {
    return response;
  }
}
