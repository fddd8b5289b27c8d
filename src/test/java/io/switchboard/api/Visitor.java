package io.switchboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.api.Switch.Answer;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** A client that handles conversations in sequence and remembers each answer. */
final class Visitor {
  private static final Set<String> WAITS = Set.of("WAITING", "OFFERED");
  private static final int STEPS = 6;
  private static final int MOST_OPEN = 2;

  private final String name;
  private final Switch centre;
  private final Random random;
  private final Runnable acknowledged;
  private final Map<String, Fact> facts = new HashMap<>();
  private final Set<String> open = new LinkedHashSet<>();
  private final Set<String> unchecked = new HashSet<>();
  private int begun;

  /**
   * The last answer about a conversation.
   *
   * @param certain false while a request with unknown outcome is pending
   */
  private record Fact(String state, String agent, boolean certain) {}

  /**
   * @param acknowledged called for each answer of success
   */
  Visitor(String name, Switch centre, long seed, Runnable acknowledged) {
    this.name = name;
    this.centre = centre;
    this.random = new Random(seed);
    this.acknowledged = acknowledged;
  }

  /** The number of conversations that it has started or tried to start. */
  int conversations() {
    return facts.size();
  }

  /** Its conversations that are not closed, as far as it knows. */
  Set<String> open() {
    return Set.copyOf(open);
  }

  /** Works until no node answers; the pending request stays uncertain. */
  void workUntilItBreaks() {
    try {
      while (true) {
        converse(name + "-" + begun++);
        if (open.size() > MOST_OPEN) {
          close(open.iterator().next());
        }
      }
    } catch (UncheckedIOException killed) {
      // The outcome is unknown.
    }
  }

  /** Closes all its conversations. */
  void finish() {
    List.copyOf(open).forEach(this::close);
  }

  private void converse(String id) {
    open.add(id);
    unsure(id, "", "");
    done(
        centre.post(
            "/conversations",
            "{\"id\":\"%s\",\"consumer\":\"%s\",\"skill\":\"%s\"}"
                .formatted(id, name, random.nextBoolean() ? "sales" : "care")),
        id,
        "WAITING",
        "");
    for (int step = 0; step < STEPS; step++) {
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
        case 1 -> move(id, "/transfer", "{\"agent\":\"%s\",\"toSkill\":\"care\"}".formatted(agent));
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
    done(centre.post("/conversations/" + id + path, body), id, "WAITING", "");
  }

  private void close(String id) {
    unsure(id, "CLOSED", "");
    Answer answer = centre.post("/conversations/" + id + "/close", "{\"by\":\"CONSUMER\"}");
    if (answer.status() == 404) {
      facts.remove(id);
      unchecked.remove(id);
      open.remove(id);
    } else if (done(answer, id, "CLOSED", "")) {
      open.remove(id);
    }
  }

  private void unsure(String id, String state, String agent) {
    facts.put(id, new Fact(state, agent, false));
  }

  private boolean done(Answer answer, String id, String state, String agent) {
    if (answer.isDone()) {
      facts.put(id, new Fact(state, state.equals("CLOSED") ? answer.text("agent") : agent, true));
      unchecked.add(id);
      acknowledged.run();
    }
    return answer.isDone();
  }

  /** Checks the answers since the last check, and all about open conversations. */
  void check() {
    unchecked.addAll(open);
    unchecked.forEach(this::check);
    unchecked.clear();
  }

  /** Checks all answers so far. */
  void checkEverything() {
    facts.keySet().forEach(this::check);
  }

  private void check(String id) {
    Fact fact = facts.get(id);
    if (fact.certain()) {
      check(id, fact, centre.get("/conversations/" + id));
    }
  }

  private static void check(String id, Fact fact, Answer answer) {
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
