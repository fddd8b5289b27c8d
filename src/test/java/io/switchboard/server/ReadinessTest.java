package io.switchboard.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Readiness of a node whose PostgreSQL refuses writes for a while. */
@Tag("slow")
class ReadinessTest {
  private static Postgres postgres;

  private final HttpClient client = HttpClient.newHttpClient();
  private String url;
  private Node node;

  @BeforeAll
  static void startServer() throws Exception {
    postgres = new Postgres();
  }

  @AfterAll
  static void stopServer() throws Exception {
    postgres.close();
  }

  @BeforeEach
  void startNode() throws Exception {
    url = postgres.newDatabase();
    node = Node.start(Conf.postgres(url));
    node.whenReady().toCompletableFuture().get(60, TimeUnit.SECONDS);
    Eventually.holds(this::isReady);
  }

  @AfterEach
  void stopNode() {
    node.close();
  }

  @Test
  void aReadOnlyDatabaseMakesAnIdleNodeUnready() throws Exception {
    sql("ALTER SYSTEM SET default_transaction_read_only = on", "SELECT pg_reload_conf()");

    Eventually.holds(
        () ->
            isUnready(
                "The database refuses writes: it is read-only.",
                // After a few seconds the node cannot renew its lease either.
                "The lease of the node has expired."));

    sql(
        "SET default_transaction_read_only = off",
        "ALTER SYSTEM RESET default_transaction_read_only",
        "SELECT pg_reload_conf()");
    Eventually.holds(this::isReady);
  }

  @Test
  void aFullDiskMakesANodeUnreadyAfterTheFirstFailedWrite() throws Exception {
    sql(
        """
        CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION 'No space left on device' USING ERRCODE = '53100';
        END $$
        """,
        "CREATE TRIGGER full_disk BEFORE INSERT ON event_journal EXECUTE FUNCTION fill()");
    isReady();

    assertThat(makeAccount()).isEqualTo(503);

    Eventually.holds(
        () -> isUnready("The database refuses writes: ERROR: No space left on device."));

    sql("DROP TRIGGER full_disk ON event_journal");
    Eventually.holds(this::isReady);
    Eventually.holds(() -> assertThat(makeAccount()).isBetween(200, 201));
  }

  @Test
  void theWriteCheckLeavesNoRowInTheJournal() throws Exception {
    node.database().check().writeFailed(new SQLException("disk full", "53100"));
    isUnready("The database refuses writes: disk full.");
    Eventually.holds(this::isReady);

    assertThat(rowsOfTheCheck()).isZero();
  }

  @Test
  void aDuplicateRowOfAnotherNodeDoesNotMakeANodeUnready() throws Exception {
    node.database().check().writeFailed(new SQLException("duplicate key", "23505"));

    isReady();
  }

  @Test
  void aWriteBeyondItsDeadlineDoesNotMakeANodeUnready() throws Exception {
    node.database().check().writeFailed(new IllegalStateException("late", new TimeoutException()));

    isReady();
  }

  private int makeAccount() throws Exception {
    HttpRequest put =
        HttpRequest.newBuilder(address("/v1/accounts/shop"))
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString("{\"skills\": [{\"id\": \"sales\"}]}"))
            .build();
    return client.send(put, BodyHandlers.discarding()).statusCode();
  }

  private URI address(String path) {
    return URI.create("http://127.0.0.1:" + node.port() + path);
  }

  private void isReady() throws Exception {
    assertThat(health().statusCode()).isEqualTo(200);
  }

  private void isUnready(String... reasons) throws Exception {
    HttpResponse<String> answer = health();
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(new ObjectMapper().readTree(answer.body()).get("detail").asText())
        .isIn((Object[]) reasons);
  }

  private HttpResponse<String> health() throws Exception {
    return client.send(
        HttpRequest.newBuilder(address("/health/ready")).build(), BodyHandlers.ofString());
  }

  private void sql(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, "postgres", "");
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  private long rowsOfTheCheck() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, "postgres", "");
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT count(*) FROM event_journal WHERE persistence_id LIKE 'write-check|%'")) {
      result.next();
      return result.getLong(1);
    }
  }
}
