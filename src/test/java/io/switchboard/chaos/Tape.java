package io.switchboard.chaos;

import io.switchboard.domain.agent.AgentEvent;
import io.switchboard.domain.conversation.ConversationEvent;
import io.switchboard.domain.queue.QueueEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Records the events and calls of a story. */
final class Tape {
  private static final int OK = 200;

  private final Journal journal =
      new Journal(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
  private final List<Call> calls = new ArrayList<>();
  private long now = 1_000_000;
  private long ordering;

  Journal journal() {
    return journal;
  }

  List<Call> calls() {
    return calls;
  }

  /** The time of the last event or call, in nanoseconds. */
  long now() {
    return now;
  }

  /** The time of the next event or call. */
  long tick() {
    return now += 1_000;
  }

  /** The number of stored events. */
  long length() {
    return ordering;
  }

  void conversation(String id, ConversationEvent event) {
    store(journal.conversations(), id, event);
  }

  void agent(String id, AgentEvent event) {
    store(journal.agents(), id, event);
  }

  void queue(String skill, QueueEvent event) {
    store(journal.queues(), skill, event);
  }

  private void store(Map<String, List<Stored>> logs, String id, Object event) {
    List<Stored> log = logs.computeIfAbsent(id, any -> new ArrayList<>());
    log.add(new Stored(++ordering, log.size() + 1L, "writer-of-" + id, event));
  }

  /** Adds a call sent then and acknowledged now. */
  void acknowledged(String what, String subject, Map<String, String> with, long sentAt) {
    answered("client", "node-1", what, subject, with, sentAt, OK, Map.of());
  }

  /** Adds a call sent then to a node and answered now. */
  void answered(
      String client,
      String node,
      String what,
      String subject,
      Map<String, String> with,
      long sentAt,
      int status,
      Map<String, String> answer) {
    calls.add(
        new Call(
            calls.size() + 1L, client, what, subject, with, node, sentAt, tick(), status, answer));
  }
}
