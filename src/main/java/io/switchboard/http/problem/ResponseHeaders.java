package io.switchboard.http.problem;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import java.util.List;

/**
 * Headers of every response, problems included. {@code nosniff}: a browser must not treat the body
 * as another type than the declared one. {@code no-store}: neither a browser nor a proxy may keep a
 * response, because it is valid only for a moment and may name consumers.
 */
public final class ResponseHeaders {
  /** The headers; they are the same for every response. */
  public static final List<HttpHeader> ALWAYS =
      List.of(
          RawHeader.create("X-Content-Type-Options", "nosniff"),
          RawHeader.create("Cache-Control", "no-store"));

  private ResponseHeaders() {}

  static HttpResponse on(HttpResponse answer) {
    return answer.addHeaders(ALWAYS);
  }
}
