package io.switchboard.http.problem;

import akka.http.javadsl.model.StatusCode;

/** Refusal of a request: thrown anywhere, it ends the handling with its problem. */
public final class RequestRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public RequestRefusedException(Problem problem) {
    super(problem.detail());
    this.problem = problem;
  }

  /** Makes a refusal that consists of a status and one sentence. */
  public RequestRefusedException(StatusCode status, String detail) {
    this(Problem.of(status, detail));
  }

  public Problem problem() {
    return problem;
  }
}
