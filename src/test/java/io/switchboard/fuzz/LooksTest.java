package io.switchboard.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.actor.VirtualTime;
import io.switchboard.api.AccountClient;
import io.switchboard.server.Node;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Reads without writes: a read stores no event, whether its entity is missing, passivated or
 * closed. Time stands still, so that no timer stores an event.
 */
class LooksTest {
  private static final String DATABASE =
      "jdbc:h2:mem:looks;DB_CLOSE_DELAY=-1;DATABASE_TO_UPPER=FALSE";
  private static final List<String> LOOKS =
      List.of(
          "",
          "/skills",
          "/agents",
          "/agent-groups",
          "/skills/sales",
          "/agent-groups/vendor-a",
          "/agents/ann",
          "/skills/sales/queue",
          "/skills/-1/queue",
          "/skills/sales/distribution",
          "/conversations/c1",
          "/conversations/c1/history",
          "/conversations/c1/explanation");

  private static Node node;

  @BeforeAll
  static void start() throws Exception {
    VirtualTime time = new VirtualTime();
    node = Node.start(Fuzz.settings(DATABASE), system -> time);
    node.whenReady().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void readsOfAMissingAccountStoreNothing() throws Exception {
    AccountClient account = new AccountClient(node.port(), "nobody");
    try (Journal journal = new Journal(DATABASE)) {
      for (String look : LOOKS) {
        assertThat(account.get(look).status()).as(look).isEqualTo(404);
      }
      assertThat(account.get("/agents/ann/events").status()).isEqualTo(404);
      assertThat(account.put("/agents/ann", "{}").status()).isEqualTo(404);
      assertThat(account.put("/agents/ann/presence", "{\"state\": \"ONLINE\"}").status())
          .isEqualTo(404);
      assertThat(account.post("/conversations", "{\"consumer\": \"k\"}").status()).isEqualTo(404);
      assertThat(account.post("/conversations/c1/close", "{\"by\": \"AGENT\"}").status())
          .isEqualTo(404);
      assertThat(account.put("?dryRun=true", document()).status()).isEqualTo(200);

      assertThat(journal.news()).isEmpty();
    }
  }

  @Test
  void readsOfMissingItemsStoreNothing() throws Exception {
    AccountClient account = new AccountClient(node.port(), "shop-1");
    account.make(document());
    try (Journal journal = new Journal(DATABASE)) {
      for (String look :
          List.of(
              "/skills/x",
              "/agents/x",
              "/agent-groups/x",
              "/skills/x/queue",
              "/skills/x/distribution",
              "/agents/x/events",
              "/conversations/x",
              "/conversations/x/history",
              "/conversations/x/explanation")) {
        assertThat(account.get(look).status()).as(look).isEqualTo(404);
      }
      assertThat(account.post("/conversations/x/accept", "{\"agent\": \"ann\"}").status())
          .isEqualTo(404);
      assertThat(account.post("/conversations/x/accept", "{\"agent\": \"x\"}").status())
          .isEqualTo(422);
      assertThat(account.post("/conversations/x/takeover", "{\"agent\": \"ann\"}").status())
          .isEqualTo(404);
      assertThat(account.put("/agents/x/presence", "{\"state\": \"ONLINE\"}").status())
          .isEqualTo(404);
      assertThat(account.put("/agents/ann?dryRun=true", "{}").status()).isEqualTo(200);

      assertThat(journal.news()).isEmpty();
    }
  }

  @Test
  void readsOfUnusedAgentsAndQueuesStoreNothing() throws Exception {
    AccountClient account = new AccountClient(node.port(), "shop-2");
    account.make(document());
    try (Journal journal = new Journal(DATABASE)) {
      AccountClient.Answer agent = account.get("/agents/ann");
      AccountClient.Answer queue = account.get("/skills/sales/queue");
      AccountClient.Answer shares = account.get("/skills/sales/distribution");

      assertThat(journal.news()).isEmpty();
      assertThat(agent.text("presence")).isEqualTo("OFFLINE");
      assertThat(queue.body().path("length").asInt(-1)).isZero();
      assertThat(queue.body().path("onlineAgents").asInt(-1)).isZero();
      assertThat(shares.text("skill")).isEqualTo("sales");
    }
  }

  @Test
  void eventsOfAConversationAreReadUnderItsId() throws Exception {
    AccountClient account = new AccountClient(node.port(), "shop-6");
    account.make(document());
    try (Journal journal = new Journal(DATABASE)) {
      account.post("/conversations", "{\"id\": \"c1\", \"consumer\": \"k\", \"skill\": \"sales\"}");

      assertThat(journal.news())
          .contains(new Journal.Fact("Conversation|shop-6|c1", "ConversationEvent.Started"));
    }
  }

  @Test
  void aFirstChangeIsVisibleAtOnceAfterARead() {
    AccountClient account = new AccountClient(node.port(), "shop-3");
    account.make(document());
    assertThat(account.get("/agents/ann").text("presence")).isEqualTo("OFFLINE");
    assertThat(account.get("/skills/sales/queue").body().path("length").asInt()).isZero();

    account.put("/agents/ann/presence", "{\"state\": \"AWAY\"}");
    account.post("/conversations", "{\"id\": \"c1\", \"consumer\": \"k\", \"skill\": \"sales\"}");

    assertThat(account.get("/agents/ann").text("presence")).isEqualTo("AWAY");
    assertThat(account.get("/skills/sales/queue").body().path("length").asInt()).isEqualTo(1);
    account.put("/agents/ann/presence", "{\"state\": \"OFFLINE\"}");
    assertThat(account.get("/agents/ann").text("presence")).isEqualTo("OFFLINE");
  }

  @Test
  void aRequestWithARefusedParameterHasNoEffect() throws Exception {
    AccountClient account = new AccountClient(node.port(), "shop-4");
    account.make(document());
    account.post("/conversations", "{\"id\": \"c1\", \"consumer\": \"k\", \"skill\": \"sales\"}");
    AccountClient.Answer conversation = account.get("/conversations/c1");
    AccountClient.Answer document = account.get("");

    List<AccountClient.Answer> refused =
        List.of(
            account.put("/agents/ann?dryrun=true", "{}"),
            account.put("/agents/new?dryRun=false&dryRun=true", "{}"),
            account.put("/agents/ann/presence?dryRun=true", "{\"state\": \"ONLINE\"}"),
            account.patch("/conversations/c1?dryRun=true", "{\"urgent\": true}"),
            account.post("/conversations/c1/close?dryRun=true", "{\"by\": \"SYSTEM\"}"));

    assertThat(refused)
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).isEqualTo(400);
              assertThat(answer.body().path("errors").path(0).path("field").asText())
                  .isEqualToIgnoringCase("dryRun");
            });
    assertThat(account.get("/conversations/c1")).isEqualTo(conversation);
    assertThat(account.get("")).isEqualTo(document);
    assertThat(account.get("/agents/ann").text("presence")).isEqualTo("OFFLINE");
  }

  @Test
  void anAddressWithDotSegmentsReachesNoOtherResource() throws Exception {
    AccountClient account = new AccountClient(node.port(), "shop-5");
    account.make(document());
    AccountClient.Answer before = account.get("");
    try (Wire wire = new Wire(node.port())) {
      for (String id : List.of("..", ".", "%2e%2e", ".%2E", "")) {
        for (String host : List.of("", "http://localhost")) {
          String target = host + "/v1/accounts/shop-5/agents/" + id;
          String head =
              "PUT "
                  + target
                  + " HTTP/1.1\r\nHost: localhost\r\nIf-Match: *\r\n"
                  + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
          Request request = new Request(0, Operation.all().get(0), "PUT", head, true, true);

          assertThat(wire.send(request).orElseThrow().status()).as(target).isIn(400, 405);
        }
      }
    }
    assertThat(account.get("")).isEqualTo(before);
    assertThat(account.post("/conversations", "{\"id\": \"..\", \"consumer\": \"k\"}").status())
        .isEqualTo(422);
    assertThat(account.put("?dryRun=true", "{\"agents\": [{\"id\": \"..\"}]}").status())
        .isEqualTo(422);
  }

  private static String document() {
    return new Bodies(new Random(1)).account().toString();
  }
}
