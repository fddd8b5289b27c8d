package io.switchboard.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** I9: a call answered with a timeout takes no effect later. */
@Tag("slow")
class LateCommandsTest {

  /** Blocks writes, but not reads. */
  private static final String NO_WRITES = "EXCLUSIVE";

  /** Also blocks the loading of entities. */
  private static final String NOTHING = "ACCESS EXCLUSIVE";

  private static final String SHOP =
      """
      {"skills": [{"id": "sales", "name": "as it was"}],
       "agents": [{"id": "ann", "skills": ["sales"]}]}
      """;

  private static final String[] ANY_REVISION = {"If-Match", "*"};
  private static final String[] NO_MORE = {"Accept", "application/json"};

  private static Postgres postgres;
  private static String database;
  private static Node node;

  private final HttpClient client = HttpClient.newHttpClient();
  private final String account = "account-" + UUID.randomUUID();

  @BeforeAll
  static void start() throws Exception {
    postgres = new Postgres();
    database = postgres.newDatabase();
    node = Node.start(Conf.postgres(database));
    node.whenReady().toCompletableFuture().get(90, TimeUnit.SECONDS);
  }

  @AfterAll
  static void stop() throws Exception {
    node.close();
    postgres.close();
  }

  @BeforeEach
  void makeAccount() {
    Eventually.holds(() -> assertThat(put("", SHOP).statusCode()).isIn(201, 428));
  }

  @Test
  void aConfigurationChangeDelayedByTheDatabaseIsNotExecuted() throws Exception {
    try (Connection blocking = block(NO_WRITES)) {
      assertThat(put("/skills/sales", "{\"name\": \"too late\"}").statusCode()).isEqualTo(503);
      blocking.rollback();
    }

    assertThat(json(get("/skills/sales")).path("name").asText()).isEqualTo("as it was");
    done("/agents/bob", "{\"skills\": [\"sales\"]}");
    assertThat(json(get("/skills/sales")).path("name").asText()).isEqualTo("as it was");
  }

  @Test
  void aConfigurationChangeDelayedByTheLoadingOfItsAccountIsNotExecuted() throws Exception {
    String other = "other-" + account;
    try (Connection blocking = block(NOTHING)) {
      assertThat(call("PUT", other, "", SHOP).statusCode()).isEqualTo(503);
      blocking.rollback();
    }

    Eventually.holds(() -> assertThat(call("GET", other, "", "").statusCode()).isEqualTo(404));
    Eventually.holds(
        () -> assertThat(call("PUT", other, "/skills/s1", "{}").statusCode()).isEqualTo(404));
    assertThat(call("GET", other, "", "").statusCode()).isEqualTo(404);
  }

  @Test
  void aPresenceDelayedByTheDatabaseDoesNotReplaceALaterOne() throws Exception {
    done("/agents/ann/presence", "{\"state\": \"ONLINE\"}");
    try (Connection blocking = block(NO_WRITES)) {
      assertThat(put("/agents/ann/presence", "{\"state\": \"OFFLINE\"}").statusCode())
          .isEqualTo(503);
      blocking.rollback();
    }

    done("/agents/bob", "{\"skills\": [\"sales\"]}");
    Eventually.holds(
        () -> assertThat(json(get("/agents/ann")).path("presence").asText()).isEqualTo("ONLINE"));
  }

  @Test
  void aStartDelayedByTheConsumerHistoryIsNotExecuted() throws Exception {
    try (Connection blocking = block(NOTHING)) {
      assertThat(start("c1", "zoe").statusCode()).isEqualTo(503);
      blocking.rollback();
    }

    Eventually.holds(() -> assertThat(start("c2", "zoe").statusCode()).isIn(200, 201));
    Eventually.holds(() -> assertThat(get("/conversations/c1").statusCode()).isEqualTo(404));
    assertThat(json(get("/skills/sales/queue")).path("length").asInt()).isOne();
  }

  @Test
  void aCloseDelayedByTheDatabaseIsNotExecuted() throws Exception {
    Eventually.holds(() -> assertThat(start("c1", "zoe").statusCode()).isIn(200, 201));
    try (Connection blocking = block(NO_WRITES)) {
      assertThat(
              call("POST", account, "/conversations/c1/close", "{\"by\": \"CONSUMER\"}")
                  .statusCode())
          .isEqualTo(503);
      blocking.rollback();
    }

    Eventually.holds(() -> assertThat(start("c2", "zoe").statusCode()).isIn(200, 201));
    Eventually.holds(
        () ->
            assertThat(json(get("/conversations/c1")).path("state").asText())
                .isNotEmpty()
                .isNotEqualTo("CLOSED"));
  }

  private static Connection block(String mode) throws Exception {
    Connection connection = DriverManager.getConnection(database, "postgres", "");
    connection.setAutoCommit(false);
    connection.createStatement().execute("LOCK TABLE event_journal IN %s MODE".formatted(mode));
    return connection;
  }

  private void done(String path, String body) {
    Eventually.holds(() -> assertThat(put(path, body).statusCode()).isIn(200, 201, 428));
  }

  private HttpResponse<String> start(String id, String consumer) throws Exception {
    return call(
        "POST",
        account,
        "/conversations",
        "{\"id\": \"%s\", \"consumer\": \"%s\", \"skill\": \"sales\"}".formatted(id, consumer));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return call("GET", account, path, "");
  }

  private HttpResponse<String> put(String path, String body) throws Exception {
    return call("PUT", account, path, body);
  }

  private HttpResponse<String> call(String method, String of, String path, String body)
      throws Exception {
    return client.send(
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:%d/v1/accounts/%s%s".formatted(node.port(), of, path)))
            .header("Content-Type", "application/json")
            .headers(path.equals("/skills/sales") ? ANY_REVISION : NO_MORE)
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) throws Exception {
    return new ObjectMapper().readTree(answer.body());
  }
}
