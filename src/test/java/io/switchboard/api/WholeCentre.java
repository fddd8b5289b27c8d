package io.switchboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.api.Switch.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Consistency checks over conversations, queues and agents, at rest. */
final class WholeCentre {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final List<String> SKILLS = List.of("sales", "care", "-1");

  private final Switch centre;
  private final List<String> agents;
  private final int capacity;

  /** A contact centre with agents {@code a0}, {@code a1} and so on, each with this capacity. */
  WholeCentre(Switch centre, int agents, int capacity) {
    this.centre = centre;
    this.agents = IntStream.range(0, agents).mapToObj(i -> "a" + i).toList();
    this.capacity = capacity;
  }

  void presentEverybody() {
    for (String agent : agents) {
      Answer answer = centre.put("/agents/" + agent + "/presence", "{\"state\":\"ONLINE\"}");
      assertThat(answer.isDone()).as("%s", answer).isTrue();
    }
  }

  /** The agent of each conversation, as the agents report; no conversation has two. */
  Map<String, String> holders() {
    Map<String, String> holders = new HashMap<>();
    for (String agent : agents) {
      JsonNode now = centre.get("/agents/" + agent).body();
      assertThat(now.path("assigned").size() + now.path("ringing").size())
          .as("conversations of %s", agent)
          .isLessThanOrEqualTo(capacity);
      for (JsonNode one : now.path("assigned")) {
        String conversation = one.path("conversation").asText();
        assertThat(holders.put(conversation, agent)).as("who else has %s", conversation).isNull();
      }
    }
    return holders;
  }

  /** Checks that each conversation reports the same agent. */
  void checkHolders() {
    eventually(
        () -> {
          Map<String, String> holders = holders();
          List<String> ids = List.copyOf(holders.keySet());
          List<Answer> answers = conversations(ids);
          return IntStream.range(0, ids.size())
              .filter(i -> !answers.get(i).text("agent").equals(holders.get(ids.get(i))))
              .mapToObj(
                  i ->
                      ids.get(i) + ", which " + holders.get(ids.get(i)) + " has: " + answers.get(i))
              .toList();
        });
  }

  /**
   * Checks that the waiting ones of these conversations are in the queue of their skill, and that
   * queues have no others.
   */
  void checkLines(Collection<String> open) {
    eventually(
        () -> {
          Set<String> waiting = new HashSet<>();
          for (Answer answer : conversations(open)) {
            if (Set.of("WAITING", "OFFERED").contains(answer.text("state"))) {
              waiting.add(answer.text("id") + " in " + answer.text("skill"));
            }
          }
          Set<String> lines = lines();
          return Stream.concat(
                  waiting.stream().filter(one -> !lines.contains(one)),
                  lines.stream().filter(one -> !waiting.contains(one)))
              .toList();
        });
  }

  /** The waiting conversations by queue; positions count from 1 without a gap. */
  Set<String> lines() {
    Set<String> lines = new HashSet<>();
    for (String skill : SKILLS) {
      int position = 0;
      for (JsonNode entry : line(skill)) {
        assertThat(entry.path("position").asInt())
            .as("%s of %s", entry, skill)
            .isEqualTo(++position);
        lines.add(entry.path("conversation").asText() + " in " + skill);
      }
    }
    return lines;
  }

  private JsonNode line(String skill) {
    return centre.get("/skills/" + skill + "/queue?limit=1000").body().path("items");
  }

  /** Checks that no conversation waits while an eligible agent has capacity. */
  void checkNobodyIdles() {
    eventually(
        () -> {
          Set<String> full = new HashSet<>();
          for (String agent : agents) {
            JsonNode now = centre.get("/agents/" + agent).body();
            if (now.path("assigned").size() + now.path("ringing").size() >= capacity) {
              full.add(agent);
            }
          }
          List<String> idle = new ArrayList<>();
          for (String id : unoffered()) {
            for (JsonNode candidate :
                centre
                    .get("/conversations/" + id + "/explanation")
                    .body()
                    .at("/reasons/candidates")) {
              String rule = candidate.path("rule").asText("");
              boolean excused =
                  Set.of("REFUSED", "NOT_OPEN_TO_GROUP", "RESERVED_FOR_ANOTHER").contains(rule);
              if (!excused && !full.contains(candidate.path("agent").asText())) {
                idle.add(id + " waits, but " + candidate);
              }
            }
          }
          return idle;
        });
  }

  private List<String> unoffered() {
    List<String> ids = new ArrayList<>();
    for (String skill : SKILLS) {
      for (JsonNode entry : line(skill)) {
        if (entry.path("offeredTo").isMissingNode()) {
          ids.add(entry.path("conversation").asText());
        }
      }
    }
    return ids;
  }

  private List<Answer> conversations(Collection<String> ids) {
    return centre.getAll(ids.stream().map(id -> "/conversations/" + id).toList());
  }

  /** Repeats a check until it has no objections. */
  private static void eventually(Supplier<List<String>> objections) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    List<String> found = objections.get();
    while (!found.isEmpty() && System.nanoTime() < end) {
      Thread.onSpinWait();
      found = objections.get();
    }
    assertThat(found).isEmpty();
  }
}
