package io.switchboard.http;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.extractRequest;
import static akka.http.javadsl.server.Directives.mapResponse;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.Route;
import io.switchboard.actor.runtime.NodeLease;
import io.switchboard.http.problem.Problem;

/** A node answers only while its lease excludes that another has taken over its entities. */
public final class LeaseGuard {
  private static final String NO_LEASE =
      "Another node may have replaced this one, whose lease has expired; repeat the request.";

  private LeaseGuard() {}

  /**
   * Returns routes that answer 503 when the lease is not held at the moment at which the answer is
   * ready. The check at the start of a request only saves work.
   */
  public static Route guard(NodeLease lease, Route routes) {
    return extractRequest(
        request ->
            lease.isHeld()
                ? mapResponse(
                    answer -> lease.isHeld() ? answer : withoutLease(answer), () -> routes)
                : complete(withoutLease()));
  }

  /** Keeps a 503: it tells nothing of the node's state, and may have a {@code Location}. */
  private static HttpResponse withoutLease(HttpResponse answer) {
    return answer.status().equals(StatusCodes.SERVICE_UNAVAILABLE) ? answer : withoutLease();
  }

  private static HttpResponse withoutLease() {
    return Problem.of(StatusCodes.SERVICE_UNAVAILABLE, NO_LEASE).response();
  }
}
