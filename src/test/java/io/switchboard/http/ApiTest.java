package io.switchboard.http;

import static akka.http.javadsl.server.Directives.complete;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.http.TestServer.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        new TestServer(
            system ->
                List.of(
                    Endpoint.get("/things", ids -> complete("all")).with("limit", "cursor"),
                    Endpoint.get("/things/{thing}", ids -> complete("got " + ids.get("thing"))),
                    Endpoint.delete(
                        "/things/{thing}", ids -> complete("deleted " + ids.get("thing"))),
                    Endpoint.get(
                        "/things/{thing}/parts/{part}",
                        ids -> complete(ids.get("part") + " of " + ids.get("thing")))));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aCallReceivesTheIdsOfItsPath() {
    assertThat(server.get("/things").answer().body()).isEqualTo("all");
    assertThat(server.get("/things/a").answer().body()).isEqualTo("got a");
    assertThat(server.delete("/things/a").answer().body()).isEqualTo("deleted a");
    assertThat(server.get("/things/a/parts/b").answer().body()).isEqualTo("b of a");
  }

  @Test
  void aTrailingSlashIsIgnored() {
    assertThat(server.get("/things/").answer().body()).isEqualTo("all");
    assertThat(server.get("/things/a/").answer().body()).isEqualTo("got a");
  }

  @Test
  void anUnknownPathIsNotFound() {
    assertThat(server.get("/thing").answer().status()).isEqualTo(404);
    assertThat(server.get("/things/a/parts").answer().status()).isEqualTo(404);
    assertThat(server.get("/").answer().status()).isEqualTo(404);
  }

  @Test
  void anUnknownMethodIsAnsweredWithTheAllowedOnes() {
    Answer refused = server.send("PUT", "/things/a", "{}").answer();

    assertThat(refused.status()).isEqualTo(405);
    assertThat(refused.header("Allow")).isEqualTo("GET, DELETE");
    assertThat(refused.body())
        .contains("This resource does not have the method PUT; it has GET, DELETE.");
  }

  @Test
  void anInvalidIdIsABadRequestThatStatesTheId() {
    Answer refused = server.get("/things/a/parts/b%20c").answer();

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body())
        .contains("\"field\":\"part\",\"detail\":\"is 'b c'; an id is 1 to 64");
    assertThat(server.get("/things/" + "x".repeat(65)).answer().status()).isEqualTo(400);
    assertThat(server.get("/things/-1").answer().status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".", "..", "%2e", "%2E%2e", ".%2e", "a%2Fb", "a%5Cb", "a%00", "a%0a", "a;v=1", "a,b", "a+b",
        "%C3%A4", "a%CC%88", "%ff", "~a", "a:b", "a@b", "%252e"
      })
  void aSegmentThatIsAnInvalidIdIsABadRequestAndReachesNoOtherResource(String segment) {
    assertThat(statusOf("DELETE /things/" + segment)).isEqualTo(400);
    assertThat(statusOf("GET /things/" + segment + "/parts/p")).isEqualTo(400);
    assertThat(statusOf("DELETE http://localhost/things/" + segment)).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"things", "parts", "a.", "...", ".a", "-", "_", "A", "%41", "0"})
  void anIdMayEqualASegmentOfTheApiAndMayHaveDots(String segment) {
    assertThat(statusOf("DELETE /things/" + segment)).isEqualTo(200);
    assertThat(statusOf("GET /things/" + segment + "/parts/" + segment)).isEqualTo(200);
  }

  @Test
  void anEmptySegmentIsAnInvalidId() {
    assertThat(statusOf("GET /things//parts/p")).isEqualTo(400);
    assertThat(statusOf("GET /things//")).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Limit=1", "limit=1&limit=2", "limit=1&li%6dit=1", "=", "x", "dryRun=true"})
  void anUnknownOrRepeatedParameterIsABadRequest(String query) {
    assertThat(server.get("/things?limit=1&cursor=2").answer().status()).isEqualTo(200);
    assertThat(statusOf("GET /things?" + query)).isEqualTo(400);
  }

  @Test
  void aRefusedParameterIsListedWithTheKnownOnes() {
    Answer refused = server.get("/things?Limit=1&cursor=a&cursor=b").answer();

    assertThat(refused.body())
        .contains(
            "{\"field\":\"Limit\",\"detail\":\"is unknown; the endpoint has limit, cursor\"}",
            "{\"field\":\"cursor\",\"detail\":\"occurs 2 times; it may occur once\"}");
    assertThat(server.get("/things/a?x=1").answer().body())
        .contains("is unknown; the endpoint has no parameters");
  }

  @Test
  void anInvalidQueryIsABadRequest() {
    assertThat(statusOf("GET /things?limit=%zz")).isEqualTo(400);
    assertThat(statusOf("GET /things?a=b=c")).isEqualTo(400);
  }

  @Test
  void eachAnswerForbidsCachingAndContentSniffing() {
    for (Answer answer :
        List.of(
            server.get("/things").answer(),
            server.get("/nothing").answer(),
            server.send("PUT", "/things/a", "{}").answer(),
            server.get("/things/a?x=1").answer(),
            server.get("/things/" + "x".repeat(3_000)).answer())) {
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }
  }

  /** The status of the answer to this method and target, sent unnormalised. */
  private static int statusOf(String start) {
    return server.statusOf(start + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }
}
