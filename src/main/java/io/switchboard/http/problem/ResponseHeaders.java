package io.switchboard.http.problem;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import java.util.List;

/**
 * The headers of every answer, problems included. {@code nosniff}: a browser takes the body for
 * nothing else than its type says. {@code no-store}: an answer is true for a moment, and may name
 * consumers, so that neither a browser nor a proxy keeps it.
 */
public final class ResponseHeaders {
  /** They are the same for every answer. */
  public static final List<HttpHeader> ALWAYS =
      List.of(
          RawHeader.create("X-Content-Type-Options", "nosniff"),
          RawHeader.create("Cache-Control", "no-store"));

  private ResponseHeaders() {}

  /** The same answer with these headers. */
  static HttpResponse on(HttpResponse answer) {
    return answer.addHeaders(ALWAYS);
  }
}
