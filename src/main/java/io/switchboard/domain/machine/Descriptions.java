package io.switchboard.domain.machine;

import io.switchboard.domain.machine.ConversationEvent.Closed;
import io.switchboard.domain.machine.ConversationState.Holder;
import io.switchboard.domain.machine.ConversationState.Phase;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Reply.State;
import java.util.Optional;

/** Tells clients how a conversation is. */
final class Descriptions {
  private Descriptions() {}

  /** One that leaves its agent is, for everybody else, where it is going already. */
  static Reply.Conversation of(ConversationState state, Optional<Reply.Entry> place) {
    Optional<Holder> holder = state.holder().filter(any -> state(state) != State.WAITING);
    return new Reply.Conversation(
        state.conversation().inquiry(),
        state(state),
        skill(state),
        state.hop(),
        holder.map(Holder::agent),
        state
            .explained()
            .flatMap(reasons -> reasons.conversation().group())
            .or(state.conversation()::group),
        state.conversation().startedAt(),
        state.conversation().enteredAt(),
        state.conversation().dueAt(),
        holder.map(Holder::since),
        state.closed().map(Closed::at),
        state.closed().map(Closed::by),
        holder.flatMap(Holder::reasons).or(state::explained),
        place.filter(entry -> state.isWaiting() && entry.hop() == state.hop()),
        false);
  }

  private static State state(ConversationState state) {
    return switch (state.phase()) {
      case WAITING -> State.WAITING;
      case ASSIGNED -> State.ASSIGNED;
      case CLOSED -> State.CLOSED;
      case RELEASING -> departure(state) instanceof Departure.End ? State.CLOSED : State.WAITING;
    };
  }

  private static String skill(ConversationState state) {
    return state.phase() == Phase.RELEASING && departure(state) instanceof Departure.ToSkill to
        ? to.skill()
        : state.skill();
  }

  private static Departure departure(ConversationState state) {
    return state.departure().orElseThrow().departure();
  }
}
