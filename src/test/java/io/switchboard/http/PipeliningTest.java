package io.switchboard.http;

import static akka.http.javadsl.server.Directives.complete;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.http.RawConnection.Answer;
import io.switchboard.http.request.JsonBody;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
@Tag("slow")
class PipeliningTest {
  private static final String GET = "GET /things/%d HTTP/1.1\nHost: localhost\n\n";

  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        new TestServer(
            // So a stack overflow fails this test and not the process of all tests.
            "akka.jvm-exit-on-fatal-error = off",
            system ->
                List.of(
                    Endpoint.get("/things/{thing}", ids -> complete(ids.get("thing"))),
                    Endpoint.put(
                        "/things/{thing}",
                        ids -> JsonBody.ofJson(100, body -> complete(new String(body, UTF_8))))));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void thirtyThousandPipelinedRequestsAreAnsweredInOrder() throws Exception {
    int requests = 30_000;
    try (RawConnection client = server.connect()) {
      CompletableFuture<Void> sending =
          CompletableFuture.runAsync(
              () ->
                  IntStream.range(0, requests / 1_000)
                      .forEach(
                          thousand ->
                              client.sendLines(
                                  IntStream.range(0, 1_000)
                                      .mapToObj(i -> GET.formatted(thousand * 1_000 + i))
                                      .reduce("", String::concat))));

      for (int i = 0; i < requests; i++) {
        assertThat(client.answer().body()).isEqualTo("" + i);
      }

      sending.get();
    }
  }

  @Test
  void pipelinedRequestsWithBodiesAreAnsweredInOrder() {
    String put =
        "PUT /things/a HTTP/1.1\nHost: localhost\nContent-Type: application/json\n%s\n\n%s";
    try (RawConnection client = server.connect()) {
      client.sendLines(
          put.formatted("Content-Length: 3", "one")
              + put.formatted("Transfer-Encoding: chunked", "1\nt\n2\nwo\n0\n\n")
              + put.formatted("Content-Length: 5", "three")
              + GET.formatted(4));

      assertThat(List.of(body(client), body(client), body(client), body(client)))
          .containsExactly("one", "two", "three", "4");
    }
  }

  @Test
  void anInvalidRequestIsRefusedAfterTheAnswersToEarlierOnes() {
    try (RawConnection client = server.connect()) {
      client.sendLines(GET.formatted(1) + "nonsense\n\n" + GET.formatted(3));

      assertThat(client.answer().body()).isEqualTo("1");
      Answer refused = client.answer();
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.header("Connection")).isEqualTo("close");
      assertThat(client.readToEnd()).isZero();
    }
  }

  private static String body(RawConnection client) {
    return client.answer().body();
  }
}
