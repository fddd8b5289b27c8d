package io.switchboard.http.problem;

import akka.http.javadsl.model.HttpResponse;

/** Thrown where a request is handled, it ends there with this answer. */
public final class RequestRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient HttpResponse response;

  /** Refuses with a problem. */
  public RequestRefusedException(Problem problem) {
    this(problem.detail(), problem.response());
  }

  /** Refuses with an answer that has more than a problem, such as headers. */
  public RequestRefusedException(String message, HttpResponse response) {
    super(message);
    this.response = response;
  }

  /** The answer. */
  public HttpResponse response() {
    return response;
  }
}
