package io.switchboard.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.switchboard.document.AccountDocument;
import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.account.configuration.Documents;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.http.TestServer.Answer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** A server with the account of {@link Documents#shop()} and scripted entities. */
public final class Shop implements AutoCloseable {
  public static final String PATH = "/v1/accounts/shop";
  static final String NOON_TEXT = "2026-11-22T12:00:00.000000Z";
  static final long NOON = Instant.parse(NOON_TEXT).getEpochSecond() * 1_000_000_000L;
  static final long SECOND = 1_000_000_000L;

  /** The time of the server. */
  private static final Instant LATER = Instant.parse(NOON_TEXT).plusMillis(90_500);

  private static final ObjectMapper JSON = new ObjectMapper();

  public final ScriptedEntities entities = new ScriptedEntities();
  public final TestServer server;

  Shop() {
    this("");
  }

  /**
   * @param settings additional settings
   */
  Shop(String settings) {
    AccountsInMemory accounts = new AccountsInMemory();
    server =
        new TestServer(
            settings,
            system ->
                Api.endpoints(
                    system, accounts, entities, new NoRecords(), InstantSource.fixed(LATER)));
    assertThat(server.put(PATH, AccountDocument.write(Documents.shop())).answer().status())
        .isEqualTo(201);
  }

  @Override
  public void close() {
    server.close();
  }

  /** Conversation c1 of zoe for sales, started at noon and due an hour later. */
  public static Reply.Conversation waiting() {
    return conversation(Reply.State.WAITING, Optional.empty());
  }

  /** The same conversation, assigned to an agent since five seconds past noon. */
  static Reply.Conversation assignedTo(String agent) {
    return conversation(Reply.State.ASSIGNED, Optional.of(agent));
  }

  /** The same conversation, closed by its consumer five seconds past noon. */
  static Reply.Conversation closed() {
    return conversation(Reply.State.CLOSED, Optional.empty());
  }

  /** The place of that conversation in its queue: third, allotted to in-house. */
  static Reply.QueuePlace third(Optional<String> offeredTo) {
    return new Reply.QueuePlace(
        "c1",
        2,
        3,
        NOON,
        NOON,
        NOON + 3_600 * SECOND,
        Optional.of("in-house"),
        offeredTo,
        offeredTo.map(any -> NOON + 30 * SECOND));
  }

  /** The same conversation with the third place, as its queue has just reported. */
  static Reply.Conversation waitingAsThird() {
    return conversation(
        Reply.State.WAITING, Optional.empty(), Optional.of(third(Optional.empty())));
  }

  private static Reply.Conversation conversation(Reply.State state, Optional<String> agent) {
    return conversation(state, agent, Optional.empty());
  }

  private static Reply.Conversation conversation(
      Reply.State state, Optional<String> agent, Optional<Reply.QueuePlace> place) {
    boolean closed = state == Reply.State.CLOSED;
    Optional<Long> later = Optional.of(NOON + 5 * SECOND);
    return new Reply.Conversation(
        Inquiry.forSkill("c1", "sales"),
        state,
        "sales",
        2,
        agent,
        Optional.empty(),
        NOON,
        NOON,
        NOON + 3_600 * SECOND,
        later.filter(any -> agent.isPresent()),
        later.filter(any -> closed),
        Optional.of(Party.CONSUMER).filter(any -> closed),
        Optional.empty(),
        place,
        false);
  }

  public static JsonNode json(Answer answer) {
    return json(answer.body());
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  /** Checks that the answer is the problem of this status with exactly these fields. */
  public static void assertProblem(Answer answer, int status, String... fields) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    JsonNode problem = json(answer);
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.findValuesAsText("field")).containsExactlyInAnyOrder(fields);
  }
}
