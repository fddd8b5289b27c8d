package io.switchboard.domain.machine;

import io.switchboard.domain.dispatch.Cases;
import io.switchboard.domain.machine.ConversationEvent.Assigned;
import io.switchboard.domain.machine.ConversationEvent.Closed;
import io.switchboard.domain.machine.ConversationEvent.Explained;
import io.switchboard.domain.machine.ConversationEvent.Leaving;
import io.switchboard.domain.machine.ConversationEvent.Moved;
import io.switchboard.domain.machine.ConversationEvent.Refused;
import io.switchboard.domain.machine.ConversationEvent.Revised;
import io.switchboard.domain.machine.ConversationEvent.Started;
import io.switchboard.domain.machine.ConversationEvent.TakenOver;
import io.switchboard.domain.machine.ConversationEvent.TakeoverBegun;
import io.switchboard.domain.machine.ConversationEvent.Wrote;
import io.switchboard.domain.protocol.Refusal;
import io.switchboard.domain.protocol.Step;
import io.switchboard.domain.protocol.Step.Kind;
import java.util.Optional;

/** Tells the events of a conversation as steps of its history. */
final class Steps {
  private static final Optional<String> NONE = Optional.empty();

  private static final Cases<Long, Departure, Step> RELEASING =
      Cases.<Long, Departure, Step>of(Departure.class)
          .when(Departure.ToSkill.class, (at, to) -> releasing(at, word(to.skill()), NONE, NONE))
          .when(Departure.ToAgent.class, (at, to) -> releasing(at, NONE, word(to.agent()), NONE))
          .when(Departure.ToHold.class, (at, to) -> releasing(at, NONE, word(to.agent()), NONE))
          .when(Departure.BackToQueue.class, (at, to) -> releasing(at, NONE, NONE, word(to.why())))
          .when(Departure.End.class, (at, end) -> releasing(at, NONE, NONE, word(end.by())))
          .complete();

  /** No step: the history does not show the event. */
  private static final Cases<Void, ConversationEvent, Optional<Step>> STEPS =
      Cases.<Void, ConversationEvent, Optional<Step>>of(ConversationEvent.class)
          .when(Started.class, one -> Optional.of(started(one)))
          .when(
              Revised.class, one -> Optional.of(new Step(one.at(), Kind.REVISED, NONE, NONE, NONE)))
          .when(Refused.class, one -> Optional.of(refused(one)))
          .when(Moved.class, one -> Optional.of(moved(one)))
          .when(Assigned.class, one -> Optional.of(assigned(one)))
          .when(Leaving.class, one -> Optional.of(RELEASING.apply(one.at(), one.departure())))
          .when(TakenOver.class, one -> Optional.of(takenOver(one)))
          .when(Closed.class, one -> Optional.of(closed(one)))
          .when(Wrote.class, one -> Optional.empty())
          .when(TakeoverBegun.class, one -> Optional.empty())
          .when(Explained.class, one -> Optional.empty())
          .complete();

  private Steps() {}

  /** The step that an event is; empty when the history does not show it. */
  static Optional<Step> of(ConversationEvent event) {
    return STEPS.apply(event);
  }

  private static Step started(Started one) {
    return new Step(
        one.at(), Kind.STARTED, word(one.skill()), NONE, word(one.conversation().cameBy()));
  }

  private static Step refused(Refused one) {
    Kind kind = one.refusal() == Refusal.DECLINED ? Kind.DECLINED : Kind.MISSED;
    return new Step(one.at(), kind, NONE, word(one.agent()), NONE);
  }

  private static Step moved(Moved one) {
    return new Step(one.at(), kind(one), word(one.skill()), one.returnedBy(), word(one.move()));
  }

  private static Kind kind(Moved moved) {
    return switch (moved.move()) {
      case FELL_BACK, SKILL_REMOVED, SKILL_WITHOUT_AGENTS -> Kind.FELL_BACK;
      case RETURNED -> Kind.RETURNED;
      case TRANSFERRED_TO_SKILL, TRANSFERRED_TO_AGENT -> Kind.TRANSFERRED;
    };
  }

  private static Step assigned(Assigned one) {
    Optional<String> occasion = one.reasons().flatMap(why -> why.occasion().flatMap(Steps::word));
    return new Step(one.at(), Kind.ASSIGNED, NONE, word(one.agent()), occasion);
  }

  private static Step releasing(
      long at, Optional<String> skill, Optional<String> agent, Optional<String> why) {
    return new Step(at, Kind.RELEASING, skill, agent, why);
  }

  private static Step takenOver(TakenOver one) {
    return new Step(one.at(), Kind.TAKEN_OVER, NONE, word(one.agent()), NONE);
  }

  private static Step closed(Closed one) {
    return new Step(one.at(), Kind.CLOSED, NONE, NONE, word(one.by()));
  }

  private static Optional<String> word(Object value) {
    return Optional.of(value.toString());
  }
}
