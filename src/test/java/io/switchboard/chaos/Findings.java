package io.switchboard.chaos;

import io.switchboard.chaos.Run.Mention;
import io.switchboard.chaos.Run.Place;
import io.switchboard.domain.agent.AgentEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Violations, each with the lines of its evidence. */
final class Findings {
  private final Run run;
  private final List<Violation> found = new ArrayList<>();

  Findings(Run run) {
    this.run = run;
  }

  List<Violation> all() {
    return found;
  }

  /** Adds a violation of a conversation, with all calls and events of it. */
  void ofConversation(String rule, String conversation, String what) {
    List<Stored> log = run.journal().conversations().getOrDefault(conversation, List.of());
    Stream<Mention> own =
        log.stream().map(stored -> new Mention(Place.CONVERSATION, conversation, stored));
    Stream<String> calls = run.callsOf(conversation).stream().map(History::line);
    Stream<String> events =
        Stream.concat(own, run.mentionsOf(conversation).stream())
            .sorted(Comparator.comparingLong(mention -> mention.stored().ordering()))
            .map(Findings::line);
    found.add(new Violation(rule, conversation, what, Stream.concat(calls, events).toList()));
  }

  /** Adds a violation of an agent's presence, with all calls and events of it. */
  void ofPresence(String rule, String agent, String what) {
    List<Stored> log = run.journal().agents().getOrDefault(agent, List.of());
    Stream<String> calls = run.callsOf(agent).stream().map(History::line);
    Stream<String> events =
        log.stream()
            .filter(stored -> stored.event() instanceof AgentEvent.PresenceChanged)
            .map(stored -> line(new Mention(Place.AGENT, agent, stored)));
    found.add(new Violation(rule, agent, what, Stream.concat(calls, events).toList()));
  }

  /** Adds a violation of an agent or a queue, with these events. */
  void of(String rule, Place place, String id, String what, Stored... shown) {
    of(rule, id, what, Stream.of(shown).map(stored -> new Mention(place, id, stored)).toList());
  }

  /** Adds a violation with these events. */
  void of(String rule, String subject, String what, List<Mention> shown) {
    found.add(new Violation(rule, subject, what, shown.stream().map(Findings::line).toList()));
  }

  /** Adds a violation with these calls. */
  void ofCalls(String rule, String subject, String what, Call... shown) {
    found.add(new Violation(rule, subject, what, Stream.of(shown).map(History::line).toList()));
  }

  private static String line(Mention mention) {
    Stored stored = mention.stored();
    return "%s %s, row %d of %s, ordering %d, writer %s: %s"
        .formatted(
            mention.place(),
            mention.id(),
            stored.sequenceNumber(),
            stored.log(),
            stored.ordering(),
            stored.writer(),
            stored.event());
  }
}
