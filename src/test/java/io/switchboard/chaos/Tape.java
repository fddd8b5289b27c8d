package io.switchboard.chaos;

import io.switchboard.actor.StoredEvents;
import io.switchboard.actor.runtime.EntityName;
import io.switchboard.domain.agent.AgentEvent;
import io.switchboard.domain.conversation.ConversationEvent;
import io.switchboard.domain.queue.QueueEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Records the events and calls of a story. */
final class Tape {
  static final String ACCOUNT = "shop";

  private static final int OK = 200;

  private final Journal journal = new Journal();
  private final Map<String, Long> rows = new HashMap<>();
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
    String partition = EntityName.partition(id);
    store(journal.conversations(), id, event, log(StoredEvents.CONVERSATION, partition));
  }

  void agent(String id, AgentEvent event) {
    store(journal.agents(), id, event, log(StoredEvents.AGENT, id));
  }

  void queue(String skill, QueueEvent event) {
    store(journal.queues(), skill, event, log(StoredEvents.QUEUE, skill));
  }

  private static String log(String kind, String id) {
    return StoredEvents.persistenceId(kind, ACCOUNT, id);
  }

  private void store(Map<String, List<Stored>> events, String id, Object event, String log) {
    long row = rows.merge(log, 1L, Long::sum);
    events
        .computeIfAbsent(id, any -> new ArrayList<>())
        .add(new Stored(++ordering, log, row, "writer-of-" + log, event));
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
