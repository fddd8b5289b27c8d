package io.switchboard.chaos;

import io.switchboard.chaos.Knowledge.Known;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * I9 for the configuration: no answer shows a revision older than one known when its call was sent.
 * LATE: a value that only one client increases never decreases with a newer revision.
 */
final class RevisionCheck {
  private static final String ACCOUNT = "";

  private final Findings findings;
  private final Map<String, Knowledge> revisions = new HashMap<>();
  private final Map<String, Knowledge> values = new HashMap<>();

  private RevisionCheck(Findings findings) {
    this.findings = findings;
  }

  static void check(Run run, Findings findings) {
    RevisionCheck check = new RevisionCheck(findings);
    run.calls().stream()
        .filter(Call::isAcknowledged)
        .filter(call -> call.answer().containsKey("revision"))
        .sorted(Comparator.comparingLong(Call::answeredAt))
        .forEach(check::check);
  }

  private void check(Call call) {
    long revision = Long.parseLong(call.answer().get("revision"));
    Optional<Known> newer =
        of(revisions, call.subject()).before(call).filter(one -> one.version() > revision);
    if (newer.isPresent()) {
      findings.ofCalls(
          "I9",
          call.subject(),
          "call %d at %s shows revision %d, but call %d had been answered with revision %d at %s,"
                  .formatted(
                      call.number(),
                      call.node(),
                      revision,
                      newer.get().by().number(),
                      newer.get().version(),
                      newer.get().by().node())
              + " %d ms before it was sent"
                  .formatted((call.sentAt() - newer.get().by().answeredAt()) / 1_000_000),
          newer.get().by(),
          call);
      return;
    }
    of(revisions, call.subject()).add(revision, call);
    of(revisions, ACCOUNT).add(revision, call);
    checkValue(call);
  }

  private void checkValue(Call call) {
    if (!call.answer().containsKey("value")) {
      return;
    }
    long value = Long.parseLong(call.answer().get("value"));
    Knowledge known = of(values, call.subject());
    known
        .before(call)
        .filter(one -> one.version() > value)
        .ifPresent(
            one ->
                findings.ofCalls(
                    "LATE",
                    call.subject(),
                    "value %d is back in revision %s (call %d at %s) after value %d in revision %s"
                        .formatted(
                            value,
                            call.answer().get("revision"),
                            call.number(),
                            call.node(),
                            one.version(),
                            one.by().answer().get("revision")),
                    one.by(),
                    call));
    known.add(value, call);
  }

  private static Knowledge of(Map<String, Knowledge> all, String path) {
    return all.computeIfAbsent(path, any -> new Knowledge());
  }
}
