package io.switchboard.chaos;

import io.switchboard.chaos.AgentReplay.Reservation;
import io.switchboard.domain.conversation.ConversationState;
import io.switchboard.domain.conversation.ConversationState.Assigned;
import io.switchboard.domain.conversation.ConversationState.Closed;
import io.switchboard.domain.conversation.ConversationState.Releasing;
import io.switchboard.domain.conversation.ConversationState.Waiting;
import io.switchboard.domain.dispatch.Cases;
import io.switchboard.domain.queue.QueueEvent.Entered;
import java.util.Optional;

/** I1: in the final state each open conversation is in one place, and no place has any other. */
final class PlaceCheck {
  private static final String RULE = "I1";

  private record Found(PlaceCheck check, String id) {}

  private static final Cases<Found, ConversationState, Void> STATES =
      Cases.<Found, ConversationState, Void>of(ConversationState.class)
          .run(Waiting.class, (found, state) -> found.check().isQueued(found.id(), state))
          .run(Assigned.class, (found, state) -> found.check().isReserved(found.id(), state))
          .run(
              Releasing.class,
              (found, state) ->
                  found.check().report(found.id(), "has not left %s".formatted(state.assignment())))
          .ignore(Closed.class)
          .complete();

  private final Run run;
  private final Findings findings;

  private PlaceCheck(Run run, Findings findings) {
    this.run = run;
    this.findings = findings;
  }

  static void check(Run run, Findings findings) {
    new PlaceCheck(run, findings).check();
  }

  private void check() {
    run.conversations()
        .forEach((id, replay) -> replay.state().ifPresent(state -> isSomewhere(id, state)));
    run.queues()
        .forEach(
            (skill, queue) ->
                queue
                    .entries()
                    .forEach((id, entry) -> waitsThere(id, skill, entry.routingEpoch())));
    run.reservations().values().stream()
        .filter(reservation -> reservation.ended().isEmpty())
        .forEach(this::isHeld);
  }

  private void isSomewhere(String id, ConversationState state) {
    STATES.apply(new Found(this, id), state);
  }

  private void isQueued(String id, Waiting state) {
    QueueReplay queue = run.queues().get(state.skill());
    boolean isThere =
        queue != null
            && Optional.ofNullable(queue.entries().get(id))
                .filter(entry -> entry.routingEpoch() == state.routingEpoch())
                .isPresent();
    if (!isThere && wasEverQueued(id)) {
      report(
          id,
          "is lost: it waits for %s in routing epoch %d, and is not in that queue"
              .formatted(state.skill(), state.routingEpoch()));
    }
  }

  private void isReserved(String id, Assigned state) {
    String reservation = state.assignment().reservation();
    boolean isActive =
        Optional.ofNullable(run.reservations().get(reservation))
            .filter(one -> one.activated().isPresent() && one.ended().isEmpty())
            .isPresent();
    if (!isActive) {
      report(id, "is lost: nobody has it by " + reservation);
    }
  }

  /** Whether any queue ever had it: START is acknowledged only after that. */
  private boolean wasEverQueued(String id) {
    return run.mentionsOf(id).stream()
        .anyMatch(mention -> mention.stored().event() instanceof Entered);
  }

  private void waitsThere(String id, String skill, int routingEpoch) {
    boolean waits =
        stateOf(id)
            .filter(Waiting.class::isInstance)
            .filter(state -> state.skill().equals(skill) && state.routingEpoch() == routingEpoch)
            .isPresent();
    if (!waits) {
      report(id, "is still in the queue of %s in routing epoch %d".formatted(skill, routingEpoch));
    }
  }

  private void isHeld(Reservation reservation) {
    boolean theirs =
        stateOf(reservation.conversation())
            .filter(Assigned.class::isInstance)
            .flatMap(ConversationState::lastAssignment)
            .filter(holder -> holder.reservation().equals(reservation.id()))
            .isPresent();
    if (!theirs || reservation.activated().isEmpty()) {
      report(
          reservation.conversation(),
          "is still held by %s as %s".formatted(reservation.agent(), reservation.id()));
    }
  }

  private Optional<ConversationState> stateOf(String id) {
    return Optional.ofNullable(run.conversations().get(id)).flatMap(ConversationReplay::state);
  }

  private void report(String id, String what) {
    findings.ofConversation(RULE, id, what);
  }
}
