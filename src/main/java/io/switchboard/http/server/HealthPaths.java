package io.switchboard.http.server;

import akka.http.javadsl.model.HttpRequest;

/** Paths that health probes and Prometheus request. */
public final class HealthPaths {
  private HealthPaths() {}

  /** Returns whether the request is for health or metrics. */
  public static boolean include(HttpRequest request) {
    String path = request.getUri().path();
    return path.startsWith("/health/") || path.equals("/metrics");
  }
}
