package io.switchboard.chaos;

import io.switchboard.domain.machine.ConversationEvent;
import io.switchboard.domain.machine.ConversationEvent.Assigned;
import io.switchboard.domain.machine.ConversationEvent.Closed;
import io.switchboard.domain.machine.ConversationEvent.Explained;
import io.switchboard.domain.machine.ConversationEvent.Leaving;
import io.switchboard.domain.machine.ConversationEvent.Move;
import io.switchboard.domain.machine.ConversationEvent.Moved;
import io.switchboard.domain.machine.ConversationEvent.Refused;
import io.switchboard.domain.machine.ConversationEvent.Revised;
import io.switchboard.domain.machine.ConversationEvent.Started;
import io.switchboard.domain.machine.ConversationEvent.TakenOver;
import io.switchboard.domain.machine.ConversationEvent.TakeoverBegun;
import io.switchboard.domain.machine.ConversationEvent.Wrote;
import io.switchboard.domain.machine.ConversationState;
import io.switchboard.domain.machine.Departure;
import io.switchboard.domain.protocol.Party;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What may follow what in the log of one conversation. */
final class ConversationGrammar {
  private final Set<String> holds = new HashSet<>();
  private Optional<String> takingOver = Optional.empty();

  /** Why an event may not follow what was before; empty when it may. */
  Optional<String> objection(Optional<ConversationState> before, ConversationEvent event) {
    if (before.isEmpty()) {
      return event instanceof Started ? Optional.empty() : Optional.of("it has not begun");
    }
    ConversationState state = before.get();
    if (!mayFollow(state, event)) {
      return Optional.of(
          "%s while it is %s, leaving for %s"
              .formatted(event, state.phase(), state.departure().map(Leaving::departure)));
    }
    if (event instanceof TakeoverBegun begun) {
      takingOver = Optional.of(begun.agent());
    }
    return holdOf(event).filter(hold -> !holds.add(hold)).map(hold -> hold + " is used again");
  }

  private static Optional<String> holdOf(ConversationEvent event) {
    if (event instanceof Assigned assigned) {
      return Optional.of(assigned.hold());
    }
    return event instanceof TakenOver taken ? Optional.of(taken.hold()) : Optional.empty();
  }

  private boolean mayFollow(ConversationState state, ConversationEvent event) {
    return switch (state.phase()) {
      case WAITING -> mayFollowWaiting(event);
      case ASSIGNED ->
          event instanceof Revised
              || event instanceof Wrote
              || event instanceof TakeoverBegun
              || (event instanceof Leaving leaving && mayBegin(leaving.departure()));
      case RELEASING -> mayFollowLeaving(state.departure().orElseThrow().departure(), event);
      case CLOSED -> event instanceof Explained && state.explained().isEmpty();
    };
  }

  private static boolean mayFollowWaiting(ConversationEvent event) {
    if (event instanceof Moved moved) {
      return EnumSet.of(Move.FELL_BACK, Move.SKILL_REMOVED, Move.SKILL_WITHOUT_AGENTS)
          .contains(moved.move());
    }
    return event instanceof Revised
        || event instanceof Refused
        || event instanceof Assigned
        || event instanceof Closed
        || isFromOutside(event);
  }

  private static boolean isFromOutside(ConversationEvent event) {
    return event instanceof Wrote wrote && wrote.from() != Party.AGENT;
  }

  private boolean mayBegin(Departure departure) {
    return !(departure instanceof Departure.ToHold to)
        || takingOver.equals(Optional.of(to.agent()));
  }

  private static boolean mayFollowLeaving(Departure departure, ConversationEvent event) {
    if (event instanceof Leaving other) {
      return other.departure() instanceof Departure.End;
    }
    if (event instanceof Revised || isFromOutside(event)) {
      return true;
    }
    if (departure instanceof Departure.End end) {
      return event instanceof Closed closed && closed.by() == end.by();
    }
    if (departure instanceof Departure.ToHold to) {
      return event instanceof TakenOver taken
          && taken.agent().equals(to.agent())
          && taken.hold().equals(to.hold());
    }
    return event instanceof Moved moved && moved.move() == moveOf(departure);
  }

  private static Move moveOf(Departure departure) {
    if (departure instanceof Departure.ToSkill) {
      return Move.TRANSFERRED_TO_SKILL;
    }
    return departure instanceof Departure.ToAgent ? Move.TRANSFERRED_TO_AGENT : Move.RETURNED;
  }
}
