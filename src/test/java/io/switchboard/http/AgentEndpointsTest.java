package io.switchboard.http;

import static io.switchboard.http.Shop.NOON;
import static io.switchboard.http.Shop.SECOND;
import static io.switchboard.http.Shop.assertProblem;
import static io.switchboard.http.Shop.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.protocol.AgentMessage.Describe;
import io.switchboard.domain.protocol.AgentMessage.SetPresence;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Reply.Reason;
import io.switchboard.domain.routing.Presence;
import io.switchboard.http.ScriptedEntities.Asked;
import io.switchboard.http.TestServer.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentEndpointsTest extends ShopScenario {
  private static final String ANN = Shop.PATH + "/agents/ann";
  private static final Optional<Long> FIRST_REVISION = Optional.of(1L);
  private static final Reply.AgentStatus LIVE =
      new Reply.AgentStatus(
          "ann",
          Presence.ONLINE,
          NOON,
          Optional.of(NOON + 60 * SECOND),
          4,
          0.5,
          List.of(
              new Reply.RingingConversation(
                  "c2", "care", NOON + 9 * SECOND, NOON + SECOND, NOON + 31 * SECOND)),
          List.of(new Reply.AssignedConversation("c1", "sales", NOON + SECOND / 8)));

  @Test
  void anAgentIsReturnedWithConfigurationAndState() {
    shop.entities.answer(Describe.class, LIVE);

    Answer answer = shop.server.get(ANN).answer();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("ETag")).isEqualTo("\"1\"");
    assertThat(json(answer))
        .isEqualTo(
            json(
                """
                {"id": "ann", "group": "in-house", "skills": ["sales", "care"],
                 "presence": "ONLINE", "presentSince": "2026-11-22T12:00:00.000000Z",
                 "leaseExpiresAt": "2026-11-22T12:01:00.000000Z",
                 "maxConversations": 4, "load": 0.5,
                 "ringing": [
                   {"conversation": "c2", "skill": "care",
                    "dueAt": "2026-11-22T12:00:09.000000Z",
                    "offeredAt": "2026-11-22T12:00:01.000000Z",
                    "expiresAt": "2026-11-22T12:00:31.000000Z"}],
                 "assigned": [
                   {"conversation": "c1", "skill": "sales",
                    "assignedAt": "2026-11-22T12:00:00.125000Z"}]}
                """));
    assertThat(shop.entities.asked()).containsExactly(new Asked("shop", "ann", new Describe()));
  }

  @Test
  void anAgentWithoutPresenceHasNoConversations() {
    shop.entities.answer(
        Describe.class,
        new Reply.AgentStatus(
            "ann", Presence.OFFLINE, 0, Optional.empty(), 4, 0, List.of(), List.of()));

    Answer answer = shop.server.get(ANN).answer();

    assertThat(json(answer).get("ringing")).isEqualTo(json("[]"));
    assertThat(json(answer).get("assigned")).isEqualTo(json("[]"));
    assertThat(json(answer).has("leaseExpiresAt")).isFalse();
    assertThat(json(answer).has("presentSince")).isFalse();
  }

  @Test
  void aPresenceWithALeaseLastsAsLongAsTheLease() {
    shop.entities.answer(SetPresence.class, LIVE);

    Answer answer =
        shop.server
            .put(ANN + "/presence", "{\"state\": \"ONLINE\", \"lease\": \"PT60S\"}")
            .answer();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(json(answer).get("presence").asText()).isEqualTo("ONLINE");
    assertThat(json(answer).get("id").asText()).isEqualTo("ann");
    assertThat(shop.entities.asked())
        .containsExactly(
            new Asked(
                "shop",
                "ann",
                new SetPresence(
                    Presence.ONLINE,
                    Optional.of(Duration.ofSeconds(60).toNanos()),
                    SetPresence.UNNAMED,
                    FIRST_REVISION)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ONLINE", "BACK_SOON", "AWAY", "OFFLINE"})
  void aPresenceOfAnyStateNeedsNoLease(Presence presence) {
    shop.entities.answer(SetPresence.class, LIVE);

    shop.server.put(ANN + "/presence", "{\"state\": \"" + presence + "\"}").answer();

    assertThat(shop.entities.asked())
        .containsExactly(
            new Asked(
                "shop",
                "ann",
                new SetPresence(presence, Optional.empty(), SetPresence.UNNAMED, FIRST_REVISION)));
  }

  @Test
  void aNamedClientHasItsOwnLease() {
    shop.entities.answer(SetPresence.class, LIVE);

    shop.server
        .put(ANN + "/presence", "{\"state\":\"ONLINE\",\"lease\":\"PT60S\",\"client\":\"phone\"}")
        .answer();

    assertThat(shop.entities.asked())
        .extracting(asked -> ((SetPresence) asked.message()).client())
        .containsExactly("phone");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT5S", "PT24H"})
  void aLeaseIsFromFiveSecondsToADay(String lease) {
    shop.entities.answer(SetPresence.class, LIVE);

    assertThat(
            shop.server
                .put(ANN + "/presence", "{\"state\": \"AWAY\", \"lease\": \"" + lease + "\"}")
                .answer()
                .status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{}|$.state",
        "{\"state\": \"here\"}|$.state",
        "{\"state\": \"ONLINE\", \"lease\": \"PT4.9S\"}|$.lease",
        "{\"state\": \"ONLINE\", \"lease\": \"PT24H1S\"}|$.lease",
        "{\"state\": \"ONLINE\", \"lease\": \"1 minute\"}|$.lease",
        "{\"state\": \"ONLINE\", \"lease\": 60}|$.lease",
        "{\"state\": \"ONLINE\", \"until\": \"noon\"}|$.until"
      })
  void anInvalidPresenceIsRefusedWithTheFieldName(String body, String field) {
    assertProblem(shop.server.put(ANN + "/presence", body).answer(), 422, field);
    assertThat(shop.entities.asked()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"GET, /agents/nobody", "PUT, /agents/nobody/presence", "GET, /agents/nobody/events"})
  void aMissingAgentIsNotFound(String method, String path) {
    Answer answer = shop.server.send(method, Shop.PATH + path, "{\"state\": \"ONLINE\"}").answer();

    assertProblem(answer, 404);
    assertThat(json(answer).get("detail").asText()).isEqualTo("Agent 'nobody' does not exist.");
  }

  @ParameterizedTest
  @CsvSource({"GET, ''", "PUT, /presence", "GET, /events"})
  void anAgentOfAMissingAccountIsNotFound(String method, String path) {
    Answer answer =
        shop.server
            .send(method, "/v1/accounts/other/agents/ann" + path, "{\"state\": \"ONLINE\"}")
            .answer();

    assertProblem(answer, 404);
    assertThat(json(answer).get("detail").asText()).isEqualTo("Account 'other' does not exist.");
  }

  @ParameterizedTest
  @CsvSource({"GET, ''", "PUT, /presence"})
  void aTimeoutMayBeRepeated(String method, String path) {
    shop.entities.timeOut(Describe.class);
    shop.entities.timeOut(SetPresence.class);

    Answer answer = shop.server.send(method, ANN + path, "{\"state\": \"ONLINE\"}").answer();

    assertProblem(answer, 503);
    assertThat(answer.header("Retry-After")).isEqualTo("1");
  }

  @Test
  void anAgentRemovedMeanwhileIsNotFound() {
    shop.entities.refuse(SetPresence.class, Reason.NOT_FOUND, "Agent ann does not exist.");

    assertProblem(shop.server.put(ANN + "/presence", "{\"state\": \"AWAY\"}").answer(), 404);
  }
}
