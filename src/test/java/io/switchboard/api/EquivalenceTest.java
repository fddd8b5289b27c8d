package io.switchboard.api;

import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.attribute;
import static io.switchboard.domain.Centre.conversation;
import static io.switchboard.domain.Centre.credit;
import static io.switchboard.domain.Centre.defaultSkill;
import static io.switchboard.domain.Centre.preferences;
import static io.switchboard.domain.Centre.responseTimes;
import static io.switchboard.domain.Centre.rings;
import static io.switchboard.domain.Centre.skill;
import static io.switchboard.domain.account.AgentPreference.HISTORY;
import static io.switchboard.domain.account.AgentPreference.LONGEST_IDLE;
import static io.switchboard.domain.account.AgentPreference.UTILIZATION;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.cluster.Node;
import io.switchboard.document.AccountDocument;
import io.switchboard.domain.Centre;
import io.switchboard.domain.ConversationDraft;
import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.agent.AgentView;
import io.switchboard.domain.agent.Presence;
import io.switchboard.domain.conversation.Inquiry;
import io.switchboard.domain.distribution.Ledger;
import io.switchboard.domain.queue.SkillQueue;
import io.switchboard.domain.queue.WaitingConversation;
import io.switchboard.domain.queue.WaitingLine;
import io.switchboard.domain.routing.Placement;
import io.switchboard.domain.routing.Router;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The simulator and the running node, told the same in the same order, place every conversation
 * with the same agent.
 */
class EquivalenceTest {
  private static final int CONVERSATIONS = 2_000;
  private static final int CONSUMERS = 150;
  private static final int LONGEST_LINE = 14;

  private static final Account ACCOUNT =
      Centre.document(
          preferences(HISTORY, UTILIZATION, LONGEST_IDLE),
          rings("1H", 0),
          responseTimes("1M", "20S", "5S"),
          credit("15S", attribute("ctmrinfo.ctype", "vip")),
          defaultSkill("care"),
          skill("care").answersWithin("40S"),
          skill("orders").answersUrgentWithin("2S"),
          skill("legal"),
          skill("sales")
              .maxWait("3S")
              .primary("in-house", 60)
              .primary("vendor", 40)
              .secondary("helpers", 100),
          agent("ann", "sales", "care", "orders").in("in-house").max(2),
          agent("bob", "sales").in("in-house").max(3),
          agent("cem", "sales", "legal").in("vendor").max(1),
          agent("dan", "sales", "orders").in("vendor").max(2),
          agent("eva", "sales", "care", "legal").in("helpers").max(2),
          agent("fay", "care").max(4),
          agent("gil", "orders", "legal").max(2),
          agent("hal", "legal", "care", "orders").max(1));

  private final Random random = new Random(20260302);
  private final WatchedTime time = new WatchedTime();
  private final List<Placement> placed = new ArrayList<>();
  private final Router router = new Router(AccountPolicy.of(ACCOUNT), placed::add);
  private final List<String> held = new ArrayList<>();
  private int begun;

  private Node node;
  private Switch centre;

  @BeforeEach
  void start() throws Exception {
    node = Node.start(RunningNode.inMemory("equivalence"), system -> time);
    node.whenReady().toCompletableFuture().get(60, TimeUnit.SECONDS);
    centre = new Switch(node.port(), "centre");
    centre.make(AccountDocument.write(ACCOUNT));
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void simulatorAndNodePlaceEveryConversationWithTheSameAgent() {
    ACCOUNT.agents().forEach(agent -> comesOnline(agent.id()));
    router.queues().values().stream().map(SkillQueue::policy).forEach(this::everybodyIsFree);
    int placements = 0;
    while (begun < CONVERSATIONS || !held.isEmpty()) {
      passes(random.nextInt(200));
      placements += follow();
      step();
      placements += follow();
    }
    compare();
    assertThat(placements).isGreaterThan(CONVERSATIONS * 9 / 10);
    assertThat(ledger("in-house").overflowedFrom()).as("overflows").isPositive();
  }

  // --- what happens, in both ---

  private void step() {
    List<String> waiting = waiting();
    boolean more = begun < CONVERSATIONS && waiting.size() < LONGEST_LINE;
    if (more && (held.isEmpty() || random.nextInt(100) < 52)) {
      arrives(draft("c" + ++begun));
    } else if (!waiting.isEmpty() && (held.isEmpty() || random.nextInt(30) == 0)) {
      closes(waiting.get(random.nextInt(waiting.size())));
    } else {
      closes(held.remove(random.nextInt(held.size())));
    }
  }

  private ConversationDraft draft(String id) {
    String[] skills = {"sales", "sales", "sales", "care", "orders", "legal", "-1", ""};
    ConversationDraft draft = conversation(id).from("k" + random.nextInt(CONSUMERS));
    String skill = skills[random.nextInt(skills.length)];
    if (!skill.isEmpty()) {
      draft.forSkill(skill);
    }
    if (random.nextInt(10) == 0) {
      draft.urgently();
    }
    if (random.nextInt(8) == 0) {
      draft.with("ctmrinfo.ctype", "vip");
    }
    return draft;
  }

  private void comesOnline(String agent) {
    router.present(agent, Presence.ONLINE, time.now());
    done(centre.put("/agents/" + agent + "/presence", "{\"state\":\"ONLINE\"}"));
    rest();
    passes(7);
  }

  /** All agents have asked all of their queues, which have just begun, and were told of nobody. */
  private void everybodyIsFree(SkillPolicy skill) {
    centre.until(
        "/skills/" + skill.id() + "/queue?limit=1",
        answer -> answer.body().path("freeAgents").asInt() == skill.agents().size());
  }

  private void arrives(ConversationDraft draft) {
    Inquiry inquiry = draft.inquiry();
    router.start(inquiry, time.now());
    done(centre.start(inquiry));
  }

  private void closes(String id) {
    Optional<String> holder = router.holderOf(id);
    router.close(id, time.now());
    done(centre.post("/conversations/" + id + "/close", "{\"by\":\"SYSTEM\"}"));
    holder.ifPresent(this::settled);
  }

  /** Time passes up to each moment at which something is due in the simulator. */
  private void passes(int milliseconds) {
    long until = time.now() + Duration.ofMillis(milliseconds).toNanos();
    OptionalLong timer = router.nextTimer();
    while (timer.isPresent() && timer.getAsLong() <= until) {
      advance(timer.getAsLong());
      router.tick(time.now());
      follow();
      timer = router.nextTimer();
    }
    advance(until);
  }

  private void advance(long until) {
    if (time.advanceTo(until)) {
      rest();
    }
  }

  /** What the simulator placed rings at the same agent, who accepts it. */
  private int follow() {
    int count = placed.size();
    for (Placement placement : placed) {
      String id = placement.conversation().id();
      String agent = placement.agent();
      JsonNode rings =
          centre
              .until("/conversations/" + id, answer -> answer.body().path("offeredTo").isTextual())
              .body();
      assertThat(rings.path("offeredTo").asText()).as(id).isEqualTo(agent);
      assertThat(rings.path("skill").asText()).as(id).isEqualTo(placement.skill());
      done(centre.post("/conversations/" + id + "/accept", "{\"agent\":\"" + agent + "\"}"));
      held.add(id);
    }
    placed.stream().map(Placement::agent).distinct().forEach(this::settled);
    placed.clear();
    return count;
  }

  private List<String> waiting() {
    return router.queues().values().stream()
        .flatMap(queue -> line(queue.line()))
        .map(WaitingConversation::id)
        .toList();
  }

  private static Stream<WaitingConversation> line(WaitingLine line) {
    return line.page(Optional.empty(), line.size()).stream();
  }

  // --- at rest ---

  /** All queues of an agent with room have answered whether they have something more for them. */
  private void settled(String agent) {
    AgentView view = router.agent(agent).orElseThrow().view(time.now());
    centre.getAll(
        router.queues().values().stream()
            .map(SkillQueue::policy)
            .filter(skill -> skill.agents().contains(agent) && view.hasRoomFor(skill))
            .map(skill -> "/skills/" + skill.id() + "/queue?limit=1")
            .toList());
  }

  /** Everybody has told all that they had to tell, and has heard the answers. */
  private void rest() {
    List<String> agents = ACCOUNT.agents().stream().map(agent -> "/agents/" + agent.id()).toList();
    List<String> queues =
        router.queues().keySet().stream().map(id -> "/skills/" + id + "/queue?limit=1").toList();
    for (int round = 0; round < 3; round++) {
      centre.getAll(agents);
      centre.getAll(queues);
    }
  }

  // --- what came of it, in both ---

  private void compare() {
    for (var agent : ACCOUNT.agents()) {
      JsonNode there = centre.get("/agents/" + agent.id()).body();
      assertThat(there.path("ringing")).as("%s", there).isEmpty();
      assertThat(conversations(there.path("assigned")))
          .as(agent.id())
          .containsExactlyInAnyOrderElementsOf(
              router.agent(agent.id()).orElseThrow().conversations());
    }
    router
        .queues()
        .forEach(
            (skill, queue) ->
                assertThat(
                        items(centre.get("/skills/" + skill + "/queue?limit=1000"), "items")
                            .map(entry -> entry.path("conversation").asText()))
                    .as(skill)
                    .containsExactlyElementsOf(
                        line(queue.line()).map(WaitingConversation::id).toList()));
    Map<String, JsonNode> groups = new HashMap<>();
    items(centre.get("/skills/sales/distribution"), "groups")
        .forEach(group -> groups.put(group.path("group").asText(), group));
    for (String group : List.of("in-house", "vendor", "helpers")) {
      Ledger.Entry expected = ledger(group);
      JsonNode there = groups.get(group);
      assertThat(there.path("allotted").asLong()).as(group).isEqualTo(expected.allotted());
      assertThat(there.path("diverted").asLong()).as(group).isEqualTo(expected.diverted());
      assertThat(there.path("accepted").asLong()).as(group).isEqualTo(expected.accepted());
      assertThat(there.path("overflowedTo").asLong()).as(group).isEqualTo(expected.overflowedTo());
      assertThat(there.path("deviation").asDouble()).as(group).isEqualTo(expected.deviation());
    }
  }

  private Ledger.Entry ledger(String group) {
    return router.queues().get("sales").ledger().orElseThrow().groups().stream()
        .filter(entry -> entry.group().equals(group))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> conversations(JsonNode list) {
    List<String> all = new ArrayList<>();
    list.forEach(one -> all.add(one.path("conversation").asText()));
    return all;
  }

  private static Stream<JsonNode> items(Switch.Answer answer, String member) {
    return StreamSupport.stream(answer.body().path(member).spliterator(), false);
  }

  private static void done(Switch.Answer answer) {
    assertThat(answer.isDone()).as("%s", answer).isTrue();
  }
}
