package io.switchboard.domain.conversation;

import io.switchboard.domain.conversation.ConversationEvent.Closed;
import io.switchboard.domain.conversation.ConversationState.Holder;
import io.switchboard.domain.conversation.ConversationState.Phase;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Reply.State;
import io.switchboard.domain.routing.Explanation;
import java.util.Optional;

/** Answers to clients about the state of a conversation. */
final class ConversationSummary {
  private ConversationSummary() {}

  /**
   * The answer for this state. A conversation that its agent has not released yet already has the
   * state and the skill to which it moves.
   */
  static Reply.Conversation of(ConversationState state, Optional<Reply.QueuePlace> place) {
    Optional<Holder> holder = state.holder().filter(any -> state(state) != State.WAITING);
    return new Reply.Conversation(
        state.conversation().inquiry(),
        state(state),
        skill(state),
        state.routingEpoch(),
        holder.map(Holder::agent),
        state.explained().flatMap(Explanation::group).or(state.conversation()::group),
        state.conversation().startedAt(),
        state.conversation().enteredAt(),
        state.conversation().dueAt(),
        holder.map(Holder::since),
        state.closed().map(Closed::at),
        state.closed().map(Closed::by),
        state.explained(),
        place.filter(entry -> state.isWaiting() && entry.routingEpoch() == state.routingEpoch()),
        false);
  }

  private static State state(ConversationState state) {
    return switch (state.phase()) {
      case WAITING -> State.WAITING;
      case ASSIGNED -> State.ASSIGNED;
      case CLOSED -> State.CLOSED;
      case RELEASING ->
          departure(state) instanceof HandoverTarget.End ? State.CLOSED : State.WAITING;
    };
  }

  private static String skill(ConversationState state) {
    return state.phase() == Phase.RELEASING && departure(state) instanceof HandoverTarget.ToSkill to
        ? to.skill()
        : state.skill();
  }

  private static HandoverTarget departure(ConversationState state) {
    return state.departure().orElseThrow().departure();
  }
}
