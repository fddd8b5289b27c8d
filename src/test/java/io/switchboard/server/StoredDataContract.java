package io.switchboard.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import io.switchboard.actor.VirtualTime;
import io.switchboard.api.AccountClient;
import io.switchboard.api.AccountClient.Answer;
import io.switchboard.domain.account.Inquiry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a node keeps, exports and removes, on each kind of database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StoredDataContract {
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration FIRST_TIME = Duration.ofMinutes(7);

  /** A consumer whose id is escaped in JSON and in a path. */
  private static final String ERI = "Éri \"eri-9917\" 100%/|";

  private static final String ERI_IN_PATH = "%C3%89ri%20%22eri-9917%22%20100%25%2F%7C";
  private static final String ZOE = "zoe";

  private static final String EVENTS_BEFORE_SNAPSHOTS =
      """
      SELECT count(*) FROM "event_journal" e JOIN "snapshot" s
      ON e."persistence_id" = s."persistence_id" AND e."sequence_number" < s."sequence_number"
      WHERE s."persistence_id" LIKE 'Agent|%' OR s."persistence_id" LIKE 'SkillQueue|%'
      """;

  private final VirtualTime time = new VirtualTime();
  private final AtomicInteger accounts = new AtomicInteger();
  private NodeSettings settings;
  private WholeDatabase database;
  private Node node;

  /** Settings for an empty database. */
  abstract NodeSettings settings() throws Exception;

  @BeforeAll
  void startNode() throws Exception {
    settings =
        Conf.with(
            settings(),
            ConfigFactory.parseString(
                "switchboard.retention.interval = " + INTERVAL.toMillis() + "ms"));
    node = Node.start(settings, system -> time);
    NodeContract.up(node);
    database = new WholeDatabase(settings.config());
  }

  @AfterAll
  void stopNode() throws Exception {
    node.close();
    stopDatabase();
  }

  /** Runs after the node has stopped. */
  void stopDatabase() throws Exception {}

  @Test
  void aClosedConversationIsRemovedAfterTheRetentionTimeOfItsAccount() throws Exception {
    String account = name();
    AccountClient shop = account(account, "P2D");
    started(shop, "old");
    closed(shop, "old");
    started(shop, "open");
    time.advance(Duration.ofDays(1));
    started(shop, "recent");
    closed(shop, "recent");
    AccountClient other = account(name(), "P90D");
    started(other, "elsewhere");
    closed(other, "elsewhere");

    time.advance(Duration.ofDays(1));
    eventually(() -> assertThat(shop.get("/conversations/old").status()).isEqualTo(404));

    assertThat(shop.get("/conversations/old/history").status()).isEqualTo(404);
    assertThat(shop.get("/conversations/old/explanation").status()).isEqualTo(404);
    assertThat(
            database.number(
                "SELECT count(*) FROM conversation WHERE account = '%s'".formatted(account)))
        .isEqualTo(2);
    assertThat(shop.get("/conversations/recent").text("state")).isEqualTo("CLOSED");
    assertThat(shop.get("/conversations/open").text("state")).isEqualTo("WAITING");
    assertThat(other.get("/conversations/elsewhere").text("state")).isEqualTo("CLOSED");
    assertThat(NodeContract.get(node, "/metrics").body())
        .contains("switchboard_expired_total{account=\"%s\"} 1.0".formatted(account));
  }

  @Test
  void aShorterRetentionTimeHoldsForConversationsThatAreClosedAlready() throws Exception {
    AccountClient shop = account(name(), "P90D");
    started(shop, "c1");
    closed(shop, "c1");
    time.advance(Duration.ofHours(2));

    shop.replace("", "*", document("PT1H"));

    eventually(() -> assertThat(shop.get("/conversations/c1").status()).isEqualTo(404));
  }

  @Test
  void theIdOfARemovedConversationCanBeUsedAgain() throws Exception {
    AccountClient shop = account(name(), "PT1H");
    started(shop, "c1");
    closed(shop, "c1");
    time.advance(Duration.ofHours(2));
    eventually(() -> assertThat(shop.get("/conversations/c1").status()).isEqualTo(404));

    started(shop, "c1");

    assertThat(shop.get("/conversations/c1").text("state")).isEqualTo("WAITING");
  }

  // --- erasure and export of a consumer ---

  @Test
  void nothingOfAnErasedConsumerIsInTheDatabase() throws Exception {
    String account = name();
    AccountClient shop = account(account, "P90D");
    shop.put("/agents/ann/presence", "{\"state\": \"ONLINE\"}");
    served(shop, "served-by-ann", ERI);
    started(shop, "closed-while-it-waited", ERI);
    closed(shop, "closed-while-it-waited");
    served(shop, "of-another", "yan-8841");
    List<String> traces =
        List.of("eri-9917", street(ERI), "served-by-ann", "closed-while-it-waited");
    for (String trace : traces) {
      assertThat(database.rowsWith(trace)).as(trace).isNotEmpty();
    }

    assertThat(shop.delete("/consumers/" + ERI_IN_PATH).status()).isEqualTo(204);

    for (String trace : traces) {
      assertThat(database.rowsWith(trace)).as(trace).isEmpty();
    }
    assertThat(database.rowsWith("yan-8841")).isNotEmpty();
    assertThat(database.rowsWith("of-another")).isNotEmpty();
    assertThat(database.number(EVENTS_BEFORE_SNAPSHOTS)).isZero();
  }

  /** The state of an agent and of a queue keeps these texts: names of members, values, ids. */
  @Test
  void aConsumerOrConversationIsErasedThoughItsIdOccursElsewhereInWhatIsStored() throws Exception {
    AccountClient shop = account(name(), "P90D");
    shop.put("/agents/ann/presence", "{\"state\": \"ONLINE\"}");
    served(shop, "sales", "presence");
    started(shop, "waiting", "sales");

    assertThat(shop.delete("/consumers/presence").status()).isEqualTo(204);

    assertThat(database.rowsWith(street("presence"))).isEmpty();
    assertThat(shop.get("/conversations/sales").status()).isEqualTo(404);
    assertThat(shop.get("/conversations/waiting").status()).isEqualTo(200);
  }

  @Test
  void anErasureCanBeRepeated() {
    AccountClient shop = account(name(), "P90D");
    started(shop, "c1", ZOE);
    closed(shop, "c1");

    assertThat(shop.delete("/consumers/" + ZOE).status()).isEqualTo(204);
    assertThat(shop.delete("/consumers/" + ZOE).status()).isEqualTo(204);

    assertThat(shop.get("/consumers/" + ZOE).status()).isEqualTo(404);
    assertThat(shop.get("/conversations/c1").status()).isEqualTo(404);
  }

  @Test
  void aConsumerWithOpenConversationsIsNotErased() {
    AccountClient shop = account(name(), "P90D");
    for (int i = 10; i < 32; i++) {
      started(shop, "c" + i, ZOE);
    }
    closed(shop, "c10");

    Answer refused = shop.delete("/consumers/" + ZOE);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body().findValuesAsText("field"))
        .hasSize(20)
        .contains("c11")
        .doesNotContain("c10");
    assertThat(shop.get("/conversations/c10").status()).isEqualTo(200);
  }

  @Test
  void aConsumerOfAnUnknownAccountIsNotFound() {
    AccountClient none = new AccountClient(node.port(), "none");

    assertThat(none.delete("/consumers/zoe").status()).isEqualTo(404);
    assertThat(none.get("/consumers/zoe").status()).isEqualTo(404);
  }

  @Test
  void anErasedConsumerIsAFirstTimeConsumerAgain() {
    AccountClient shop = account(name(), "P90D");
    started(shop, "c1", ZOE);
    closed(shop, "c1");
    started(shop, "c2", ZOE);
    closed(shop, "c2");
    assertThat(responseTime(shop, "c1")).isEqualTo(FIRST_TIME);
    assertThat(responseTime(shop, "c2")).isNotEqualTo(FIRST_TIME);
    assertThat(shop.delete("/consumers/" + ZOE).status()).isEqualTo(204);

    started(shop, "c3", ZOE);

    assertThat(responseTime(shop, "c3")).isEqualTo(FIRST_TIME);
  }

  @Test
  void anErasedConversationIsStillGoneAfterARestartOfItsQueueAndAgent() throws Exception {
    AccountClient shop = account(name(), "P90D");
    shop.put("/agents/ann/presence", "{\"state\": \"ONLINE\"}");
    served(shop, "c1", ZOE);
    started(shop, "c2", "yan");
    assertThat(shop.delete("/consumers/" + ZOE).status()).isEqualTo(204);

    node.close();
    node = Node.start(settings, system -> time);
    NodeContract.up(node);
    AccountClient again = new AccountClient(node.port(), "shop-" + accounts.get());

    assertThat(again.get("/conversations/c1").status()).isEqualTo(404);
    assertThat(again.until("/conversations/c2", c2 -> c2.status() == 200).text("position"))
        .isEqualTo("1");
    again.until("/agents/ann", ann -> ann.text("presence").equals("ONLINE"));
  }

  @Test
  void theExportOfAConsumerContainsWhatIsStored() {
    AccountClient shop = account(name(), "P90D");
    shop.put("/agents/ann/presence", "{\"state\": \"ONLINE\"}");
    served(shop, "c1", ZOE);
    started(shop, "c2", ZOE);

    Answer first = shop.get("/consumers/" + ZOE + "?limit=1");
    Answer second = shop.get("/consumers/" + ZOE + "?limit=1&cursor=" + first.text("next"));

    assertThat(first.text("consumer")).isEqualTo(ZOE);
    assertThat(first.text("firstConversation")).isEqualTo("c1");
    assertThat(first.body().at("/previousAgents/0/agent").asText()).isEqualTo("ann");
    assertThat(first.body().at("/items/0/conversation/attributes/street").asText())
        .isEqualTo(street(ZOE));
    assertThat(first.body().at("/items/0/conversation/state").asText()).isEqualTo("CLOSED");
    assertThat(first.body().at("/items/0/history").findValuesAsText("event"))
        .containsExactly("STARTED", "ASSIGNED", "RELEASING", "CLOSED");
    assertThat(second.body().at("/items/0/conversation/id").asText()).isEqualTo("c2");
    assertThat(second.body().path("items")).hasSize(1);
    assertThat(second.body().has("next")).isFalse();
  }

  @Test
  void aCursorThatTheServerDidNotIssueIsRefused() {
    AccountClient shop = account(name(), "P90D");
    String cursor = "?cursor=" + Base64.getUrlEncoder().encodeToString(new byte[] {'c', 0});

    assertThat(shop.get("/consumers/zoe" + cursor).status()).isEqualTo(400);
    assertThat(accounts(cursor).status()).isEqualTo(400);
  }

  // --- the list of accounts ---

  @Test
  void allAccountsAreListedInTheOrderOfTheirIds() {
    account("b.shop", "P90D").replace("", "*", "{\"name\": \"Bea's\"}");
    account("A_shop", "P90D");
    account("a-shop", "P90D").put("/skills/care", "{}");

    List<JsonNode> all = allAccounts();

    assertThat(all).extracting(one -> one.path("id").asText()).isSorted().doesNotHaveDuplicates();
    assertThat(all)
        .extracting(Object::toString)
        .contains(
            "{\"id\":\"A_shop\",\"revision\":1}",
            "{\"id\":\"a-shop\",\"revision\":2}",
            "{\"id\":\"b.shop\",\"name\":\"Bea's\",\"revision\":2}");
  }

  // --- steps ---

  /** The entries of all pages of the list of accounts, with two on a page. */
  private List<JsonNode> allAccounts() {
    List<JsonNode> all = new ArrayList<>();
    Answer page = accounts("?limit=2");
    page.body().path("items").forEach(all::add);
    while (page.body().has("next")) {
      assertThat(page.body().path("items")).hasSize(2);
      page = accounts("?limit=2&cursor=" + page.text("next"));
      page.body().path("items").forEach(all::add);
    }
    return all;
  }

  private Answer accounts(String query) {
    return new AccountClient(node.port(), "").get(query);
  }

  private String name() {
    return "shop-" + accounts.incrementAndGet();
  }

  private AccountClient account(String name, String retention) {
    AccountClient account = new AccountClient(node.port(), name);
    account.make(document(retention));
    return account;
  }

  private static String document(String retention) {
    return """
        {"settings": {"retention": {"closedConversations": "%s"},
                      "responseTime": {"firstTime": "PT7M"}},
         "skills": [{"id": "sales"}],
         "agents": [{"id": "ann", "skills": ["sales"]}]}
        """
        .formatted(retention);
  }

  private static void started(AccountClient account, String id) {
    started(account, id, "of-" + id);
  }

  private static void started(AccountClient account, String id, String consumer) {
    Inquiry inquiry =
        Inquiry.requested(
            id,
            Optional.of(consumer),
            Optional.of("sales"),
            Optional.empty(),
            Map.of("street", street(consumer)),
            false);
    assertThat(account.start(inquiry).status()).isEqualTo(201);
  }

  /** An attribute that only this consumer has. */
  private static String street(String consumer) {
    return "street-" + Integer.toHexString(consumer.hashCode());
  }

  /** A conversation that ann accepts and closes. */
  private static void served(AccountClient account, String id, String consumer) {
    started(account, id, consumer);
    String conversation = "/conversations/" + id;
    account.until(conversation, now -> now.text("offeredTo").equals("ann"));
    assertThat(account.post(conversation + "/accept", "{\"agent\": \"ann\"}").status())
        .isEqualTo(200);
    assertThat(account.post(conversation + "/close", "{\"by\": \"AGENT\"}").status())
        .isEqualTo(200);
  }

  /** The time from the start of a conversation to its due time. */
  private static Duration responseTime(AccountClient account, String id) {
    Answer conversation = account.get("/conversations/" + id);
    return Duration.between(
        Instant.parse(conversation.text("startedAt")), Instant.parse(conversation.text("dueAt")));
  }

  private static void closed(AccountClient account, String id) {
    assertThat(account.post("/conversations/" + id + "/close", "{\"by\": \"CONSUMER\"}").status())
        .isEqualTo(200);
  }

  /** Advances time by one interval of the removal before each try. */
  private void eventually(ThrowingCallable assertion) {
    Eventually.holds(
        () -> {
          time.advance(INTERVAL);
          assertion.call();
        });
  }
}
