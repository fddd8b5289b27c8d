package io.switchboard.http.request;

import static io.switchboard.http.Shop.assertProblem;
import static io.switchboard.http.Shop.json;
import static io.switchboard.http.Shop.waiting;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.protocol.ConversationMessage.Start;
import io.switchboard.domain.protocol.QueueMessage.DescribeConversation;
import io.switchboard.domain.protocol.Reply.Reason;
import io.switchboard.http.Shop;
import io.switchboard.http.ShopScenario;
import io.switchboard.http.TestServer.Answer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationRequestReaderTest extends ShopScenario {
  private static final String ALL = Shop.PATH + "/conversations";

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of("POST", "", "{}", "$.consumer"),
        Arguments.of("POST", "", start("\"id\": 7"), "$.id"),
        Arguments.of("POST", "", start("\"channel\": \"" + "x".repeat(65) + "\""), "$.channel"),
        Arguments.of("POST", "", start("\"urgent\": \"yes\""), "$.urgent"),
        Arguments.of("POST", "", start("\"urgentt\": true"), "$.urgentt"),
        Arguments.of("POST", "", start("\"attributes\": [\"a\"]"), "$.attributes"),
        Arguments.of("POST", "", start("\"attributes\": {\"a\": 1}"), "$.attributes.a"),
        Arguments.of("POST", "", start("\"attributes\": {\"a\": null}"), "$.attributes.a"),
        Arguments.of("POST", "", start(attributes(51)), "$.attributes"),
        Arguments.of("POST", "", start(attribute("", "v")), "$.attributes"),
        Arguments.of("POST", "", start(attribute("n".repeat(129), "v")), "$.attributes"),
        Arguments.of("POST", "", start(attribute("a", "v".repeat(1_025))), "$.attributes.a"),
        Arguments.of("POST", "", "{\"consumer\": \"\"}", "$.consumer"),
        Arguments.of("POST", "", "{\"consumer\": \"a\\u0000\"}", "$.consumer"),
        Arguments.of("POST", "", "{\"consumer\": \"a\\ud800\"}", "$.consumer"),
        Arguments.of("POST", "", "{\"consumer\": \"" + "x".repeat(129) + "\"}", "$.consumer"),
        Arguments.of("POST", "", start("\"id\": \"a/b\""), "$.id"),
        Arguments.of("POST", "", start("\"id\": \"" + "x".repeat(65) + "\""), "$.id"),
        Arguments.of("POST", "", start("\"id\": \".\""), "$.id"),
        Arguments.of("POST", "", start("\"id\": \"..\""), "$.id"),
        Arguments.of("POST", "", start("\"skill\": \"\""), "$.skill"),
        Arguments.of("POST", "", start("\"skill\": \"..\""), "$.skill"),
        Arguments.of("POST", "/c1/accept", "{\"agent\": \"a b\"}", "$.agent"),
        Arguments.of("POST", "/c1/takeover", "{\"agent\": \"..\"}", "$.agent"),
        Arguments.of("POST", "/c1/transfer", "{\"toSkill\": \"ä\"}", "$.toSkill"),
        Arguments.of("POST", "/c1/transfer", "{\"toAgent\": \".\"}", "$.toAgent"),
        Arguments.of("POST", "", "[]", "$"),
        Arguments.of("POST", "/c1/accept", "{}", "$.agent"),
        Arguments.of("POST", "/c1/decline", "{}", "$.agent"),
        Arguments.of("POST", "/c1/return", "{}", "$.agent"),
        Arguments.of("POST", "/c1/takeover", "{}", "$.agent"),
        Arguments.of("POST", "/c1/transfer", "{}", "$.toSkill"),
        Arguments.of(
            "POST", "/c1/transfer", "{\"toSkill\": \"a\", \"toAgent\": \"b\"}", "$.toAgent"),
        Arguments.of("POST", "/c1/messages", "{}", "$.from"),
        Arguments.of("POST", "/c1/messages", "{\"from\": \"SYSTEM\"}", "$.from"),
        Arguments.of("POST", "/c1/close", "{}", "$.by"),
        Arguments.of("POST", "/c1/close", "{\"by\": \"agent\"}", "$.by"),
        Arguments.of("PATCH", "/c1", "{\"urgent\": 1}", "$.urgent"),
        Arguments.of("PATCH", "/c1", "{\"skill\": \"care\"}", "$.skill"),
        Arguments.of("PATCH", "/c1", "{\"priorityCredit\": \"PT-1S\"}", "$.priorityCredit"),
        Arguments.of("PATCH", "/c1", "{\"priorityCredit\": \"P36501D\"}", "$.priorityCredit"),
        Arguments.of("PATCH", "/c1", "{\"priorityCredit\": 90}", "$.priorityCredit"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void anInvalidMemberIsListed(String method, String path, String body, String field) {
    Answer answer = shop.server.send(method, ALL + path, body).answer();

    assertProblem(answer, 422, field);
    assertThat(shop.entities.asked()).isEmpty();
  }

  static Stream<String> notJson() {
    return Stream.of("", "{\"consumer\": ", "{\"consumer\": \"zoe\"} {}", "[".repeat(1_000));
  }

  @ParameterizedTest
  @MethodSource("notJson")
  void aSyntaxErrorIsABadRequest(String body) {
    assertProblem(shop.server.post(ALL, body).answer(), 400, "$");
  }

  @Test
  void allInvalidMembersAreListedAtOnce() {
    Answer answer =
        shop.server.post(ALL, "{\"id\": 1, \"urgent\": 2, \"colour\": \"red\"}").answer();

    assertProblem(answer, 422, "$.id", "$.urgent", "$.colour", "$.consumer");
  }

  static Stream<String> large() {
    return Stream.of(
        start("\"id\": \"" + "x".repeat(64) + "\""),
        start("\"skill\": \"-1\""),
        start("\"channel\": \"" + "x".repeat(64) + "\""),
        start(attributes(50)),
        start(attribute("n".repeat(128), "v".repeat(1_024))),
        start("\"channel\": null"),
        "{\"consumer\": \"" + "x".repeat(128) + "\"}",
        "{\"consumer\": \"+49 170 / zoé 😀\"}");
  }

  @ParameterizedTest
  @MethodSource("large")
  void valuesAtTheirBoundsAreAccepted(String body) {
    shop.entities.answer(Start.class, waiting().asCreated());
    shop.entities.refuse(
        DescribeConversation.class, Reason.NOT_FOUND, "it does not wait for sales");

    assertThat(shop.server.post(ALL, body).answer().status()).isEqualTo(201);
  }

  @Test
  void aBodyIsReadUpTo64KiB() {
    String most = "{\"consumer\": \"zoe\"}" + " ".repeat(64 * 1024 - 19);
    shop.entities.answer(Start.class, waiting().asCreated());
    shop.entities.refuse(
        DescribeConversation.class, Reason.NOT_FOUND, "it does not wait for sales");

    assertThat(shop.server.post(ALL, most).answer().status()).isEqualTo(201);
    assertThat(shop.server.statusOf("POST", ALL, 64 * 1024 + 1)).isEqualTo(413);
  }

  @Test
  void aBodyOfAnotherContentTypeIsNotRead() {
    Answer answer =
        shop.server
            .post(ALL, "{\"consumer\": \"zoe\"}")
            .header("Content-Type", "text/plain")
            .answer();

    assertProblem(answer, 415);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%20b", "a%2Fb", "%C3%A4"})
  void anInvalidIdInTheAddressIsListed(String id) {
    assertProblem(shop.server.get(ALL + "/" + id).answer(), 400, "conversation");
  }

  @Test
  void anUnknownMethodIsAnsweredWithTheAllowedOnes() {
    Answer answer = shop.server.delete(ALL + "/c1").answer();

    assertProblem(answer, 405);
    assertThat(answer.header("Allow").split(", ")).containsExactlyInAnyOrder("GET", "PATCH");
  }

  @Test
  void anUnknownPathIsNotFound() {
    Answer answer = shop.server.post(ALL + "/c1/steal", "{}").answer();

    assertProblem(answer, 404);
    assertThat(json(answer).get("title").asText()).isEqualTo("Not Found");
  }

  private static String start(String members) {
    return "{\"consumer\": \"zoe\", " + members + "}";
  }

  private static String attribute(String name, String value) {
    return "\"attributes\": {\"" + name + "\": \"" + value + "\"}";
  }

  private static String attributes(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"a" + i + "\": \"v\"")
        .collect(joining(", ", "\"attributes\": {", "}"));
  }
}
