package io.switchboard.http;

import static io.switchboard.http.Shop.assertProblem;
import static io.switchboard.http.Shop.assignedTo;
import static io.switchboard.http.Shop.closed;
import static io.switchboard.http.Shop.json;
import static io.switchboard.http.Shop.third;
import static io.switchboard.http.Shop.waiting;
import static io.switchboard.http.Shop.waitingAsThird;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.Records;
import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.ConversationMessage.Close;
import io.switchboard.domain.protocol.ConversationMessage.Describe;
import io.switchboard.domain.protocol.ConversationMessage.DescribeHistory;
import io.switchboard.domain.protocol.ConversationMessage.NoteMessage;
import io.switchboard.domain.protocol.ConversationMessage.Return;
import io.switchboard.domain.protocol.ConversationMessage.Revise;
import io.switchboard.domain.protocol.ConversationMessage.Start;
import io.switchboard.domain.protocol.ConversationMessage.TakeOver;
import io.switchboard.domain.protocol.ConversationMessage.TransferToAgent;
import io.switchboard.domain.protocol.ConversationMessage.TransferToSkill;
import io.switchboard.domain.protocol.HistoryEntry;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.protocol.QueueMessage.DescribeConversation;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Reply.Reason;
import io.switchboard.http.ScriptedEntities.Asked;
import io.switchboard.http.TestServer.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationEndpointsTest extends ShopScenario {
  private static final String ALL = Shop.PATH + "/conversations";
  private static final String C1 = ALL + "/c1";

  // --- start ---

  @Test
  void aConversationIsStartedWithAllMembersOfTheRequest() {
    shop.entities.answer(Start.class, waiting().asCreated());
    shop.entities.answer(DescribeConversation.class, third(Optional.empty()));

    Answer answer =
        shop.server
            .post(
                ALL,
                """
                {"id": "c1", "consumer": "zoe", "skill": "sales", "urgent": true,
                 "channel": "web", "attributes": {"ctmrinfo.ctype": "vip"}}
                """)
            .answer();

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Location")).isEqualTo(C1);
    Inquiry inquiry =
        new Inquiry(
            "c1",
            Optional.of("zoe"),
            Optional.of("sales"),
            Optional.of("web"),
            Map.of("ctmrinfo.ctype", "vip"),
            true,
            false,
            false,
            0,
            0);
    assertThat(shop.entities.asked().get(0)).isEqualTo(new Asked("shop", "c1", new Start(inquiry)));
  }

  @Test
  void aConversationNeedsOnlyAConsumerAndReceivesAnId() {
    shop.entities.answer(Start.class, waiting().asCreated());
    shop.entities.answer(DescribeConversation.class, third(Optional.empty()));

    shop.server.post(ALL, "{\"consumer\": \"zoe\"}").answer();
    shop.server.post(ALL, "{\"consumer\": \"zoe\"}").answer();

    List<Inquiry> started =
        shop.entities.asked().stream()
            .filter(asked -> asked.message() instanceof Start)
            .map(asked -> ((Start) asked.message()).inquiry())
            .toList();
    assertThat(started).hasSize(2);
    assertThat(started.get(0).id()).matches("[0-9a-f-]{36}").isNotEqualTo(started.get(1).id());
    assertThat(started.get(0).skill()).isEmpty();
    assertThat(started.get(0).urgent()).isFalse();
  }

  @Test
  void anExistingConversationIsReturnedUnchanged() {
    shop.entities.answer(Start.class, assignedTo("ann"));

    Answer answer = shop.server.post(ALL, "{\"id\": \"c1\", \"consumer\": \"zoe\"}").answer();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Location")).isEmpty();
    assertThat(json(answer).get("state").asText()).isEqualTo("ASSIGNED");
  }

  @Test
  void aStartWithOtherContentIsAConflict() {
    shop.entities.refuse(
        Start.class, Reason.CONFLICT, "Conversation c1 was started with other content.");

    Answer answer = shop.server.post(ALL, "{\"id\": \"c1\", \"consumer\": \"zoe\"}").answer();

    assertProblem(answer, 409);
    assertThat(json(answer).get("detail").asText()).contains("other content");
  }

  @Test
  void aStartForAMissingSkillIsRefusedWithTheFieldName() {
    shop.entities.refuseField(Start.class, "skill", "skill x does not exist");

    Answer answer = shop.server.post(ALL, "{\"consumer\": \"zoe\", \"skill\": \"x\"}").answer();

    assertProblem(answer, 422, "$.skill");
    assertThat(json(answer).at("/errors/0/detail").asText()).isEqualTo("skill x does not exist");
  }

  @Test
  void aStartIsAnsweredEvenIfItsQueueTimesOut() {
    shop.entities.answer(Start.class, waiting().asCreated());
    shop.entities.timeOut(DescribeConversation.class);

    Answer answer = shop.server.post(ALL, "{\"id\": \"c1\", \"consumer\": \"zoe\"}").answer();

    assertThat(answer.status()).isEqualTo(201);
    assertThat(json(answer).get("state").asText()).isEqualTo("WAITING");
  }

  // --- read ---

  @Test
  void aWaitingConversationHasItsQueuePosition() {
    shop.entities.answer(Describe.class, waiting());
    shop.entities.answer(DescribeConversation.class, third(Optional.empty()));

    Answer answer = shop.server.get(C1).answer();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(json(answer))
        .isEqualTo(
            json(
                """
                {"id": "c1", "state": "WAITING", "skill": "sales", "requestedSkill": "sales",
                 "attributes": {}, "urgent": false, "priorityCredit": "PT0S", "transfers": 0,
                 "group": "in-house", "position": 3,
                 "startedAt": "2026-11-22T12:00:00.000000Z",
                 "enteredAt": "2026-11-22T12:00:00.000000Z",
                 "dueAt": "2026-11-22T13:00:00.000000Z"}
                """));
    assertThat(shop.entities.asked())
        .containsExactly(
            new Asked("shop", "c1", new Describe()),
            new Asked("shop", "sales", new DescribeConversation("c1", 2)));
  }

  @Test
  void aQueuePositionOfTheStartIsNotRequestedAgain() {
    shop.entities.answer(Start.class, waitingAsThird().asCreated());

    Answer answer =
        shop.server
            .post(ALL, "{\"id\": \"c1\", \"consumer\": \"zoe\", \"skill\": \"sales\"}")
            .answer();

    assertThat(json(answer).get("position").asInt()).isEqualTo(3);
    assertThat(shop.entities.asked()).hasSize(1);
  }

  @Test
  void aRingingConversationIsShownAsOffered() {
    shop.entities.answer(Describe.class, waiting());
    shop.entities.answer(DescribeConversation.class, third(Optional.of("ann")));

    Answer answer = shop.server.get(C1).answer();

    assertThat(json(answer).get("state").asText()).isEqualTo("OFFERED");
    assertThat(json(answer).get("offeredTo").asText()).isEqualTo("ann");
    assertThat(json(answer).get("offerExpiresAt").asText())
        .isEqualTo("2026-11-22T12:00:30.000000Z");
  }

  @Test
  void aConversationThatIsNotYetQueuedHasNoPosition() {
    shop.entities.answer(Describe.class, waiting());
    shop.entities.refuse(
        DescribeConversation.class, Reason.NOT_FOUND, "it does not wait for sales");

    Answer answer = shop.server.get(C1).answer();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(json(answer).get("state").asText()).isEqualTo("WAITING");
    assertThat(json(answer).has("position")).isFalse();
  }

  @Test
  void anAssignedConversationHasItsAgent() {
    shop.entities.answer(Describe.class, assignedTo("ann"));

    Answer answer = shop.server.get(C1).answer();

    assertThat(json(answer).get("state").asText()).isEqualTo("ASSIGNED");
    assertThat(json(answer).get("agent").asText()).isEqualTo("ann");
    assertThat(json(answer).get("assignedAt").asText()).isEqualTo("2026-11-22T12:00:05.000000Z");
  }

  @Test
  void aClosedConversationHasTheClosingParty() {
    shop.entities.answer(Describe.class, closed());

    Answer answer = shop.server.get(C1).answer();

    assertThat(json(answer).get("state").asText()).isEqualTo("CLOSED");
    assertThat(json(answer).get("closedBy").asText()).isEqualTo("CONSUMER");
    assertThat(json(answer).get("closedAt").asText()).isEqualTo("2026-11-22T12:00:05.000000Z");
  }

  // --- calls of agents ---

  @Test
  void anAgentAcceptsARingingOffer() {
    shop.entities.answer(AgentMessage.Accept.class, new Reply.Done());
    shop.entities.answer(Describe.class, assignedTo("ann"));

    Answer answer = shop.server.post(C1 + "/accept", "{\"agent\": \"ann\"}").answer();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(json(answer).get("agent").asText()).isEqualTo("ann");
    assertThat(shop.entities.asked().get(0))
        .isEqualTo(new Asked("shop", "ann", new AgentMessage.Accept("c1")));
  }

  @Test
  void anAgentDeclinesARingingOffer() {
    shop.entities.answer(AgentMessage.Decline.class, new Reply.Done());
    shop.entities.answer(Describe.class, waiting());
    shop.entities.answer(DescribeConversation.class, third(Optional.empty()));

    Answer answer = shop.server.post(C1 + "/decline", "{\"agent\": \"ann\"}").answer();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(json(answer).get("state").asText()).isEqualTo("WAITING");
    assertThat(shop.entities.asked().get(0))
        .isEqualTo(new Asked("shop", "ann", new AgentMessage.Decline("c1")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"accept", "decline"})
  void anAnswerToAConversationThatDoesNotRingIsAConflict(String action) {
    shop.entities.refuse(AgentMessage.Accept.class, Reason.CONFLICT, "not offered to ann");
    shop.entities.refuse(AgentMessage.Decline.class, Reason.CONFLICT, "not offered to ann");
    shop.entities.answer(Describe.class, assignedTo("bea"));

    Answer answer = shop.server.post(C1 + "/" + action, "{\"agent\": \"ann\"}").answer();

    assertProblem(answer, 409);
  }

  @ParameterizedTest
  @ValueSource(strings = {"accept", "decline"})
  void anAnswerToAMissingConversationIsNotFound(String action) {
    shop.entities.refuse(AgentMessage.Accept.class, Reason.CONFLICT, "not offered to ann");
    shop.entities.refuse(AgentMessage.Decline.class, Reason.CONFLICT, "not offered to ann");
    shop.entities.refuse(Describe.class, Reason.NOT_FOUND, "Conversation c1 does not exist.");

    Answer answer = shop.server.post(C1 + "/" + action, "{\"agent\": \"ann\"}").answer();

    assertProblem(answer, 404);
  }

  @Test
  void anAcceptByAMissingAgentIsRefused() {
    Answer answer = shop.server.post(C1 + "/accept", "{\"agent\": \"nobody\"}").answer();

    assertProblem(answer, 422, "$.agent");
    assertThat(shop.entities.asked()).isEmpty();
  }

  // --- commands of conversations ---

  static Stream<Arguments> orders() {
    return Stream.of(
        Arguments.of("POST", "/return", "{\"agent\": \"ann\"}", new Return("ann")),
        Arguments.of(
            "POST",
            "/transfer",
            "{\"agent\": \"ann\", \"toSkill\": \"care\"}",
            new TransferToSkill(Optional.of("ann"), "care")),
        Arguments.of(
            "POST",
            "/transfer",
            "{\"toSkill\": \"-1\"}",
            new TransferToSkill(Optional.empty(), "-1")),
        Arguments.of(
            "POST",
            "/transfer",
            "{\"toAgent\": \"bea\"}",
            new TransferToAgent(Optional.empty(), "bea")),
        Arguments.of("POST", "/takeover", "{\"agent\": \"bea\"}", new TakeOver("bea")),
        Arguments.of(
            "POST", "/messages", "{\"from\": \"CONSUMER\"}", new NoteMessage(Party.CONSUMER)),
        Arguments.of("POST", "/messages", "{\"from\": \"AGENT\"}", new NoteMessage(Party.AGENT)),
        Arguments.of("POST", "/close", "{\"by\": \"AGENT\"}", new Close(Party.AGENT)),
        Arguments.of("POST", "/close", "{\"by\": \"CONSUMER\"}", new Close(Party.CONSUMER)),
        Arguments.of("POST", "/close", "{\"by\": \"SYSTEM\"}", new Close(Party.SYSTEM)),
        Arguments.of(
            "PATCH",
            "",
            "{\"urgent\": true, \"attributes\": {\"a\": \"\"}, \"priorityCredit\": \"PT90S\"}",
            new Revise(
                Optional.of(true),
                Optional.of(Map.of("a", "")),
                Optional.of(Duration.ofSeconds(90).toNanos()))),
        Arguments.of(
            "PATCH",
            "",
            "{\"priorityCredit\": \"P36500D\"}",
            Records.of(Revise.class, "priorityCredit", Duration.ofDays(36_500).toNanos())));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void aCommandReceivesTheMembersOfTheBodyAndIsAnsweredWithTheNewState(
      String method, String path, String body, ConversationMessage message) {
    shop.entities.answer(message.getClass(), assignedTo("ann"));

    Answer answer = shop.server.send(method, C1 + path, body).answer();

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(json(answer).get("id").asText()).isEqualTo("c1");
    assertThat(shop.entities.asked()).containsExactly(new Asked("shop", "c1", message));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void aRefusalOfAConversationIsAnsweredByItsReason(
      String method, String path, String body, ConversationMessage message) {
    shop.entities.refuse(message.getClass(), Reason.CONFLICT, "conversation c1 is closed");
    assertProblem(shop.server.send(method, C1 + path, body).answer(), 409);

    shop.entities.refuse(message.getClass(), Reason.NOT_FOUND, "Conversation c1 does not exist.");
    assertProblem(shop.server.send(method, C1 + path, body).answer(), 404);

    shop.entities.refuseField(message.getClass(), "toSkill", "skill x does not exist");
    assertProblem(shop.server.send(method, C1 + path, body).answer(), 422, "$.toSkill");
  }

  // --- history ---

  @Test
  void aHistoryHasAllEntriesInOrder() {
    shop.entities.answer(
        DescribeHistory.class,
        new Reply.History(
            List.of(
                new HistoryEntry(
                    Shop.NOON,
                    HistoryEntry.Kind.STARTED,
                    Optional.of("sales"),
                    Optional.empty(),
                    Optional.of("REQUESTED")),
                new HistoryEntry(
                    Shop.NOON + Shop.SECOND,
                    HistoryEntry.Kind.ASSIGNED,
                    Optional.empty(),
                    Optional.of("ann"),
                    Optional.empty()))));

    Answer answer = shop.server.get(C1 + "/history").answer();

    assertThat(json(answer))
        .isEqualTo(
            json(
                """
                {"conversation": "c1", "entries": [
                  {"at": "2026-11-22T12:00:00.000000Z", "event": "STARTED", "skill": "sales",
                   "reason": "REQUESTED"},
                  {"at": "2026-11-22T12:00:01.000000Z", "event": "ASSIGNED", "agent": "ann"}]}
                """));
  }
}
