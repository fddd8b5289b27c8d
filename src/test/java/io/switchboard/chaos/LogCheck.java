package io.switchboard.chaos;

import io.switchboard.chaos.Run.Mention;
import io.switchboard.chaos.Run.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * LOG: each agent, each queue and each partition of conversations was written by one incarnation
 * after the other, without a gap. All events of a conversation are in one partition.
 */
final class LogCheck {
  private static final String RULE = "LOG";

  private static final Comparator<Mention> IN_ORDER =
      Comparator.<Mention>comparingLong(mention -> mention.stored().sequenceNumber())
          .thenComparing(mention -> mention.stored().ordering());

  private final Findings findings;
  private final Map<String, List<Mention>> logs = new TreeMap<>();

  private LogCheck(Findings findings) {
    this.findings = findings;
  }

  static void check(Run run, Findings findings) {
    LogCheck check = new LogCheck(findings);
    run.journal().conversations().forEach(check::isInOneLog);
    check.collect(Place.CONVERSATION, run.journal().conversations());
    check.collect(Place.AGENT, run.journal().agents());
    check.collect(Place.QUEUE, run.journal().queues());
    check.logs.forEach(check::check);
  }

  private void isInOneLog(String conversation, List<Stored> events) {
    List<String> names = events.stream().map(Stored::log).distinct().toList();
    if (names.size() > 1) {
      findings.ofConversation(RULE, conversation, "has events in several logs: " + names);
    }
  }

  private void collect(Place place, Map<String, List<Stored>> entities) {
    entities.forEach(
        (id, events) ->
            events.forEach(
                stored ->
                    logs.computeIfAbsent(stored.log(), any -> new ArrayList<>())
                        .add(new Mention(place, id, stored))));
  }

  private void check(String log, List<Mention> events) {
    Set<String> writers = new HashSet<>();
    Mention before = null;
    for (Mention event : events.stream().sorted(IN_ORDER).toList()) {
      if (before != null && isSameRow(before.stored(), event.stored())) {
        continue;
      }
      long expected = before == null ? 1 : before.stored().sequenceNumber() + 1;
      if (event.stored().sequenceNumber() != expected) {
        report(log, "row %d is missing".formatted(expected), before, event);
      }
      String writer = event.stored().writer();
      boolean isSameWriter = before != null && before.stored().writer().equals(writer);
      if (!isSameWriter && !writers.add(writer)) {
        report(log, writer + " writes on after another has taken over", before, event);
      }
      before = event;
    }
  }

  private static boolean isSameRow(Stored one, Stored other) {
    return one.ordering() == other.ordering();
  }

  private void report(String log, String what, Mention before, Mention event) {
    findings.of(RULE, log, what, Stream.of(before, event).filter(one -> one != null).toList());
  }
}
