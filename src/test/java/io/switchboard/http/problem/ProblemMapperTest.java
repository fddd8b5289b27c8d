package io.switchboard.http.problem;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.get;
import static akka.http.javadsl.server.Directives.onSuccess;
import static akka.http.javadsl.server.Directives.path;
import static akka.http.javadsl.server.Directives.post;
import static org.assertj.core.api.Assertions.assertThat;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.Route;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import io.switchboard.document.AccountDocument;
import io.switchboard.http.request.JsonBody;
import io.switchboard.http.server.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ProblemMapperTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static ActorSystem<Void> system;
  private static HttpServer server;

  @BeforeAll
  static void serve() {
    system =
        ActorSystem.create(
            Behaviors.empty(),
            "problems",
            ConfigFactory.parseString(
                    "akka.actor.provider = local, akka.http.server.request-timeout = 300ms")
                .withFallback(ConfigFactory.load()));
    server =
        HttpServer.bind(system, "127.0.0.1", 0, ProblemMapper.seal(routes()))
            .toCompletableFuture()
            .join();
  }

  @AfterAll
  static void stop() {
    system.terminate();
  }

  private static Route routes() {
    return concat(
        path("accounts", () -> post(() -> JsonBody.ofJson(65_536, ProblemMapperTest::read))),
        path(
            "refused",
            () ->
                get(
                    () -> {
                      throw new RequestRefusedException(
                          Problem.of(StatusCodes.CONFLICT, "It is closed."));
                    })),
        path("late", () -> get(() -> onSuccess(new CompletableFuture<Done>(), done -> fine()))),
        path(
            "unanswered",
            () ->
                get(
                    () ->
                        onSuccess(
                            CompletableFuture.<Done>failedFuture(
                                new CompletionException(new TimeoutException("ask of actor-7"))),
                            done -> fine()))),
        path(
            "busy",
            () ->
                get(
                    () ->
                        onSuccess(
                            CompletableFuture.<Done>failedFuture(
                                new RejectedExecutionException("actor-7 is full")),
                            done -> fine()))),
        path(
            "broken",
            () ->
                get(
                    () -> {
                      throw new IllegalStateException("secret of the house");
                    })));
  }

  private static Route read(byte[] document) {
    AccountDocument.read(document);
    return fine();
  }

  private static Route fine() {
    return complete(StatusCodes.OK);
  }

  @Test
  void anUnknownPathIsNotFound() throws Exception {
    HttpResponse<String> answer = fetch("/nothing");

    assertThat(problem(answer, 404).get("title").asText()).isEqualTo("Not Found");
  }

  @Test
  void anUnknownMethodIsAnsweredWithTheAllowedOnes() throws Exception {
    HttpResponse<String> answer =
        send(request("/accounts").DELETE().header("Content-Type", "application/json"));

    problem(answer, 405);
    assertThat(answer.headers().firstValue("Allow")).hasValue("POST");
  }

  @Test
  void aBodyBeyondTheLimitIsTooLarge() throws Exception {
    HttpResponse<String> answer = send("/accounts", "\"" + "x".repeat(70_000) + "\"");

    assertThat(problem(answer, 413).get("detail").asText())
        .isEqualTo("The body is larger than 65536 bytes.");
  }

  @Test
  void aBodyOfAnotherContentTypeIsRefusedWithTheSupportedOne() throws Exception {
    HttpResponse<String> answer =
        send(
            request("/accounts")
                .POST(BodyPublishers.ofString("x"))
                .header("Content-Type", "text/csv"));

    assertThat(problem(answer, 415).get("detail").asText()).contains("application/json");
  }

  @Test
  void eachViolationOfAnAccountIsListed() throws Exception {
    HttpResponse<String> answer = send("/accounts", "{\"name\": 1, \"skills\": [{}]}");

    assertThat(problem(answer, 422).get("errors").findValuesAsText("field"))
        .contains("$.name", "$.skills[0].id");
  }

  @Test
  void aSyntaxErrorInAnAccountIsABadRequest() throws Exception {
    HttpResponse<String> answer = send("/accounts", "{\"name\"");

    assertThat(problem(answer, 400).get("errors").findValuesAsText("field")).containsExactly("$");
  }

  @Test
  void aRefusalIsAnsweredWithItsProblem() throws Exception {
    assertThat(problem(fetch("/refused"), 409).get("detail").asText()).isEqualTo("It is closed.");
  }

  @Test
  void aRequestTimeoutMayBeRepeated() throws Exception {
    HttpResponse<String> answer = fetch("/late");

    problem(answer, 503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
  }

  @Test
  void aRequestWithoutAnAnswerOfTheEntityMayBeRepeated() throws Exception {
    HttpResponse<String> answer = fetch("/unanswered");

    problem(answer, 503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(answer.body()).doesNotContain("actor-7");
  }

  @Test
  void aRequestThatAnEntityRejectedMayBeRepeated() throws Exception {
    HttpResponse<String> answer = fetch("/busy");

    problem(answer, 503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(answer.body()).doesNotContain("actor-7");
  }

  @Test
  void anInternalErrorIsAnsweredWithAnIdAndNoInternalDetails() throws Exception {
    HttpResponse<String> answer = fetch("/broken");

    assertThat(problem(answer, 500).get("instance").asText()).startsWith("urn:uuid:");
    assertThat(answer.body()).doesNotContain("secret", "Exception", "at io.");
  }

  @Test
  void aRequestRefusedBeforeTheRoutesIsAnsweredWithAProblem() throws Exception {
    problem(fetch("/" + "x".repeat(3_000)), 414);
  }

  private static JsonNode problem(HttpResponse<String> answer, int status) throws IOException {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    JsonNode problem = JSON.readTree(answer.body());
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("type").asText()).isEqualTo("about:blank");
    return problem;
  }

  private static HttpResponse<String> fetch(String path) throws Exception {
    return send(request(path));
  }

  private static HttpResponse<String> send(String path, String json) throws Exception {
    return send(
        request(path)
            .POST(BodyPublishers.ofString(json))
            .header("Content-Type", "application/json"));
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + server.localAddress().getPort() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.sendAsync(request.build(), BodyHandlers.ofString()).get(20, TimeUnit.SECONDS);
  }
}
