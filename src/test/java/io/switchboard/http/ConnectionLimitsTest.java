package io.switchboard.http;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.completeWithFuture;
import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import io.switchboard.http.RawConnection.Answer;
import io.switchboard.http.request.JsonBody;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Limits of one client's resources, in favour of all others. */
@Timeout(60)
class ConnectionLimitsTest {
  private static final String GET = "GET %s HTTP/1.1\nHost: localhost\n\n";
  private static final String FOUR =
      "switchboard.http.connections = 4\nswitchboard.http.reserved-connections = 1\n";

  private final CompletableFuture<HttpResponse> late = new CompletableFuture<>();
  private final CountDownLatch fourAreBusy = new CountDownLatch(4);
  private final CompletableFuture<Void> streamClosed = new CompletableFuture<>();

  private TestServer serving(String settings) {
    return new TestServer(
        settings,
        system ->
            List.of(
                Endpoint.get("/things", ids -> complete("things")),
                Endpoint.get("/late", ids -> completeWithFuture(late())),
                Endpoint.get("/endless", ids -> complete(endless())),
                Endpoint.get("/large", ids -> complete("x".repeat(100_000))),
                Endpoint.get("/health/live", ids -> complete("live")),
                Endpoint.put(
                    "/things",
                    ids -> JsonBody.ofJson(8_000_000, body -> complete("" + body.length)))));
  }

  private CompletableFuture<HttpResponse> late() {
    fourAreBusy.countDown();
    return late;
  }

  private HttpResponse endless() {
    return HttpResponse.create()
        .withEntity(
            HttpEntities.createChunked(
                ContentTypes.APPLICATION_OCTET_STREAM,
                Source.repeat(ByteString.fromString("x".repeat(10_000)))
                    .watchTermination(
                        (any, ended) -> {
                          ended.whenComplete((done, failure) -> streamClosed.complete(null));
                          return any;
                        })));
  }

  @Test
  void aLateHeadIsATimeout() {
    try (TestServer server = serving("switchboard.http.head-deadline = 200ms");
        RawConnection client = server.connect()) {
      Answer refused = client.sendLines("GET /things HTTP/1.1\nHost: local").answer();

      assertThat(refused.status()).isEqualTo(408);
      assertThat(client.readToEnd()).isZero();
    }
  }

  @Test
  void aLateHeadOfALaterRequestIsATimeout() {
    try (TestServer server = serving("switchboard.http.head-deadline = 200ms");
        RawConnection client = server.connect()) {
      assertThat(client.sendLines(GET.formatted("/things")).answer().status()).isEqualTo(200);

      assertThat(client.sendLines("GET /thi").answer().status()).isEqualTo(408);
    }
  }

  @Test
  void aConnectionWithoutRequestsIsClosed() {
    try (TestServer server = serving("switchboard.http.head-deadline = 200ms");
        RawConnection client = server.connect()) {
      assertThat(client.readToEnd()).isZero();
    }
  }

  @Test
  void theLengthOfAHeadIsBounded() {
    try (TestServer server = serving("")) {
      assertThat(status(server, GET.formatted("/" + "x".repeat(3_000)))).isEqualTo(414);
      assertThat(status(server, "GET /" + "x".repeat(20_000))).isEqualTo(414);
      assertThat(status(server, "GET / HTTP/1.1\n" + "A: b\n".repeat(4_000))).isEqualTo(431);
      assertThat(status(server, "x".repeat(20_000))).isBetween(400, 499);
    }
  }

  @Test
  void halfOpenConnectionsDoNotBlockOtherClients() {
    try (TestServer server = serving(FOUR)) {
      List<RawConnection> halfOpen =
          Stream.generate(() -> server.connect().sendLines("GET /things HTTP/1.1\n"))
              .limit(20)
              .toList();

      for (int i = 0; i < 10; i++) {
        assertThat(status(server, GET.formatted("/things"))).isEqualTo(200);
      }
      halfOpen.forEach(RawConnection::close);
    }
  }

  @Test
  void missingBodiesDoNotBlockOtherClients() {
    try (TestServer server = serving(FOUR)) {
      String put =
          """
          PUT /things HTTP/1.1
          Host: localhost
          Content-Type: application/json
          Content-Length: 70000

          abc""";
      List<RawConnection> slow =
          Stream.generate(() -> server.connect().sendLines(put)).limit(20).toList();

      assertThat(status(server, GET.formatted("/things"))).isEqualTo(200);
      slow.forEach(RawConnection::close);
    }
  }

  @Test
  void onlyHealthIsAnsweredWhileAllConnectionsAreBusy() throws Exception {
    try (TestServer server = serving(FOUR)) {
      List<RawConnection> busy = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        busy.add(server.connect().sendLines(GET.formatted("/late")));
      }
      assertThat(fourAreBusy.await(30, TimeUnit.SECONDS)).isTrue();

      Answer refused = answer(server, GET.formatted("/things"));

      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("Retry-After")).isEqualTo("1");
      assertThat(refused.header("Connection")).isEqualTo("close");
      assertThat(status(server, GET.formatted("/health/live"))).isEqualTo(200);
      late.complete(HttpResponse.create());
      for (RawConnection client : busy) {
        assertThat(client.answer().status()).isEqualTo(200);
        client.close();
      }
      assertThat(status(server, GET.formatted("/things"))).isEqualTo(200);
    }
  }

  @Test
  void aClientThatDoesNotReadIsDisconnected() throws Exception {
    try (TestServer server = serving("switchboard.http.send-deadline = 300ms");
        RawConnection client = server.connect()) {
      client.sendLines(GET.formatted("/endless"));

      streamClosed.get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void unreadLargeAnswersAreBoundedTogether() {
    try (TestServer server = serving("switchboard.http.answers-at-once = 250000")) {
      Answer once = answer(server, GET.formatted("/large"));
      assertThat(once.body()).hasSize(100_000);
      assertThat(status(server, GET.formatted("/large"))).isEqualTo(200);
    }
    try (TestServer server = serving("switchboard.http.answers-at-once = 90000")) {
      assertThat(status(server, GET.formatted("/large"))).isEqualTo(503);
      assertThat(status(server, GET.formatted("/things"))).isEqualTo(200);
    }
  }

  @Test
  void allBodiesTogetherAreBounded() {
    String put =
        """
          PUT /things HTTP/1.1
          Host: localhost
          Content-Type: application/json
          Content-Length: %d

          %s""";
    try (TestServer server = serving("switchboard.http.documents-at-once = 150000")) {
      Answer refused = answer(server, put.formatted(200_000, "x".repeat(200_000)));

      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("Retry-After")).isEqualTo("1");
      for (int i = 0; i < 3; i++) {
        assertThat(answer(server, put.formatted(140_000, "x".repeat(140_000))).body())
            .isEqualTo("140000");
      }
    }
  }

  private static int status(TestServer server, String request) {
    return answer(server, request).status();
  }

  private static Answer answer(TestServer server, String request) {
    try (RawConnection client = server.connect()) {
      return client.sendLines(request).answer();
    }
  }
}
