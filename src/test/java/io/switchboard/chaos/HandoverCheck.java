package io.switchboard.chaos;

import io.switchboard.chaos.AgentReplay.Reservation;
import io.switchboard.chaos.ConversationReplay.Assignment;
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
    Map<String, Assignment> byReservation = new HashMap<>();
    run.conversations()
        .forEach(
            (id, replay) ->
                replay
                    .assignments()
                    .forEach(
                        assignment -> {
                          byReservation.putIfAbsent(assignment.reservation(), assignment);
                          checkAssignment(id, assignment);
                        }));
    run.reservations()
        .values()
        .forEach(reservation -> checkReservation(reservation, byReservation.get(reservation.id())));
    run.reservations().values().stream()
        .filter(reservation -> reservation.activated().isPresent())
        .collect(Collectors.groupingBy(Reservation::conversation))
        .forEach(this::checkOneAtATime);
  }

  private void checkAssignment(String id, Assignment assignment) {
    Reservation reservation = run.reservations().get(assignment.reservation());
    if (reservation == null
        || !reservation.conversation().equals(id)
        || !reservation.agent().equals(assignment.agent())) {
      report(id, "%s never held it by %s", assignment.agent(), assignment.reservation());
      return;
    }
    boolean asClaimed =
        reservation.held().takeover().isPresent() == assignment.isTakeover()
            && (assignment.isTakeover()
                || reservation.held().routingEpoch() == assignment.routingEpoch());
    if (!asClaimed || reservation.begun().ordering() > assignment.begun().ordering()) {
      report(
          id, "%s did not claim it by %s like that", assignment.agent(), assignment.reservation());
    }
    boolean isReleasedInTime =
        assignment.ended().isEmpty()
            || reservation
                .ended()
                .filter(stored -> stored.event() instanceof ReservationReleased)
                .filter(stored -> stored.ordering() < assignment.ended().get().ordering())
                .isPresent();
    if (!isReleasedInTime) {
      report(
          id,
          "it went on before %s had let go of %s",
          assignment.agent(),
          assignment.reservation());
    }
  }

  private void checkReservation(Reservation reservation, Assignment assignment) {
    boolean wasGiven = assignment != null && assignment.agent().equals(reservation.agent());
    reservation
        .activated()
        .filter(stored -> !wasGiven || stored.ordering() < assignment.begun().ordering())
        .ifPresent(
            stored ->
                report(
                    reservation.conversation(),
                    "%s activated %s, which nobody had given them",
                    reservation.agent(),
                    reservation.id()));
    reservation
        .ended()
        .filter(stored -> wasGiven && stored.event() instanceof ReservationDropped)
        .ifPresent(
            stored ->
                report(
                    reservation.conversation(),
                    "%s dropped %s, which was given them",
                    reservation.agent(),
                    reservation.id()));
  }

  private void checkOneAtATime(String conversation, List<Reservation> reservations) {
    List<Reservation> inOrder =
        reservations.stream()
            .sorted(
                Comparator.comparingLong(
                    reservation -> reservation.activated().orElseThrow().ordering()))
            .toList();
    for (int i = 1; i < inOrder.size(); i++) {
      Reservation earlier = inOrder.get(i - 1);
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
