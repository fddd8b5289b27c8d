package io.switchboard.chaos;

import io.switchboard.chaos.Career.Hold;
import io.switchboard.chaos.Life.Tenure;
import io.switchboard.domain.agent.AgentEvent.ReservationDropped;
import io.switchboard.domain.agent.AgentEvent.ReservationReleased;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * I2: the reservations of agents match the assignments of conversations, and an agent releases a
 * conversation before the next one has it.
 *
 * <p>Each step is sent only after it was stored, so that the journal has the order of the steps:
 * reservation, assignment or takeover, activation, release, and the end of the assignment.
 */
final class HandoverCheck {
  private static final String RULE = "I2";

  private final Run run;
  private final Findings findings;

  private HandoverCheck(Run run, Findings findings) {
    this.run = run;
    this.findings = findings;
  }

  static void check(Run run, Findings findings) {
    new HandoverCheck(run, findings).check();
  }

  private void check() {
    Map<String, Tenure> byHold = new HashMap<>();
    run.lives()
        .forEach(
            (id, life) ->
                life.tenures()
                    .forEach(
                        tenure -> {
                          byHold.putIfAbsent(tenure.hold(), tenure);
                          checkTenure(id, tenure);
                        }));
    run.holds().values().forEach(hold -> checkHold(hold, byHold.get(hold.id())));
    run.holds().values().stream()
        .filter(hold -> hold.activated().isPresent())
        .collect(Collectors.groupingBy(Hold::conversation))
        .forEach(this::checkOneAtATime);
  }

  private void checkTenure(String id, Tenure tenure) {
    Hold hold = run.holds().get(tenure.hold());
    if (hold == null || !hold.conversation().equals(id) || !hold.agent().equals(tenure.agent())) {
      report(id, "%s never held it by %s", tenure.agent(), tenure.hold());
      return;
    }
    boolean asClaimed =
        hold.held().takeover().isPresent() == tenure.isTakeover()
            && (tenure.isTakeover() || hold.held().routingEpoch() == tenure.hop());
    if (!asClaimed || hold.begun().ordering() > tenure.begun().ordering()) {
      report(id, "%s did not claim it by %s like that", tenure.agent(), tenure.hold());
    }
    boolean isReleasedInTime =
        tenure.ended().isEmpty()
            || hold.ended()
                .filter(stored -> stored.event() instanceof ReservationReleased)
                .filter(stored -> stored.ordering() < tenure.ended().get().ordering())
                .isPresent();
    if (!isReleasedInTime) {
      report(id, "it went on before %s had let go of %s", tenure.agent(), tenure.hold());
    }
  }

  private void checkHold(Hold hold, Tenure tenure) {
    boolean wasGiven = tenure != null && tenure.agent().equals(hold.agent());
    hold.activated()
        .filter(stored -> !wasGiven || stored.ordering() < tenure.begun().ordering())
        .ifPresent(
            stored ->
                report(
                    hold.conversation(),
                    "%s activated %s, which nobody had given them",
                    hold.agent(),
                    hold.id()));
    hold.ended()
        .filter(stored -> wasGiven && stored.event() instanceof ReservationDropped)
        .ifPresent(
            stored ->
                report(
                    hold.conversation(),
                    "%s dropped %s, which was given them",
                    hold.agent(),
                    hold.id()));
  }

  private void checkOneAtATime(String conversation, List<Hold> holds) {
    List<Hold> inOrder =
        holds.stream()
            .sorted(Comparator.comparingLong(hold -> hold.activated().orElseThrow().ordering()))
            .toList();
    for (int i = 1; i < inOrder.size(); i++) {
      Hold earlier = inOrder.get(i - 1);
      long later = inOrder.get(i).activated().orElseThrow().ordering();
      if (earlier.ended().filter(stored -> stored.ordering() < later).isEmpty()) {
        report(
            conversation,
            "%s and %s had it at the same time",
            earlier.agent(),
            inOrder.get(i).agent());
      }
    }
  }

  private void report(String conversation, String what, String agent, String other) {
    findings.ofConversation(RULE, conversation, what.formatted(agent, other));
  }
}
