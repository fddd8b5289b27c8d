package io.switchboard.http;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.extractRequest;
import static akka.http.javadsl.server.Directives.mapResponse;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.Route;
import io.switchboard.actor.runtime.NodeLease;
import io.switchboard.http.problem.Problem;
import io.switchboard.http.problem.ProblemMapper;

/** Answers only while this node may be sure that no other has taken its place. */
public final class LeaseGuard {
  private static final String UNSURE =
      "This node cannot be sure that no other has taken its place; repeat the request.";

  private LeaseGuard() {}

  /**
   * The same routes; each answer becomes a 503 when the lease is not held at the moment at which
   * the answer is ready to be sent. That the lease is asked for when the call comes, too, only
   * saves work.
   */
  public static Route answered(NodeLease lease, Route routes) {
    return extractRequest(
        request ->
            lease.isHeld()
                ? mapResponse(answer -> lease.isHeld() ? answer : unsure(answer), () -> routes)
                : complete(unsure()));
  }

  /** A 503 says nothing of what the node has in memory, and may say where to repeat the call. */
  private static HttpResponse unsure(HttpResponse answer) {
    return answer.status().equals(StatusCodes.SERVICE_UNAVAILABLE) ? answer : unsure();
  }

  private static HttpResponse unsure() {
    return Problem.of(StatusCodes.SERVICE_UNAVAILABLE, UNSURE).response(ProblemMapper.RETRY_AFTER);
  }
}
