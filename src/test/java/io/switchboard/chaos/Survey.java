package io.switchboard.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.domain.routing.Presence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

/** Reads the state of the whole contact centre. */
final class Survey {
  private static final int PAGE = 1_000;
  private static final Set<String> EXCUSES =
      Set.of("REFUSED", "NOT_OPEN_TO_GROUP", "RESERVED_FOR_ANOTHER", "NOT_ONLINE");

  private final ClientCalls centre;
  private final ExecutorService work;
  private final List<String> agents;
  private final List<String> skills;

  Survey(ClientCalls centre, ExecutorService work, List<String> agents, List<String> skills) {
    this.centre = centre;
    this.work = work;
    this.agents = agents;
    this.skills = skills;
  }

  /** The state of the whole contact centre, at rest. */
  FinalState everything(List<String> conversations) {
    Map<String, FinalState.Conversation> states = new ConcurrentHashMap<>();
    all(
        conversations,
        id -> {
          Answer answer = centre.look("/conversations/" + id).orElseThrow();
          if (answer.isDone()) {
            states.put(id, conversation(answer.body()));
          }
        });
    Map<String, FinalState.Agent> desks = new ConcurrentHashMap<>();
    all(agents, id -> desks.put(id, agent(body("/agents/" + id))));
    Map<String, FinalState.Queue> queues = new HashMap<>();
    skills.forEach(
        skill -> queues.put(skill, new FinalState.Queue(ids(queue(skill)), ledger(skill))));
    return new FinalState(states, desks, queues);
  }

  private static FinalState.Conversation conversation(JsonNode body) {
    String state = body.path("state").asText();
    return new FinalState.Conversation(
        state.equals("OFFERED") ? "WAITING" : state,
        body.path("skill").asText(),
        Optional.of(body.path("agent").asText("")).filter(agent -> !agent.isEmpty()));
  }

  private static FinalState.Agent agent(JsonNode body) {
    return new FinalState.Agent(
        Presence.valueOf(body.path("presence").asText()),
        body.path("maxConversations").asInt(),
        ids(body.path("assigned")),
        ids(body.path("ringing")));
  }

  private static List<String> ids(Iterable<JsonNode> list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(one -> one.path("conversation").asText())
        .toList();
  }

  private List<JsonNode> queue(String skill) {
    List<JsonNode> queue = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = body("/skills/" + skill + "/queue?limit=" + PAGE + cursor);
      page.path("items").forEach(queue::add);
      cursor = page.hasNonNull("next") ? "&cursor=" + page.path("next").asText() : "";
    } while (!cursor.isEmpty());
    return queue;
  }

  private Map<String, FinalState.Share> ledger(String skill) {
    Map<String, FinalState.Share> shares = new HashMap<>();
    body("/skills/" + skill + "/distribution")
        .path("groups")
        .forEach(
            group ->
                shares.put(
                    group.path("group").asText(),
                    new FinalState.Share(
                        group.path("allotted").asLong(), group.path("worstDeviation").asDouble())));
    return shares;
  }

  /** Descriptions of conversations that wait despite an eligible agent with capacity. */
  List<String> idle() {
    Set<String> full = new HashSet<>();
    for (String id : agents) {
      FinalState.Agent agent = agent(body("/agents/" + id));
      if (agent.presence() != Presence.ONLINE
          || agent.assigned().size() + agent.ringing().size() >= agent.maxConversations()) {
        full.add(id);
      }
    }
    List<String> idle = new ArrayList<>();
    for (String skill : skills) {
      for (JsonNode entry : queue(skill)) {
        if (!entry.hasNonNull("offeredTo")) {
          idle.addAll(takers(entry.path("conversation").asText(), full));
        }
      }
    }
    return idle;
  }

  private List<String> takers(String conversation, Set<String> full) {
    List<String> takers = new ArrayList<>();
    for (JsonNode candidate :
        body("/conversations/" + conversation + "/explanation").at("/reasons/candidates")) {
      if (!EXCUSES.contains(candidate.path("rule").asText(""))
          && !full.contains(candidate.path("agent").asText())) {
        takers.add(conversation + " waits, but " + candidate);
      }
    }
    return takers;
  }

  private JsonNode body(String path) {
    return centre.look(path).orElseThrow().body();
  }

  private void all(List<String> ids, Consumer<String> look) {
    List<Future<?>> looking = new ArrayList<>();
    ids.forEach(id -> looking.add(work.submit(() -> look.accept(id))));
    try {
      for (Future<?> one : looking) {
        one.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("the centre cannot be surveyed", e);
    }
  }
}
