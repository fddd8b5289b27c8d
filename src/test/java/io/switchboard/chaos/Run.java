package io.switchboard.chaos;

import io.switchboard.chaos.AgentReplay.Reservation;
import io.switchboard.domain.agent.AgentEvent;
import io.switchboard.domain.queue.QueueEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A recorded run with all logs replayed. */
final class Run {

  /** An event of an entity. */
  record Mention(Place place, String id, Stored stored) {}

  /** A kind of entity with a log. */
  enum Place {
    CONVERSATION,
    AGENT,
    QUEUE
  }

  private final Rules rules;
  private final List<Call> calls;
  private final Journal journal;
  private final FinalState end;
  private final Map<String, ConversationReplay> conversations = new LinkedHashMap<>();
  private final Map<String, AgentReplay> agents = new LinkedHashMap<>();
  private final Map<String, QueueReplay> queues = new LinkedHashMap<>();
  private final Map<String, Reservation> reservations = new HashMap<>();
  private final Map<String, List<Mention>> mentions = new HashMap<>();
  private final Map<String, List<Call>> callsBySubject = new HashMap<>();

  Run(Rules rules, List<Call> calls, Journal journal, FinalState end) {
    this.rules = rules;
    this.calls = calls;
    this.journal = journal;
    this.end = end;
    calls.forEach(
        call -> callsBySubject.computeIfAbsent(call.subject(), any -> new ArrayList<>()).add(call));
    journal
        .conversations()
        .forEach(
            (id, log) -> conversations.put(id, new ConversationReplay(id, log, rules.account())));
    journal
        .agents()
        .forEach((id, log) -> agents.put(id, new AgentReplay(id, log, rules.account())));
    journal
        .queues()
        .forEach((id, log) -> queues.put(id, new QueueReplay(id, log, rules.account())));
    agents.values().forEach(replay -> reservations.putAll(replay.reservations()));
    journal.agents().forEach((id, log) -> log.forEach(stored -> mention(Place.AGENT, id, stored)));
    journal.queues().forEach((id, log) -> log.forEach(stored -> mention(Place.QUEUE, id, stored)));
  }

  private void mention(Place place, String id, Stored stored) {
    conversationOf(stored.event())
        .ifPresent(
            conversation ->
                mentions
                    .computeIfAbsent(conversation, any -> new ArrayList<>())
                    .add(new Mention(place, id, stored)));
  }

  private Optional<String> conversationOf(Object event) {
    if (event instanceof QueueEvent.Entered entered) {
      return Optional.of(entered.conversation().id());
    }
    if (event instanceof QueueEvent.Updated updated) {
      return Optional.of(updated.conversation().id());
    }
    if (event instanceof QueueEvent.Left left) {
      return Optional.of(left.conversation());
    }
    if (event instanceof QueueEvent.Redirected sent) {
      return Optional.of(sent.conversation());
    }
    return reservationOf(event).map(reservations::get).map(Reservation::conversation);
  }

  private static Optional<String> reservationOf(Object event) {
    if (event instanceof AgentEvent.Reserved held) {
      return Optional.of(held.reservation());
    }
    if (event instanceof AgentEvent.ReservationConfirmed active) {
      return Optional.of(active.reservation());
    }
    if (event instanceof AgentEvent.ReservationDropped dropped) {
      return Optional.of(dropped.reservation());
    }
    return event instanceof AgentEvent.ReservationReleased released
        ? Optional.of(released.reservation())
        : Optional.empty();
  }

  Rules rules() {
    return rules;
  }

  List<Call> calls() {
    return calls;
  }

  /** The calls about a conversation, or about an agent's presence. */
  List<Call> callsOf(String subject) {
    return callsBySubject.getOrDefault(subject, List.of());
  }

  Journal journal() {
    return journal;
  }

  FinalState end() {
    return end;
  }

  Map<String, ConversationReplay> conversations() {
    return conversations;
  }

  Map<String, AgentReplay> agents() {
    return agents;
  }

  Map<String, QueueReplay> queues() {
    return queues;
  }

  /** All reservations of all agents, by id. */
  Map<String, Reservation> reservations() {
    return reservations;
  }

  /** The events of agents and queues about a conversation. */
  List<Mention> mentionsOf(String conversation) {
    return mentions.getOrDefault(conversation, List.of());
  }
}
