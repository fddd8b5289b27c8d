package io.switchboard.chaos;

import io.switchboard.domain.conversation.ConversationEvent;
import io.switchboard.domain.conversation.ConversationEvent.Assigned;
import io.switchboard.domain.conversation.ConversationEvent.Closed;
import io.switchboard.domain.conversation.ConversationEvent.Explained;
import io.switchboard.domain.conversation.ConversationEvent.HandoverBegun;
import io.switchboard.domain.conversation.ConversationEvent.MessageNoted;
import io.switchboard.domain.conversation.ConversationEvent.Refused;
import io.switchboard.domain.conversation.ConversationEvent.RequeueReason;
import io.switchboard.domain.conversation.ConversationEvent.Requeued;
import io.switchboard.domain.conversation.ConversationEvent.Revised;
import io.switchboard.domain.conversation.ConversationEvent.Started;
import io.switchboard.domain.conversation.ConversationEvent.TakenOver;
import io.switchboard.domain.conversation.ConversationEvent.TakeoverBegun;
import io.switchboard.domain.conversation.ConversationState;
import io.switchboard.domain.conversation.HandoverTarget;
import io.switchboard.domain.dispatch.Cases;
import io.switchboard.domain.protocol.Party;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The permitted order of events in the journal of one conversation. */
final class ConversationGrammar {
  private record Step(ConversationGrammar grammar, ConversationEvent event) {}

  private static final Cases<Step, ConversationState, Boolean> PHASES =
      Cases.<Step, ConversationState, Boolean>of(ConversationState.class)
          .when(ConversationState.Waiting.class, (step, state) -> mayFollowWaiting(step.event()))
          .when(
              ConversationState.Assigned.class,
              (step, state) -> step.grammar().mayFollowAssigned(step.event()))
          .when(
              ConversationState.Releasing.class,
              (step, state) -> mayFollowLeaving(state.target(), step.event()))
          .when(ConversationState.Closed.class, (step, state) -> false)
          .complete();

  private final Set<String> reservations = new HashSet<>();
  private Optional<String> takingOver = Optional.empty();

  /** The reason why an event may not follow this state; empty if it may. */
  Optional<String> objection(Optional<ConversationState> before, ConversationEvent event) {
    if (before.isEmpty()) {
      return event instanceof Started ? Optional.empty() : Optional.of("it has not begun");
    }
    ConversationState state = before.get();
    boolean isMissing = event instanceof Explained && state.explanation().isEmpty();
    boolean mayExplain = isMissing && !(state instanceof ConversationState.Waiting);
    if (!mayExplain && !mayFollow(state, event)) {
      return Optional.of("%s while it is %s".formatted(event, shown(state)));
    }
    if (event instanceof TakeoverBegun begun) {
      takingOver = Optional.of(begun.agent());
    }
    return reservationOf(event)
        .filter(reservation -> !reservations.add(reservation))
        .map(reservation -> reservation + " is used again");
  }

  private static Optional<String> reservationOf(ConversationEvent event) {
    if (event instanceof Assigned assigned) {
      return Optional.of(assigned.reservation());
    }
    return event instanceof TakenOver taken ? Optional.of(taken.reservation()) : Optional.empty();
  }

  private boolean mayFollow(ConversationState state, ConversationEvent event) {
    return PHASES.apply(new Step(this, event), state);
  }

  private static String shown(ConversationState state) {
    return state instanceof ConversationState.Releasing leaving
        ? "releasing, leaving for " + leaving.target()
        : state.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private boolean mayFollowAssigned(ConversationEvent event) {
    return event instanceof Revised
        || event instanceof MessageNoted
        || event instanceof TakeoverBegun
        || (event instanceof HandoverBegun leaving && mayBegin(leaving.target()));
  }

  private static boolean mayFollowWaiting(ConversationEvent event) {
    if (event instanceof Requeued moved) {
      return EnumSet.of(
              RequeueReason.FELL_BACK,
              RequeueReason.SKILL_REMOVED,
              RequeueReason.SKILL_WITHOUT_AGENTS)
          .contains(moved.reason());
    }
    return event instanceof Revised
        || event instanceof Refused
        || event instanceof Assigned
        || event instanceof Closed
        || isFromOutside(event);
  }

  private static boolean isFromOutside(ConversationEvent event) {
    return event instanceof MessageNoted wrote && wrote.from() != Party.AGENT;
  }

  private boolean mayBegin(HandoverTarget target) {
    return !(target instanceof HandoverTarget.ToReservation to)
        || takingOver.equals(Optional.of(to.agent()));
  }

  private static boolean mayFollowLeaving(HandoverTarget target, ConversationEvent event) {
    if (event instanceof HandoverBegun other) {
      return other.target() instanceof HandoverTarget.End;
    }
    if (event instanceof Revised || isFromOutside(event)) {
      return true;
    }
    if (target instanceof HandoverTarget.End end) {
      return event instanceof Closed closed && closed.by() == end.by();
    }
    if (target instanceof HandoverTarget.ToReservation to) {
      return event instanceof TakenOver taken
          && taken.agent().equals(to.agent())
          && taken.reservation().equals(to.reservation());
    }
    return event instanceof Requeued moved && moved.reason() == moveOf(target);
  }

  private static RequeueReason moveOf(HandoverTarget target) {
    if (target instanceof HandoverTarget.ToSkill) {
      return RequeueReason.TRANSFERRED_TO_SKILL;
    }
    return target instanceof HandoverTarget.ToAgent
        ? RequeueReason.TRANSFERRED_TO_AGENT
        : RequeueReason.RETURNED;
  }
}
