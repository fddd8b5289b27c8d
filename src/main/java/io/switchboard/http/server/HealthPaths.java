package io.switchboard.http.server;

import akka.http.javadsl.model.HttpRequest;

/** What probes and Prometheus ask. */
public final class HealthPaths {
  private HealthPaths() {}

  /** Whether the request is for health or metrics. */
  public static boolean include(HttpRequest request) {
    String path = request.getUri().path();
    return path.startsWith("/health/") || path.equals("/metrics");
  }
}
