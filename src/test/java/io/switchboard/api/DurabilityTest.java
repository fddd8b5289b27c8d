package io.switchboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.api.Switch.Answer;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real process, busy with many clients, is killed again and again at random moments. After each
 * restart everything that was answered still holds, and everything still moves.
 */
class DurabilityTest {
  private static final int CLIENTS = 32;
  private static final int KILLS = 10;
  private static final int AGENTS = 12;
  private static final int CAPACITY = 6;

  @TempDir Path folder;

  @Test
  void whatWasAnsweredSurvivesKills() throws Exception {
    Random random = new Random(20261122);
    Path account = Files.writeString(folder.resolve("centre.json"), document());
    int port = NodeProcess.freePort();
    Switch centre = new Switch(port, "centre");
    List<Visitor> visitors = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      visitors.add(new Visitor("v" + i, centre, random.nextLong()));
    }
    for (int kill = 0; kill <= KILLS; kill++) {
      NodeProcess node = NodeProcess.start(folder, port, account);
      check(centre, visitors);
      presentEverybody(centre);
      if (kill == KILLS) {
        finish(visitors);
        check(centre, visitors);
        assertThat(agentsHold(centre)).isEmpty();
        node.kill();
      } else {
        work(visitors, () -> pause(500 + random.nextInt(2_500)), node);
      }
    }
    long acknowledged = visitors.stream().mapToLong(Visitor::acknowledged).sum();
    System.out.printf(
        "%d kills, %d answers acknowledged, %d conversations%n",
        KILLS, acknowledged, visitors.stream().mapToInt(Visitor::conversations).sum());
    assertThat(acknowledged).isGreaterThan(KILLS * 100L);
  }

  private interface Moment {
    void await() throws InterruptedException;
  }

  private static void work(List<Visitor> visitors, Moment moment, NodeProcess node)
      throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(visitors.size());
    try {
      List<Future<?>> working = new ArrayList<>();
      visitors.forEach(visitor -> working.add(pool.submit(visitor::workUntilItBreaks)));
      moment.await();
      node.kill();
      for (Future<?> one : working) {
        one.get(60, TimeUnit.SECONDS);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static void pause(int milliseconds) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(milliseconds);
  }

  private static void finish(List<Visitor> visitors) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(visitors.size());
    try {
      List<Future<?>> working = new ArrayList<>();
      visitors.forEach(visitor -> working.add(pool.submit(visitor::finish)));
      for (Future<?> one : working) {
        one.get(120, TimeUnit.SECONDS);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static void presentEverybody(Switch centre) {
    for (int i = 0; i < AGENTS; i++) {
      assertThat(centre.put("/agents/a" + i + "/presence", "{\"state\":\"ONLINE\"}").isDone())
          .isTrue();
    }
  }

  // --- what must hold ---

  private static void check(Switch centre, List<Visitor> visitors) {
    visitors.forEach(Visitor::checkEverything);
    Map<String, String> holders = agentsHold(centre);
    holders.forEach(
        (conversation, agent) -> {
          Answer answer = centre.get("/conversations/" + conversation);
          assertThat(answer.text("state"))
              .as("%s, which %s has", conversation, agent)
              .isEqualTo("ASSIGNED");
          assertThat(answer.text("agent")).isEqualTo(agent);
        });
  }

  private static Map<String, String> agentsHold(Switch centre) {
    Map<String, String> holders = new HashMap<>();
    for (int i = 0; i < AGENTS; i++) {
      String agent = "a" + i;
      JsonNode assigned = centre.get("/agents/" + agent).body().path("assigned");
      assertThat(assigned.size()).as("conversations of %s", agent).isLessThanOrEqualTo(CAPACITY);
      for (JsonNode one : assigned) {
        String conversation = one.path("conversation").asText();
        assertThat(holders.put(conversation, agent)).as("who else has %s", conversation).isNull();
      }
    }
    return holders;
  }

  private static String document() {
    StringBuilder agents = new StringBuilder();
    for (int i = 0; i < AGENTS; i++) {
      agents
          .append(i == 0 ? "" : ",")
          .append(
              """
              {"id":"a%d","group":"%s","skills":["sales","care"],"maxConversations":%d}
              """
                  .formatted(i, i % 2 == 0 ? "in-house" : "vendor", CAPACITY));
    }
    return """
        {"settings":{"offers":{"mode":"RING","timeout":"PT20S","missedBeforeAway":0}},
         "skills":[{"id":"care"},
           {"id":"sales","distribution":{"enabled":true,"primary":[
             {"group":"in-house","percent":60},{"group":"vendor","percent":40}]}}],
         "agentGroups":[{"id":"in-house"},{"id":"vendor"}],
         "agents":[%s]}
        """
        .formatted(agents);
  }

  // --- one client ---

  /** Has conversations one after the other, and remembers what it was told of each. */
  private static final class Visitor {
    private static final Set<String> WAITS = Set.of("WAITING", "OFFERED");

    private final String name;
    private final Switch centre;
    private final Random random;
    private final Map<String, Fact> facts = new HashMap<>();
    private long acknowledged;
    private int begun;

    /**
     * What was answered last of a conversation.
     *
     * @param certain false while a request is under way of which it is not known whether it was
     *     done
     */
    private record Fact(String state, String agent, boolean certain) {}

    Visitor(String name, Switch centre, long seed) {
      this.name = name;
      this.centre = centre;
      this.random = new Random(seed);
    }

    long acknowledged() {
      return acknowledged;
    }

    int conversations() {
      return facts.size();
    }

    void workUntilItBreaks() {
      try {
        while (true) {
          converse(name + "-" + begun++);
        }
      } catch (UncheckedIOException killed) {
        // The request under way stays uncertain.
      }
    }

    void finish() {
      for (String conversation : List.copyOf(facts.keySet())) {
        if (!facts.get(conversation).state().equals("CLOSED")) {
          close(conversation);
        }
      }
    }

    private void converse(String id) {
      String skill = random.nextBoolean() ? "sales" : "care";
      unsure(id, "", "");
      done(
          centre.post(
              "/conversations",
              "{\"id\":\"%s\",\"consumer\":\"%s\",\"skill\":\"%s\"}".formatted(id, name, skill)),
          id,
          "WAITING",
          "");
      for (int step = 0; step < 6; step++) {
        step(id);
      }
      if (random.nextInt(8) > 0) {
        close(id);
      }
    }

    private void step(String id) {
      Answer now = centre.get("/conversations/" + id);
      String agent = now.text("agent");
      if (now.text("state").equals("OFFERED")) {
        answerTheRing(id, now.text("offeredTo"));
      } else if (now.text("state").equals("ASSIGNED")) {
        switch (random.nextInt(5)) {
          case 0 -> move(id, "/return", "{\"agent\":\"%s\"}".formatted(agent));
          case 1 ->
              move(id, "/transfer", "{\"agent\":\"%s\",\"toSkill\":\"care\"}".formatted(agent));
          default -> centre.post("/conversations/" + id + "/messages", "{\"from\":\"CONSUMER\"}");
        }
      }
    }

    private void answerTheRing(String id, String agent) {
      String body = "{\"agent\":\"%s\"}".formatted(agent);
      if (random.nextInt(5) == 0) {
        centre.post("/conversations/" + id + "/decline", body);
      } else {
        Fact before = facts.get(id);
        unsure(id, "ASSIGNED", agent);
        Answer answer = centre.post("/conversations/" + id + "/accept", body);
        if (answer.isDone()) {
          done(answer, id, "ASSIGNED", agent);
        } else if (answer.status() == 409) {
          facts.put(id, before);
        }
      }
    }

    private void move(String id, String path, String body) {
      unsure(id, "", "");
      Answer answer = centre.post("/conversations/" + id + path, body);
      if (answer.isDone()) {
        done(answer, id, "WAITING", "");
      }
    }

    private void close(String id) {
      unsure(id, "CLOSED", "");
      Answer answer = centre.post("/conversations/" + id + "/close", "{\"by\":\"CONSUMER\"}");
      done(answer, id, "CLOSED", "");
    }

    private void unsure(String id, String state, String agent) {
      facts.put(id, new Fact(state, agent, false));
    }

    private void done(Answer answer, String id, String state, String agent) {
      if (answer.isDone()) {
        acknowledged++;
        facts.put(id, new Fact(state, agent, true));
      }
    }

    void checkEverything() {
      facts.forEach(
          (id, fact) -> {
            if (fact.certain()) {
              check(id, fact, centre.get("/conversations/" + id));
            }
          });
    }

    private void check(String id, Fact fact, Answer answer) {
      assertThat(answer.status()).as("%s, of which %s was answered", id, fact).isEqualTo(200);
      String state = answer.text("state");
      if (fact.state().equals("WAITING")) {
        assertThat(WAITS).as("%s, of which %s was answered: %s", id, fact, answer).contains(state);
      } else {
        assertThat(state).as("%s, of which %s was answered", id, fact).isEqualTo(fact.state());
        assertThat(answer.text("agent"))
            .as("%s, of which %s was answered", id, fact)
            .isEqualTo(fact.agent());
      }
    }
  }
}
