package io.switchboard.http;

import static akka.http.javadsl.server.Directives.complete;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.http.TestServer.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ApiTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        new TestServer(
            system ->
                List.of(
                    Call.get("/things", ids -> complete("all")),
                    Call.get("/things/{thing}", ids -> complete("got " + ids.get("thing"))),
                    Call.delete("/things/{thing}", ids -> complete("deleted " + ids.get("thing"))),
                    Call.get(
                        "/things/{thing}/parts/{part}",
                        ids -> complete(ids.get("part") + " of " + ids.get("thing")))));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aCallIsAnsweredWithTheIdsOfItsPath() {
    assertThat(server.get("/things").answer().body()).isEqualTo("all");
    assertThat(server.get("/things/a").answer().body()).isEqualTo("got a");
    assertThat(server.delete("/things/a").answer().body()).isEqualTo("deleted a");
    assertThat(server.get("/things/a/parts/b").answer().body()).isEqualTo("b of a");
  }

  @Test
  void aSlashAtTheEndDoesNotCount() {
    assertThat(server.get("/things/").answer().body()).isEqualTo("all");
    assertThat(server.get("/things/a/").answer().body()).isEqualTo("got a");
  }

  @Test
  void anotherPathIsNotFound() {
    assertThat(server.get("/thing").answer().status()).isEqualTo(404);
    assertThat(server.get("/things/a/parts").answer().status()).isEqualTo(404);
    assertThat(server.get("/").answer().status()).isEqualTo(404);
  }

  @Test
  void anotherMethodSaysWhichArePossible() {
    Answer refused = server.send("PUT", "/things/a", "{}").answer();

    assertThat(refused.status()).isEqualTo(405);
    assertThat(refused.header("Allow")).isEqualTo("GET, DELETE");
    assertThat(refused.body()).contains("PUT is not possible here; possible: GET, DELETE.");
  }

  @Test
  void anIdThatCannotBeOneIsABadRequestThatNamesIt() {
    Answer refused = server.get("/things/a/parts/b%20c").answer();

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body())
        .contains("\"field\":\"part\",\"detail\":\"is 'b c'; an id is 1 to 64");
    assertThat(server.get("/things/" + "x".repeat(65)).answer().status()).isEqualTo(400);
    assertThat(server.get("/things/-1").answer().status()).isEqualTo(200);
  }
}
