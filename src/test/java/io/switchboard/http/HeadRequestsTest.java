package io.switchboard.http;

import static akka.http.javadsl.server.Directives.complete;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.http.RawConnection.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HeadRequestsTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        new TestServer(
            system ->
                List.of(
                    Endpoint.get("/things/{thing}", ids -> complete(ids.get("thing"))),
                    Endpoint.get("/large", ids -> complete("x".repeat(200_000))),
                    Endpoint.put("/things/{thing}", ids -> complete("put"))));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/things/a", "/large", "/nothing", "/things/b%20c", "/openapi.yaml"})
  void aHeadRequestIsAnsweredAsGetWithoutTheBody(String path) {
    try (RawConnection client = server.connect()) {
      Answer get = client.sendLines("GET " + path + " HTTP/1.1\nHost: localhost\n\n").answer();
      Answer head =
          client.sendLines("HEAD " + path + " HTTP/1.1\nHost: localhost\n\n").answerToHead();

      assertThat(head.status()).isEqualTo(get.status());
      assertThat(withoutDate(head)).isEqualTo(withoutDate(get));
      Answer next = client.sendLines("GET /things/next HTTP/1.1\nHost: localhost\n\n").answer();
      assertThat(next.body()).isEqualTo("next");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HEAD /things/a HTTP/1.1\n\n",
        "HEAD /things/a HTTP/1.1\nHost: a b\n\n",
        "HEAD /things/a HTTP/1.1\nHost: localhost\nHost: localhost\n\n",
        "HEAD /things/a HTTP/2.0\nHost: localhost\n\n",
        "HEAD /%zz HTTP/1.1\nHost: localhost\n\n",
        "HEAD /things/a HTTP/1.1\nHost: localhost\nContent-Length: 1, 1\n\n"
      })
  void aRefusedHeadRequestIsAnsweredWithoutABody(String request) {
    try (RawConnection client = server.connect()) {
      Answer refused = client.sendLines(request).endSending().answerToHead();

      assertThat(refused.status()).isBetween(400, 499);
      assertThat(client.readToEnd()).isZero();
    }
  }

  @Test
  void aRequestAfterAHeadRequestIsAnsweredWithItsBody() {
    try (RawConnection client = server.connect()) {
      client.sendLines(
          """
          HEAD /large HTTP/1.1
          Host: localhost

          GET /things/b HTTP/1.1
          Host: localhost

          HEAD /things/c HTTP/1.1
          Host: localhost

          """);

      assertThat(client.answerToHead().header("Content-Length")).isEqualTo("200000");
      assertThat(client.answer().body()).isEqualTo("b");
      assertThat(client.answerToHead().header("Content-Length")).isEqualTo("1");
    }
  }

  private static Map<String, String> withoutDate(Answer answer) {
    answer.headers().remove("date");
    return answer.headers();
  }
}
