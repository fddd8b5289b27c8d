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
import io.switchboard.http.problem.ProblemMapper;
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

  /**
   * Returns the response with tracking; a 503 instead of a large response for which too little
   * memory is left.
   */
  static HttpResponse counted(HttpResponse response, Connection connection) {
    if (!(response.entity() instanceof HttpEntity.Strict strict)) {
      return response.transformEntityDataBytes(
          connection.asksForHead()
              ? Flow.of(ByteString.class).take(0).via(untilGiven(connection))
              : untilGiven(connection));
    }
    if (strict.getData().size() > PIECE && !connection.asksForHead()) {
      return large(response, strict, connection);
    }
    connection.ends();
    return response;
  }

  private static HttpResponse large(
      HttpResponse response, HttpEntity.Strict strict, Connection connection) {
    ByteString bytes = strict.getData();
    if (!connection.keep(bytes.size())) {
      connection.ends();
      return Problem.of(
              StatusCodes.SERVICE_UNAVAILABLE,
              "Too many large answers are being read; it is safe to repeat the request.")
          .response(ProblemMapper.RETRY_AFTER);
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
            items.completionTimeout(DEADLINE).via(untilGiven(connection))));
  }

  private static Flow<ByteString, ByteString, NotUsed> untilGiven(Connection connection) {
    return Flow.of(ByteString.class)
        .watchTermination(
            (any, ended) -> {
              ended.whenComplete((done, failure) -> given(connection));
              return any;
            });
  }

  private static void given(Connection connection) {
    connection.ends();
    connection.tell(Connection.Signal.ANSWERED);
  }
}
