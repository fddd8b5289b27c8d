package io.switchboard.server;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import com.typesafe.config.ConfigFactory;
import io.switchboard.api.AccountClient;
import io.switchboard.document.AccountDocument;
import io.switchboard.server.database.StartupException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Cluster of three nodes over one PostgreSQL. */
@Tag("slow")
class ClusterTest {
  private static final int NODES = 3;
  private static final int LARGE = 30;

  private static Postgres postgres;
  private static String database;
  private static Nodes nodes;

  private final String account = "account-" + UUID.randomUUID();

  @BeforeAll
  static void startDatabase() throws Exception {
    postgres = new Postgres();
    database = postgres.newDatabase();
    nodes = Nodes.start(database, NODES);
  }

  @AfterAll
  static void stopDatabase() throws Exception {
    nodes.close();
    postgres.close();
  }

  @BeforeEach
  void makeAccount() throws Exception {
    String demo = Files.readString(Path.of("conf/demo.json"));
    Eventually.holds(() -> at(0).make(demo));
  }

  @AfterEach
  void allNodesRun() {
    for (int node : nodes.indexes()) {
      assertThat(nodes.get(node).whenStopped().toCompletableFuture()).isNotDone();
    }
  }

  @Test
  void theNodesFormOneCluster() {
    Eventually.holds(
        () -> {
          for (int node : nodes.indexes()) {
            assertThat(Cluster.get(nodes.get(node).system()).state().getMembers())
                .hasSize(NODES)
                .allMatch(member -> member.status().equals(MemberStatus.up()));
          }
        });
  }

  @Test
  void eachNodeAnswersForChangesOfAnother() {
    online(0, "eva");
    start(1, "c1");
    at(2).until("/conversations/c1", is -> is.text("state").equals("OFFERED"));

    Eventually.holds(
        () ->
            assertThat(at(0).post("/conversations/c1/accept", "{\"agent\": \"eva\"}").status())
                .isEqualTo(200));

    for (int node : nodes.indexes()) {
      assertThat(at(node).get("/conversations/c1").text("agent")).isEqualTo("eva");
    }
  }

  @Test
  void allEntitiesOfAnAccountAreOnOneNode() throws Exception {
    List<AccountClient> accounts =
        IntStream.range(0, 6).mapToObj(i -> nodes.account(i % NODES, "n" + i + account)).toList();
    for (AccountClient each : accounts) {
      each.make(Files.readString(Path.of("conf/demo.json")));
      each.put("/agents/eva/presence", "{\"state\": \"ONLINE\"}");
      each.post("/conversations", "{\"id\": \"c1\", \"consumer\": \"x\", \"skill\": \"support\"}");
      each.until("/conversations/c1", is -> is.text("state").equals("OFFERED"));
    }

    Eventually.holds(
        () ->
            assertThat(
                    nodes.indexes().stream()
                        .flatMap(node -> Placement.accounts(nodes.get(node)).stream())
                        .filter(id -> id.endsWith(account) && !id.equals(account)))
                .hasSize(accounts.size()));
  }

  @Test
  void aConfigurationChangeReachesEachNode() {
    assertThat(
            at(1)
                .put(
                    "/agents/zoe",
                    "{\"name\": \"Zoe\", \"skills\": [\"support\"], \"maxConversations\": 7}")
                .status())
        .isEqualTo(201);

    for (int node : nodes.indexes()) {
      at(node).until("/agents/zoe", is -> is.text("maxConversations").equals("7"));
    }
  }

  @Test
  void anAccountOfMaximumSizeReachesEachNode() {
    String large = large();

    Eventually.holds(() -> assertThat(at(1).replace("", "*", large).status()).isEqualTo(200));

    for (int node : nodes.indexes()) {
      assertThat(at(node).get("").body().path("settings").path("skillRules")).hasSize(LARGE);
      start(node, "c" + node);
    }
  }

  @Test
  void aStandaloneNodeCannotJoinTheCluster() {
    assertThatThrownBy(() -> Node.start(alone()))
        .isInstanceOf(StartupException.class)
        .hasMessageStartingWith("jdbc:postgresql:")
        .hasMessageContaining("is in use by another node");
  }

  @Test
  void routingContinuesWhenANodeIsStopped() throws Exception {
    online(0, "eva");
    List<String> before = startMany(20);

    nodes.stop(2);

    assertThat(states(0, before)).hasSize(20);
    start(1, "afterwards");
    assertThat(at(0).get("/skills/support/queue").body().path("length").asInt()).isEqualTo(21);
    Eventually.holds(() -> assertThat(measured(List.of(0, 1))).isEqualTo(21));
    nodes.restart(2);
    assertThat(states(2, before)).isEqualTo(states(0, before));
    Eventually.holds(() -> assertThat(measured(nodes.indexes())).isEqualTo(21));
  }

  @Test
  void theEntitiesOfACrashedNodeContinueOnOtherNodes() throws Exception {
    online(0, "eva");
    List<String> before = startMany(20);

    nodes.crash(0);

    Eventually.holds(() -> assertThat(states(1, before)).hasSize(20));
    Eventually.holds(() -> assertThat(waiting(2)).isEqualTo(20));
    Eventually.holds(() -> assertThat(at(1).get("/agents/eva").body().path("ringing")).hasSize(2));
    String rings =
        at(1).get("/agents/eva").body().path("ringing").path(0).path("conversation").asText();
    Eventually.holds(
        () ->
            assertThat(
                    at(2)
                        .post("/conversations/" + rings + "/accept", "{\"agent\": \"eva\"}")
                        .status())
                .isEqualTo(200));
    nodes.restart(0);
    at(0).until("/conversations/" + rings, is -> is.text("agent").equals("eva"));
  }

  @Test
  void theAccountsOfOtherNodesRouteOnWhenANodeCrashes() throws Exception {
    String demo = Files.readString(Path.of("conf/demo.json"));
    List<String> accounts = IntStream.range(0, 9).mapToObj(i -> "o" + i + account).toList();
    for (String each : accounts) {
      Eventually.holds(() -> nodes.account(1, each).make(demo));
      for (int node : nodes.indexes()) {
        Eventually.holds(
            () -> assertThat(start(nodes.account(node, each), "before" + node)).isTrue());
      }
    }
    Set<String> ofTheOthers = new HashSet<>(Placement.accounts(nodes.get(1)));
    ofTheOthers.addAll(Placement.accounts(nodes.get(2)));
    ofTheOthers.removeAll(Placement.accounts(nodes.get(0)));

    nodes.crash(0);

    assertThat(accounts.stream().filter(ofTheOthers::contains))
        .isNotEmpty()
        .allMatch(each -> start(nodes.account(1, each), "after"))
        .allMatch(each -> start(nodes.account(2, each), "afterwards"));
    nodes.restart(0);
  }

  private static boolean start(AccountClient client, String id) {
    return client
        .post(
            "/conversations",
            "{\"id\": \"%s\", \"consumer\": \"of-%s\", \"skill\": \"support\"}".formatted(id, id))
        .isDone();
  }

  private AccountClient at(int node) {
    return nodes.account(node, account);
  }

  private void online(int node, String agent) {
    Eventually.holds(
        () ->
            assertThat(
                    at(node)
                        .put("/agents/" + agent + "/presence", "{\"state\": \"ONLINE\"}")
                        .status())
                .isEqualTo(200));
  }

  /** Starts a conversation, with repetition without a timely answer, as each client must. */
  private void start(int node, String id) {
    String conversation =
        "{\"id\": \"%s\", \"consumer\": \"of-%s\", \"skill\": \"support\"}".formatted(id, id);
    Eventually.holds(
        () -> assertThat(at(node).post("/conversations", conversation).isDone()).isTrue());
  }

  private List<String> startMany(int count) {
    List<String> ids = IntStream.range(0, count).mapToObj(i -> "c" + i).toList();
    for (int i = 0; i < count; i++) {
      start(i % NODES, ids.get(i));
    }
    return ids;
  }

  private int waiting(int node) {
    return at(node).get("/skills/support/queue").body().path("length").asInt();
  }

  /** The number of conversations on these nodes together, by their metrics. */
  private double measured(List<Integer> indexes) throws Exception {
    String line = "switchboard_conversations{account=\"%s\",".formatted(account);
    double all = 0;
    for (int node : indexes) {
      all +=
          NodeContract.get(nodes.get(node), "/metrics")
              .body()
              .lines()
              .filter(one -> one.startsWith(line))
              .mapToDouble(one -> Double.parseDouble(one.substring(one.lastIndexOf(' '))))
              .sum();
    }
    return all;
  }

  /** The ids and skills of those conversations that the node can read. */
  private List<String> states(int node, List<String> ids) {
    return at(node).getAll(ids.stream().map("/conversations/"::concat).toList()).stream()
        .filter(AccountClient.Answer::isDone)
        .map(answer -> answer.text("id") + " " + answer.text("skill"))
        .toList();
  }

  private static NodeSettings alone() {
    return Conf.with(
        Conf.postgres(database),
        ConfigFactory.parseString("switchboard.database.connection-timeout = 1s"));
  }

  /** Almost the maximum size of an account. */
  private static String large() {
    String values =
        IntStream.range(0, 1_000)
            .mapToObj(i -> "\"%d-%s\"".formatted(i, "x".repeat(245)))
            .collect(joining(","));
    String rule =
        "{\"when\":{\"attributes\":{\"personal.city\":[%s]}},\"skill\":\"support\"}"
            .formatted(values);
    String document =
        "{\"name\":\"Large\",\"skills\":[{\"id\":\"support\"}],\"settings\":{\"skillRules\":[%s]}}"
            .formatted(String.join(",", Collections.nCopies(LARGE, rule)));
    assertThat(document.getBytes(StandardCharsets.UTF_8).length)
        .isBetween(7 * 1024 * 1024, AccountDocument.MAX_BYTES);
    return document;
  }
}
