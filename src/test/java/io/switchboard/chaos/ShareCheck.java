package io.switchboard.chaos;

import io.switchboard.chaos.Run.Place;
import io.switchboard.domain.distribution.Ledger;
import io.switchboard.domain.protocol.BoundCheck;
import io.switchboard.domain.protocol.Broken;
import io.switchboard.domain.queue.QueueEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** I7: each allotment kept the bound, and the ledger is the sum of all allotments. */
final class ShareCheck {
  private static final String RULE = "I7";

  private ShareCheck() {}

  static void check(Run run, Findings findings) {
    run.journal().queues().forEach((skill, log) -> checkBounds(skill, log, findings));
    run.queues()
        .forEach(
            (skill, queue) -> checkLedger(skill, queue, run.end().queues().get(skill), findings));
  }

  private static void checkBounds(String skill, List<Stored> log, Findings findings) {
    BoundCheck bound = new BoundCheck();
    for (Stored stored : log) {
      try {
        if (stored.event() instanceof QueueEvent event) {
          bound.enter(event);
        }
      } catch (Broken broken) {
        findings.of(RULE, Place.QUEUE, skill, broken.getMessage(), stored);
        return;
      }
    }
  }

  private static void checkLedger(
      String skill, QueueReplay queue, FinalState.Queue said, Findings findings) {
    Map<String, FinalState.Share> replayed = new HashMap<>();
    for (Ledger.GroupTotals entry : queue.ledger().map(Ledger::groups).orElse(List.of())) {
      replayed.put(entry.group(), new FinalState.Share(entry.allotted(), entry.worstDeviation()));
    }
    if (said != null && !said.ledger().equals(replayed)) {
      findings.of(
          RULE,
          Place.QUEUE,
          skill,
          "says that it has shared %s, and has shared %s".formatted(said.ledger(), replayed));
    }
  }
}
