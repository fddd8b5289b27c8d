package io.switchboard.http.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpHeader;
import akka.util.ByteString;
import io.switchboard.http.problem.Problem;
import io.switchboard.http.problem.ResponseHeaders;

/** Last response on a connection whose bytes are not a valid request. */
final class BadRequestResponse {
  private BadRequestResponse() {}

  /** The bytes of the response, which has no body when the request was a {@code HEAD}. */
  static ByteString of(MalformedRequestException request, boolean toHead) {
    HttpEntity.Strict entity =
        (HttpEntity.Strict) Problem.of(request.status(), request.getMessage()).response().entity();
    ByteString body = entity.getData();
    String head =
        """
        HTTP/1.1 %d %s
        Connection: close
        %s
        Content-Type: %s
        Content-Length: %d

        """
            .formatted(
                request.status().intValue(),
                request.status().reason(),
                ResponseHeaders.ALWAYS.stream().map(HttpHeader::toString).collect(joining("\n")),
                entity.getContentType(),
                body.size())
            .replace("\n", "\r\n");
    ByteString bytes = ByteString.fromString(head, UTF_8);
    return toHead ? bytes : bytes.concat(body);
  }
}
