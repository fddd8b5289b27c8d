package io.switchboard.http.server;

import akka.NotUsed;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import io.switchboard.http.problem.Problem;
import java.time.Duration;
import java.util.stream.IntStream;

/**
 * Tracking of responses: it reports to the connection when a response has been sent completely. A
 * large response stays in memory until its client has read it. So the memory of all large responses
 * is bounded, and each is sent in pieces in order to learn when it has been read.
 */
final class ResponseTracker {
  private static final int PIECE = 64 * 1024;

  /** Time in which a client must have read a large response; after it the connection is cut. */
  private static final Duration DEADLINE = Duration.ofMinutes(1);

  private ResponseTracker() {}

  /** The response with tracking; 503 for a large one for which too little memory is left. */
  static HttpResponse track(HttpResponse response, Connection connection) {
    if (!(response.entity() instanceof HttpEntity.Strict strict)) {
      return response.transformEntityDataBytes(
          connection.isForHead()
              ? Flow.of(ByteString.class).take(0).via(untilSent(connection))
              : untilSent(connection));
    }
    if (strict.getData().size() > PIECE && !connection.isForHead()) {
      return large(response, strict, connection);
    }
    connection.responseEnds();
    return response;
  }

  private static HttpResponse large(
      HttpResponse response, HttpEntity.Strict strict, Connection connection) {
    ByteString bytes = strict.getData();
    if (!connection.reserve(bytes.size())) {
      connection.responseEnds();
      return Problem.of(
              StatusCodes.SERVICE_UNAVAILABLE,
              "This node is sending too many large responses; it is safe to repeat the request.")
          .response();
    }
    Source<ByteString, NotUsed> items =
        Source.fromJavaStream(
            () ->
                IntStream.iterate(0, at -> at < bytes.size(), at -> at + PIECE)
                    .mapToObj(at -> bytes.slice(at, at + PIECE)));
    return response.withEntity(
        HttpEntities.create(
            strict.getContentType(),
            bytes.size(),
            items.completionTimeout(DEADLINE).via(untilSent(connection))));
  }

  private static Flow<ByteString, ByteString, NotUsed> untilSent(Connection connection) {
    return Flow.of(ByteString.class)
        .watchTermination(
            (any, ended) -> {
              ended.whenComplete((done, failure) -> sent(connection));
              return any;
            });
  }

  private static void sent(Connection connection) {
    connection.responseEnds();
    connection.signal(Connection.Signal.ANSWERED);
  }
}
