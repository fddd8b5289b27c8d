package io.switchboard.domain.conversation;

import io.switchboard.domain.conversation.ConversationState.Assigned;
import io.switchboard.domain.conversation.ConversationState.Assignment;
import io.switchboard.domain.conversation.ConversationState.Closed;
import io.switchboard.domain.conversation.ConversationState.Releasing;
import io.switchboard.domain.conversation.ConversationState.Waiting;
import io.switchboard.domain.dispatch.Cases;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Reply.State;
import io.switchboard.domain.routing.Explanation;
import java.util.Optional;

/** Answers to clients about the state of a conversation. */
public final class ConversationSummary {
  private static final Cases<Void, ConversationState, State> STATES =
      Cases.<Void, ConversationState, State>of(ConversationState.class)
          .when(Waiting.class, state -> State.WAITING)
          .when(Assigned.class, state -> State.ASSIGNED)
          .when(
              Releasing.class,
              state -> state.target() instanceof HandoverTarget.End ? State.CLOSED : State.WAITING)
          .when(Closed.class, state -> State.CLOSED)
          .complete();

  private ConversationSummary() {}

  /** The answer for this state; while an agent releases it, that to which it moves. */
  public static Reply.Conversation of(ConversationState state, Optional<Reply.QueuePlace> place) {
    State shown = STATES.apply(state);
    Optional<Assignment> assignment = state.lastAssignment().filter(any -> shown != State.WAITING);
    Optional<Closed> closed = state instanceof Closed now ? Optional.of(now) : Optional.empty();
    return new Reply.Conversation(
        state.conversation().inquiry(),
        shown,
        skill(state),
        state.routingEpoch(),
        assignment.map(Assignment::agent),
        closed
            .flatMap(Closed::explained)
            .flatMap(Explanation::group)
            .or(state.conversation()::group),
        state.conversation().startedAt(),
        state.conversation().enteredAt(),
        state.conversation().dueAt(),
        assignment.map(Assignment::since),
        closed.map(Closed::at),
        closed.map(Closed::by),
        state.explanation().filter(any -> shown != State.WAITING),
        place.filter(
            entry -> state instanceof Waiting && entry.routingEpoch() == state.routingEpoch()),
        false);
  }

  private static String skill(ConversationState state) {
    return state instanceof Releasing one && one.target() instanceof HandoverTarget.ToSkill to
        ? to.skill()
        : state.skill();
  }
}
