package io.switchboard.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.switchboard.document.AccountDocument;
import io.switchboard.document.ItemDocument;
import io.switchboard.domain.account.configuration.Documents;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.routing.Presence;
import io.switchboard.http.TestServer.Answer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountEndpointsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SHOP = AccountDocument.write(Documents.shop());

  private static TestServer server;

  private final String account = "/v1/accounts/shop-" + UUID.randomUUID();

  @BeforeAll
  static void start() {
    ScriptedEntities entities = new ScriptedEntities();
    entities.answer(
        AgentMessage.Describe.class,
        new Reply.AgentStatus(
            "ann", Presence.AWAY, 0, Optional.empty(), 4, 0, List.of(), List.of()));
    server =
        new TestServer(
            system ->
                Api.endpoints(
                    system,
                    new AccountsInMemory(),
                    entities,
                    new NoRecords(),
                    InstantSource.system()));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void anAccountIsCreatedAndReturnedUnchanged() {
    Answer created = server.put(account, SHOP).answer();

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.header("Location")).isEqualTo(account);
    assertThat(created.header("ETag")).isEqualTo("\"1\"");
    Answer shown = server.get(account).answer();
    assertThat(shown.status()).isEqualTo(200);
    assertThat(shown.header("ETag")).isEqualTo("\"1\"");
    assertThat(shown.header("Content-Type")).isEqualTo("application/json");
    assertThat(shown.body()).isEqualTo(SHOP);
  }

  @Test
  void anAccountIsReplacedWithIfMatchOfItsRevision() {
    givenTheShop();

    Answer replaced = server.put(account, "{}").ifMatch("\"1\"").answer();

    assertThat(replaced.status()).isEqualTo(200);
    assertThat(replaced.header("ETag")).isEqualTo("\"2\"");
    assertThat(json(replaced)).isEqualTo(json("{\"revision\": 2}"));
    assertThat(server.get(account).answer().body()).isEqualTo("{}");
  }

  @Test
  void anExistingAccountIsNotReplacedWithoutIfMatch() {
    givenTheShop();

    Answer refused = server.put(account, "{}").answer();

    assertProblem(refused, 428);
    assertThat(refused.header("ETag")).isEqualTo("\"1\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"2\"", "\"2\", \"3\"", "W/\"1\"", "\"one\""})
  void anAccountIsNotReplacedWithIfMatchOfAnotherRevision(String tags) {
    givenTheShop();

    assertProblem(server.put(account, "{}").ifMatch(tags).answer(), 412);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "\"2\", \"1\"", "\"1\",\"2\""})
  void oneMatchingRevisionOfIfMatchSuffices(String tags) {
    givenTheShop();

    assertThat(server.put(account, "{}").ifMatch(tags).answer().status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "\"1\" \"2\"", "\"1"})
  void anInvalidIfMatchIsRefused(String tags) {
    givenTheShop();

    Answer refused = server.put(account, "{}").ifMatch(tags).answer();

    assertThat(errors(refused, 400)).singleElement().asString().startsWith("If-Match: ");
  }

  @Test
  void anInvalidDocumentIsRefusedWithThePathOfTheField() {
    Answer refused =
        server.put(account, "{\"agents\": [{\"id\": \"ann\", \"group\": \"x\"}]}").answer();

    assertThat(errors(refused, 422))
        .containsExactly("$.agents[0].group: no agent group has the id 'x'; the account has none");
  }

  @Test
  void aSyntaxErrorIsABadRequest() {
    assertThat(errors(server.put(account, "{").answer(), 400))
        .singleElement()
        .asString()
        .startsWith("$: is not JSON at line 1, column 2");
  }

  @Test
  void aBodyOfAnotherContentTypeIsRefused() {
    assertProblem(server.put(account, "{}").header("Content-Type", "text/plain").answer(), 415);
  }

  @Test
  void aDocumentOfUpToEightMebibytesIsRead() {
    assertThat(server.put(account, blank(AccountDocument.MAX_BYTES)).answer().status())
        .isEqualTo(201);
    assertThat(server.statusOf("PUT", account, AccountDocument.MAX_BYTES + 1)).isEqualTo(413);
  }

  @Test
  void anItemOfUpTo256KibibytesIsRead() {
    givenTheShop();
    String zoe = account + "/agents/zoe";

    assertThat(server.put(zoe, blank(ItemDocument.MAX_BYTES)).answer().status()).isEqualTo(201);
    assertThat(server.statusOf("PUT", zoe, ItemDocument.MAX_BYTES + 1)).isEqualTo(413);
  }

  @Test
  void anItemIsCreatedReplacedAndDeleted() {
    givenTheShop();
    String zoe = account + "/agents/zoe";

    Answer created = server.put(zoe, "{\"group\": \"vendor\"}").answer();
    Answer replaced = server.put(zoe, "{\"group\": \"in-house\"}").ifMatch("\"2\"").answer();
    Answer shown = server.get(zoe).answer();
    Answer deleted = server.delete(zoe).ifMatch("\"3\"").answer();

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.header("Location")).isEqualTo(zoe);
    assertThat(created.header("ETag")).isEqualTo("\"2\"");
    assertThat(replaced.status()).isEqualTo(200);
    assertThat(shown.header("ETag")).isEqualTo("\"3\"");
    assertThat(json(shown).get("group").asText()).isEqualTo("in-house");
    assertThat(deleted.status()).isEqualTo(204);
    assertThat(deleted.body()).isEmpty();
    assertProblem(server.get(zoe).answer(), 404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/skills/care", "/skills/sales", "/agent-groups/vendor"})
  void eachItemHasItsOwnRevision(String piece) {
    givenTheShop();
    server.put(account + "/agents/zoe", "{}").answer();

    Answer shown = server.get(account + piece).answer();

    assertThat(shown.header("ETag")).isEqualTo("\"1\"");
    assertProblem(server.put(account + piece, "{\"name\": \"N\"}").answer(), 428);
    assertProblem(server.put(account + piece, "{\"name\": \"N\"}").ifMatch("\"2\"").answer(), 412);
    assertThat(server.put(account + piece, shown.body()).answer().header("ETag"))
        .isEqualTo("\"1\"");
  }

  @Test
  void aViolationOfAnItemHasAPathRelativeToTheItem() {
    givenTheShop();

    assertThat(errors(server.put(account + "/agents/zoe", "{\"skills\": [1]}").answer(), 422))
        .containsExactly("$.skills[0]: is 1; expected a text in quotes");
    assertThat(errors(server.put(account + "/agents/zoe", "{\"skills\": [\"x\"]}").answer(), 422))
        .containsExactly("$.skills[0]: no skill has the id 'x'; known: sales, care");
    assertThat(errors(server.put(account + "/agents/zoe", "{\"id\": \"y\"}").answer(), 422))
        .containsExactly("$.id: is 'y'; expected 'zoe', or no id");
  }

  @Test
  void theDeletionOfAReferencedItemIsAConflictThatListsTheReferences() {
    givenTheShop();

    assertThat(errors(server.delete(account + "/skills/care").ifMatch("*").answer(), 409))
        .containsExactly("$.agents[0].skills[1]: agent 'ann' has it");
  }

  @Test
  void anItemIsNotDeletedWithoutIfMatch() {
    givenTheShop();

    assertProblem(server.delete(account + "/agents/ann").answer(), 428);
  }

  @ParameterizedTest
  @CsvSource({
    "/skills/none, Skill 'none' does not exist.",
    "/agent-groups/none, Agent group 'none' does not exist.",
    "/agents/none, Agent 'none' does not exist."
  })
  void aMissingItemIsNotFound(String piece, String detail) {
    givenTheShop();

    Answer shown = server.get(account + piece).answer();

    assertProblem(shown, 404);
    assertThat(json(shown).path("detail").asText()).isEqualTo(detail);
    assertProblem(server.delete(account + piece).ifMatch("*").answer(), 404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/skills", "/agents/ann", "/agents?limit=1"})
  void aMissingAccountIsNotFound(String path) {
    Answer answer = server.get(account + path).answer();

    assertProblem(answer, 404);
    assertThat(json(answer).path("detail").asText()).startsWith("Account 'shop-");
  }

  @Test
  void listsArePagedInTheOrderOfIds() {
    server
        .put(
            account,
            "{\"agents\": [{\"id\": \"eva\"}, {\"id\": \"ann\"}, {\"id\": \"dan\"},"
                + " {\"id\": \"bea\"}, {\"id\": \"carl\"}]}")
        .answer();

    List<List<String>> pages = new ArrayList<>();
    String query = "?limit=2";
    while (!query.isEmpty()) {
      Answer page = server.get(account + "/agents" + query).answer();
      pages.add(json(page).path("items").findValuesAsText("id"));
      String next = json(page).path("next").asText();
      query = next.isEmpty() ? "" : "?limit=2&cursor=" + next;
    }

    assertThat(pages)
        .containsExactly(List.of("ann", "bea"), List.of("carl", "dan"), List.of("eva"));
  }

  @Test
  void aListHasTheRevisionOfTheAccount() {
    givenTheShop();
    server.put(account + "/agents/zoe", "{}").answer();

    assertThat(server.get(account + "/skills").answer().header("ETag")).isEqualTo("\"2\"");
  }

  @ParameterizedTest
  @CsvSource({"limit=0, limit", "limit=1001, limit", "limit=x, limit", "cursor=%25, cursor"})
  void anInvalidPageIsRefused(String query, String parameter) {
    givenTheShop();

    assertThat(errors(server.get(account + "/agents?" + query).answer(), 400))
        .singleElement()
        .asString()
        .startsWith(parameter + ": ");
  }

  @Test
  void aDryRunReportsTheImpactAndChangesNothing() {
    givenTheShop();

    Answer tried = server.put(account + "?dryRun=true", "{\"skills\": [{\"id\": \"x\"}]}").answer();

    assertThat(tried.status()).isEqualTo(200);
    assertThat(json(tried))
        .isEqualTo(
            json(
                """
                {"general": true,
                 "skills": {"added": ["x"], "changed": [], "removed": ["sales", "care"]},
                 "agentGroups": {"added": [], "changed": [], "removed": ["in-house", "vendor"]},
                 "agents": {"added": [], "changed": [], "removed": ["ann", "bea"]},
                 "withoutAgents": ["x", "-1"],
                 "unreachable": []}
                """));
    assertThat(server.get(account).answer().body()).isEqualTo(SHOP);
  }

  @Test
  void aDryRunOfAFirstDocumentCreatesNoAccount() {
    Answer tried = server.put(account + "?dryRun=true", SHOP).answer();

    assertThat(json(tried).at("/skills/added").size()).isEqualTo(2);
    assertProblem(server.get(account).answer(), 404);
  }

  @Test
  void aDryRunIsRefusedLikeTheChange() {
    givenTheShop();

    assertProblem(server.put(account + "?dryRun=true", "{\"x\": 1}").answer(), 422);
    assertProblem(server.put(account + "?dryRun=true", "{}").ifMatch("\"7\"").answer(), 412);
    assertProblem(server.delete(account + "/skills/care?dryRun=true").ifMatch("*").answer(), 409);
    assertThat(errors(server.put(account + "?dryRun=yes", "{}").answer(), 400))
        .containsExactly("dryRun: is 'yes'; expected true or false");
  }

  @Test
  void anAccountWithoutATimelyAnswerIsUnavailable() {
    String silent = "/v1/accounts/" + AccountsInMemory.SILENT;

    assertProblem(server.get(silent).answer(), 503);
    assertProblem(server.get(silent + "/agents").answer(), 503);
    Answer put = server.put(silent, "{}").answer();
    assertProblem(put, 503);
    assertThat(put.header("Retry-After")).isEqualTo("1");
  }

  /** An empty object of this number of bytes. */
  private static String blank(int bytes) {
    return "{" + " ".repeat(bytes - 2) + "}";
  }

  private void givenTheShop() {
    assertThat(server.put(account, SHOP).answer().status()).isEqualTo(201);
  }

  private static void assertProblem(Answer answer, int status) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(json(answer).path("status").asInt()).isEqualTo(status);
  }

  /** Each invalid field, a colon and the problem. */
  private static List<String> errors(Answer answer, int status) {
    assertProblem(answer, status);
    List<String> errors = new ArrayList<>();
    json(answer)
        .path("errors")
        .forEach(
            error ->
                errors.add(error.path("field").asText() + ": " + error.path("detail").asText()));
    return errors;
  }

  private static JsonNode json(Answer answer) {
    return json(answer.body());
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }
}
