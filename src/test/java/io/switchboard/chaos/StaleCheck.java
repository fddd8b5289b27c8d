package io.switchboard.chaos;

import io.switchboard.chaos.AgentReplay.Reservation;
import io.switchboard.chaos.Knowledge.Known;
import io.switchboard.chaos.Run.Place;
import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.conversation.ConversationEvent.Closed;
import io.switchboard.domain.conversation.ConversationEvent.Requeued;
import io.switchboard.domain.queue.QueueEvent.Entered;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * I9 for conversations, agents and queues: an answer to a call that was sent after the
 * acknowledgement of a change shows that change or a later one.
 *
 * <p>Each answer counts as the oldest version of its entity that it can have shown. So the recorded
 * knowledge is never more than clients really had, and an answer that fits two versions never
 * causes a false report.
 */
final class StaleCheck {
  private static final String RULE = "I9";
  private static final int CREATED = 201;

  private final Run run;
  private final Findings findings;
  private final AccountPolicy account;
  private final Map<String, Timeline> conversations = new HashMap<>();
  private final Map<String, Timeline> agents = new HashMap<>();
  private final Map<String, Timeline> queues = new HashMap<>();
  private final Map<Place, Map<String, Knowledge>> known =
      Map.of(
          Place.CONVERSATION, new HashMap<>(),
          Place.AGENT, new HashMap<>(),
          Place.QUEUE, new HashMap<>());

  private StaleCheck(Run run, Findings findings) {
    this.run = run;
    this.findings = findings;
    this.account = run.rules().account();
  }

  static void check(Run run, Findings findings) {
    StaleCheck check = new StaleCheck(run, findings);
    check.replay();
    List<Call> calls =
        run.calls().stream().sorted(Comparator.comparingLong(Call::answeredAt)).toList();
    // Conversations first, because their answers imply versions of agents and queues.
    calls.forEach(check::checkConversation);
    calls.forEach(check::checkAgent);
    calls.forEach(check::checkQueue);
  }

  /** A journal that could not be replayed has been reported, and is not compared. */
  private void replay() {
    run.conversations()
        .forEach(
            (id, replay) ->
                conversations.put(id, Timeline.ofConversation(id, replay.log(), account)));
    run.agents()
        .forEach(
            (id, replay) -> {
              if (replay.objections().isEmpty()) {
                agents.put(id, Timeline.ofAgent(id, run.journal().agents().get(id), account));
              }
            });
    run.queues()
        .forEach(
            (id, queue) -> {
              if (queue.objection().isEmpty()) {
                queues.put(id, Timeline.ofQueue(id, run.journal().queues().get(id), account));
              }
            });
  }

  // --- conversations ---

  private void checkConversation(Call call) {
    Optional<String> id = Sight.conversationOf(call);
    Timeline timeline = id.map(conversations::get).orElse(null);
    if (timeline == null) {
      return;
    }
    ConversationReplay replay = run.conversations().get(id.get());
    Knowledge knowledge = knowledge(Place.CONVERSATION, id.get());
    checkBeginning(call, knowledge);
    int least = call.isAcknowledged() ? leastAfter(call, replay, timeline) : 0;
    Optional<Sight> sight = Sight.of(call).filter(one -> one.place() == Place.CONVERSATION);
    int version = see(call, sight, least, timeline, knowledge);
    if (version >= 0) {
      tellAgents(call, version, replay, timeline);
      tellQueue(call);
    }
  }

  /** A repeated start must be answered as already created. */
  private void checkBeginning(Call call, Knowledge knowledge) {
    Optional<Known> before = knowledge.before(call).filter(known -> known.version() > 0);
    if (call.what().equals("START") && call.status() == CREATED && before.isPresent()) {
      report(call, call.subject(), "says that it has begun now", before.get());
    }
  }

  /** The minimum version after an acknowledged call, independent of what it shows. */
  private static int leastAfter(Call call, ConversationReplay replay, Timeline timeline) {
    Stream<Stored> candidates =
        switch (call.what()) {
          case "START" -> replay.log().stream().limit(1);
          case "CLOSE" -> replay.log().stream().filter(stored -> stored.event() instanceof Closed);
          case "ACCEPT", "TAKEOVER" ->
              replay.assignments().stream()
                  .filter(one -> one.agent().equals(call.with().get("agent")))
                  .filter(one -> one.touches(call.sentAt(), call.answeredAt()))
                  .map(ConversationReplay.Assignment::begun);
          case "RETURN", "TRANSFER_TO_SKILL", "TRANSFER_TO_AGENT" ->
              replay.log().stream()
                  .filter(stored -> stored.event() instanceof Requeued)
                  .filter(stored -> ConversationReplay.at(stored) >= call.sentAt());
          default -> Stream.empty();
        };
    return candidates
        .filter(stored -> ConversationReplay.at(stored) <= call.answeredAt())
        .mapToInt(timeline::after)
        .min()
        .orElse(0);
  }

  /** A conversation that is known to have left an agent implies the release by the agent. */
  private void tellAgents(Call call, int version, ConversationReplay replay, Timeline timeline) {
    for (ConversationReplay.Assignment assignment : replay.assignments()) {
      Reservation reservation = run.reservations().get(assignment.reservation());
      if (reservation == null) {
        continue;
      }
      if (assignment.ended().filter(stored -> timeline.after(stored) <= version).isPresent()) {
        reservation
            .ended()
            .ifPresent(released -> tell(Place.AGENT, reservation.agent(), agents, released, call));
      }
      if (isAcceptanceOf(call, assignment)) {
        reservation
            .activated()
            .ifPresent(active -> tell(Place.AGENT, reservation.agent(), agents, active, call));
        return;
      }
    }
  }

  /** An accept is acknowledged when the conversation is assigned. */
  private static boolean isAcceptanceOf(Call call, ConversationReplay.Assignment assignment) {
    return call.what().equals("ACCEPT")
        && call.isAcknowledged()
        && assignment.agent().equals(call.with().get("agent"))
        && assignment.touches(call.sentAt(), call.answeredAt());
  }

  /** A start is acknowledged when the conversation is in a queue. */
  private void tellQueue(Call call) {
    if (call.what().equals("START") && call.isAcknowledged()) {
      run.mentionsOf(call.subject()).stream()
          .filter(
              mention ->
                  mention.stored().event() instanceof Entered entered
                      && entered.at() <= call.answeredAt())
          .findFirst()
          .ifPresent(one -> tell(Place.QUEUE, one.id(), queues, one.stored(), call));
    }
  }

  private void tell(
      Place place, String id, Map<String, Timeline> timelines, Stored stored, Call call) {
    Timeline timeline = timelines.get(id);
    if (timeline != null) {
      knowledge(place, id).add(timeline.after(stored), call);
    }
  }

  // --- agents and queues ---

  private void checkAgent(Call call) {
    Sight.agentOf(call)
        .ifPresent(
            id -> {
              Timeline timeline = agents.get(id);
              Knowledge knowledge = knowledge(Place.AGENT, id);
              if (timeline != null) {
                see(call, sightOfAgent(call, id), 0, timeline, knowledge);
              }
            });
  }

  /** An acknowledged presence counts as shown, even if the recorded answer lacks it. */
  private static Optional<Sight> sightOfAgent(Call call, String id) {
    return Sight.of(call)
        .filter(sight -> sight.place() == Place.AGENT)
        .or(
            () ->
                Optional.ofNullable(call.with().get("presence"))
                    .filter(any -> call.isAcknowledged())
                    .map(it -> new Sight(Place.AGENT, id, Map.of("presence", it), true)));
  }

  private void checkQueue(Call call) {
    Optional<Sight> sight = Sight.of(call).filter(one -> one.place() == Place.QUEUE);
    sight
        .map(one -> queues.get(one.id()))
        .ifPresent(
            timeline -> see(call, sight, 0, timeline, knowledge(Place.QUEUE, sight.get().id())));
  }

  // --- shown and known versions ---

  /**
   * Compares the state in an answer with that known when its call was sent.
   *
   * @return the minimum version shown; negative if stale
   */
  private int see(
      Call call, Optional<Sight> sight, int least, Timeline timeline, Knowledge knowledge) {
    Optional<Known> before = knowledge.before(call);
    int from = Math.max(least, before.map(one -> (int) one.version()).orElse(0));
    Predicate<Timeline.Version> such = version -> sight.isEmpty() || sight.get().isOf(version);
    OptionalInt version = timeline.first(from, call.answeredAt(), such);
    if (version.isEmpty()) {
      report(call, sight, timeline, before);
      return -1;
    }
    if (call.isAcknowledged() && version.getAsInt() > 0) {
      knowledge.add(version.getAsInt(), call);
    }
    return version.getAsInt();
  }

  private void report(Call call, Optional<Sight> sight, Timeline timeline, Optional<Known> before) {
    Sight shown = sight.orElseThrow();
    boolean everWas = timeline.first(0, call.answeredAt(), shown::isOf).isPresent();
    if (everWas && before.isPresent()) {
      report(call, shown.id(), "shows " + shown.shows(), before.get());
    } else {
      findings.ofCalls(
          RULE,
          shown.id(),
          "%s at %s shows %s, and nothing stored explains it"
              .formatted(name(call), call.node(), shown.shows()),
          call);
    }
  }

  private void report(Call call, String id, String what, Known before) {
    findings.ofCalls(
        RULE,
        id,
        "%s at %s %s, which was over when %s was answered at %s, %d ms before it was sent"
            .formatted(
                name(call),
                call.node(),
                what,
                name(before.by()),
                before.by().node(),
                (call.sentAt() - before.by().answeredAt()) / 1_000_000),
        before.by(),
        call);
  }

  private static String name(Call call) {
    return "%s (call %d)".formatted(call.what(), call.number());
  }

  private Knowledge knowledge(Place place, String id) {
    return known.get(place).computeIfAbsent(id, any -> new Knowledge());
  }
}
