package io.switchboard.chaos;

import io.switchboard.chaos.Run.Place;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Each journal was written by one incarnation after the other, without a gap. */
final class LogCheck {
  private static final String RULE = "LOG";

  private final Findings findings;
  private final Place place;

  private LogCheck(Findings findings, Place place) {
    this.findings = findings;
    this.place = place;
  }

  static void check(Run run, Findings findings) {
    Map.of(
            Place.CONVERSATION, run.journal().conversations(),
            Place.AGENT, run.journal().agents(),
            Place.QUEUE, run.journal().queues())
        .forEach((place, logs) -> logs.forEach(new LogCheck(findings, place)::check));
  }

  private void check(String id, List<Stored> log) {
    Set<String> writers = new HashSet<>();
    Stored before = null;
    for (Stored stored : log) {
      long expected = before == null ? 1 : before.sequenceNumber() + 1;
      if (stored.sequenceNumber() != expected) {
        report(id, "#%d is missing".formatted(expected), before, stored);
      }
      boolean sameWriter = before != null && before.writer().equals(stored.writer());
      if (!sameWriter && !writers.add(stored.writer())) {
        report(id, stored.writer() + " writes on after another has taken over", before, stored);
      }
      before = stored;
    }
  }

  private void report(String id, String what, Stored before, Stored stored) {
    if (before == null) {
      findings.of(RULE, place, id, what, stored);
    } else {
      findings.of(RULE, place, id, what, before, stored);
    }
  }
}
