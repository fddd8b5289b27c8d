package io.switchboard.http;

import static io.switchboard.http.Shop.assertProblem;
import static io.switchboard.http.Shop.json;
import static io.switchboard.http.Shop.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.ConversationMessage.Close;
import io.switchboard.domain.protocol.ConversationMessage.Describe;
import io.switchboard.domain.protocol.ConversationMessage.DescribeHistory;
import io.switchboard.domain.protocol.ConversationMessage.NoteMessage;
import io.switchboard.domain.protocol.ConversationMessage.Return;
import io.switchboard.domain.protocol.ConversationMessage.Revise;
import io.switchboard.domain.protocol.ConversationMessage.Start;
import io.switchboard.domain.protocol.ConversationMessage.TakeOver;
import io.switchboard.domain.protocol.ConversationMessage.TransferToSkill;
import io.switchboard.domain.protocol.Message;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.protocol.QueueMessage.DescribeConversation;
import io.switchboard.domain.protocol.Reply.Reason;
import io.switchboard.http.ScriptedEntities.Asked;
import io.switchboard.http.TestServer.Answer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers of all conversation calls that cannot be executed now. */
class ConversationProblemsTest extends ShopScenario {
  private static final String ALL = Shop.PATH + "/conversations";

  static Stream<Arguments> calls() {
    return Stream.of(
        Arguments.of("POST", "", "{\"id\": \"c1\", \"consumer\": \"zoe\"}"),
        Arguments.of("GET", "/c1", ""),
        Arguments.of("PATCH", "/c1", "{}"),
        Arguments.of("POST", "/c1/accept", "{\"agent\": \"ann\"}"),
        Arguments.of("POST", "/c1/decline", "{\"agent\": \"ann\"}"),
        Arguments.of("POST", "/c1/return", "{\"agent\": \"ann\"}"),
        Arguments.of("POST", "/c1/transfer", "{\"toSkill\": \"care\"}"),
        Arguments.of("POST", "/c1/takeover", "{\"agent\": \"ann\"}"),
        Arguments.of("POST", "/c1/messages", "{\"from\": \"AGENT\"}"),
        Arguments.of("POST", "/c1/close", "{\"by\": \"AGENT\"}"),
        Arguments.of("GET", "/c1/history", ""),
        Arguments.of("GET", "/c1/explanation", ""));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void aMissingAccountIsNotFound(String method, String path, String body) {
    Answer answer =
        shop.server.send(method, "/v1/accounts/other/conversations" + path, body).answer();

    assertProblem(answer, 404);
    assertThat(json(answer).get("detail").asText()).contains("'other'");
    assertThat(shop.entities.asked()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("calls")
  void aTimeoutMayBeRepeated(String method, String path, String body) {
    everyMessage().forEach(shop.entities::timeOut);

    Answer answer = shop.server.send(method, ALL + path, body).answer();

    assertProblem(answer, 503);
    assertThat(answer.header("Retry-After")).isEqualTo("1");
  }

  @ParameterizedTest
  @MethodSource("calls")
  void aRefusalOfABusyEntityMayBeRepeated(String method, String path, String body) {
    everyMessage().forEach(kind -> shop.entities.refuse(kind, Reason.BUSY, "the line is full"));
    shop.entities.answer(Describe.class, waiting());
    shop.entities.refuse(DescribeHistory.class, Reason.BUSY, "the line is full");

    Answer answer = shop.server.send(method, ALL + path, body).answer();

    assertProblem(answer, 503);
    assertThat(answer.header("Retry-After")).isEqualTo("1");
  }

  @Test
  void aStartWithoutAnIdIsAnsweredWithTheIdForItsRepetition() {
    shop.entities.timeOut(Start.class);

    Answer answer = shop.server.post(ALL, "{\"consumer\": \"zoe\"}").answer();

    assertProblem(answer, 503);
    assertThat(shop.entities.asked())
        .first()
        .extracting(Asked::entity)
        .satisfies(id -> assertThat(answer.header("Location")).isEqualTo(ALL + "/" + id));
  }

  private static Stream<Class<? extends Message>> everyMessage() {
    return Stream.of(
        Start.class,
        Describe.class,
        Revise.class,
        Return.class,
        TransferToSkill.class,
        TakeOver.class,
        NoteMessage.class,
        Close.class,
        DescribeHistory.class,
        AgentMessage.Accept.class,
        AgentMessage.Decline.class,
        DescribeConversation.class,
        QueueMessage.Explain.class);
  }
}
