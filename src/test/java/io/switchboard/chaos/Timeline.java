package io.switchboard.chaos;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.agent.AgentEvent;
import io.switchboard.domain.agent.AgentMachine;
import io.switchboard.domain.agent.AgentState;
import io.switchboard.domain.conversation.ConversationEvent;
import io.switchboard.domain.conversation.ConversationMachine;
import io.switchboard.domain.conversation.ConversationState;
import io.switchboard.domain.conversation.ConversationState.Assigned;
import io.switchboard.domain.conversation.ConversationState.Assignment;
import io.switchboard.domain.conversation.ConversationState.Closed;
import io.switchboard.domain.conversation.ConversationState.Releasing;
import io.switchboard.domain.conversation.HandoverTarget;
import io.switchboard.domain.queue.QueueEvent;
import io.switchboard.domain.queue.QueueMachine;
import io.switchboard.domain.queue.QueueState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The versions of an entity as shown to clients: version 0 is before its first event, version n
 * after its n-th.
 */
final class Timeline {

  /**
   * A version after an event.
   *
   * @param at when the event was decided; no earlier answer can show it
   * @param isSettled false during a handover: the command is answered later
   */
  record Version(long at, Map<String, String> shows, boolean isSettled) {}

  private final List<Version> versions = new ArrayList<>();
  private final Map<Stored, Integer> byEvent = new HashMap<>();

  private Timeline(Map<String, String> nothingYet) {
    versions.add(new Version(Long.MIN_VALUE, nothingYet, true));
  }

  private void add(Stored stored, Version version) {
    byEvent.put(stored, versions.size());
    versions.add(version);
  }

  /** The timeline of a conversation; {@code state} is NONE before its start. */
  static Timeline ofConversation(String id, List<Stored> log, AccountPolicy account) {
    Timeline timeline = new Timeline(Map.of("state", "NONE"));
    ConversationMachine machine = new ConversationMachine(id, account);
    for (Stored stored : log) {
      machine.apply((ConversationEvent) stored.event());
      ConversationState state = machine.state().orElseThrow();
      timeline.add(
          stored,
          new Version(ConversationReplay.at(stored), shown(state), !(state instanceof Releasing)));
    }
    return timeline;
  }

  /** A conversation in a handover is shown with its target. */
  private static Map<String, String> shown(ConversationState state) {
    HandoverTarget target = state instanceof Releasing leaving ? leaving.target() : null;
    boolean isClosed = state instanceof Closed || target instanceof HandoverTarget.End;
    boolean isAssigned = state instanceof Assigned;
    return Map.of(
        "state",
        isClosed ? "CLOSED" : isAssigned ? "ASSIGNED" : "WAITING",
        "skill",
        target instanceof HandoverTarget.ToSkill to ? to.skill() : state.skill(),
        "agent",
        isAssigned || isClosed ? state.lastAssignment().map(Assignment::agent).orElse("") : "",
        "value",
        state.conversation().inquiry().attributes().getOrDefault("n", ""));
  }

  /** The timeline of an agent. */
  static Timeline ofAgent(String id, List<Stored> log, AccountPolicy account) {
    AgentMachine machine = new AgentMachine(id, account, message -> {});
    Timeline timeline = new Timeline(shown(machine.state()));
    for (Stored stored : log) {
      machine.apply((AgentEvent) stored.event());
      timeline.add(stored, new Version(AgentReplay.at(stored), shown(machine.state()), true));
    }
    return timeline;
  }

  private static Map<String, String> shown(AgentState memory) {
    String assigned =
        memory.reservations().stream()
            .filter(reservation -> reservation.activeSince().isPresent())
            .map(reservation -> reservation.conversation())
            .sorted()
            .collect(Collectors.joining(","));
    return Map.of("presence", memory.presence().name(), "assigned", assigned);
  }

  /** The timeline of a queue. */
  static Timeline ofQueue(String skill, List<Stored> log, AccountPolicy account) {
    QueueMachine machine = new QueueMachine(skill, account, message -> {});
    Timeline timeline = new Timeline(Map.of("queue", ""));
    for (Stored stored : log) {
      QueueEvent event = (QueueEvent) stored.event();
      machine.apply(event);
      String queue =
          machine.snapshot().entries().stream()
              .map(QueueState.QueueEntry::conversation)
              .sorted(Comparator.naturalOrder())
              .map(waiting -> waiting.id())
              .collect(Collectors.joining(","));
      timeline.add(stored, new Version(event.at(), Map.of("queue", queue), true));
    }
    return timeline;
  }

  /** The version of an event; 0 if the event is not part of the timeline. */
  int after(Stored stored) {
    return byEvent.getOrDefault(stored, 0);
  }

  /** The first version, from a given one on, that an answer at that time can have shown. */
  OptionalInt first(int from, long answeredAt, Predicate<Version> such) {
    for (int i = from; i < versions.size(); i++) {
      if (versions.get(i).at() <= answeredAt && such.test(versions.get(i))) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  /** Whether a version was the newest one at some moment from then on. */
  boolean lastedUntil(int version, long time) {
    return version + 1 >= versions.size() || versions.get(version + 1).at() >= time;
  }
}
