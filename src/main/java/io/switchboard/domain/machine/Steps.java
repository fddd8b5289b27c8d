package io.switchboard.domain.machine;

import io.switchboard.domain.machine.ConversationEvent.Assigned;
import io.switchboard.domain.machine.ConversationEvent.Closed;
import io.switchboard.domain.machine.ConversationEvent.Leaving;
import io.switchboard.domain.machine.ConversationEvent.Moved;
import io.switchboard.domain.machine.ConversationEvent.Refused;
import io.switchboard.domain.machine.ConversationEvent.Revised;
import io.switchboard.domain.machine.ConversationEvent.Started;
import io.switchboard.domain.machine.ConversationEvent.TakenOver;
import io.switchboard.domain.protocol.Refusal;
import io.switchboard.domain.protocol.Step;
import io.switchboard.domain.protocol.Step.Kind;
import java.util.Optional;

/** Tells the events of a conversation as steps of its history. */
final class Steps {
  private static final Optional<String> NONE = Optional.empty();

  private Steps() {}

  static Step of(ConversationEvent event) {
    if (event instanceof Started one) {
      return new Step(
          one.at(),
          Kind.STARTED,
          Optional.of(one.skill()),
          NONE,
          word(one.conversation().cameBy()));
    }
    if (event instanceof Revised one) {
      return new Step(one.at(), Kind.REVISED, NONE, NONE, NONE);
    }
    if (event instanceof Refused one) {
      Kind kind = one.refusal() == Refusal.DECLINED ? Kind.DECLINED : Kind.MISSED;
      return new Step(one.at(), kind, NONE, Optional.of(one.agent()), NONE);
    }
    if (event instanceof Moved one) {
      return new Step(
          one.at(), kind(one), Optional.of(one.skill()), one.returnedBy(), word(one.move()));
    }
    if (event instanceof Assigned one) {
      Optional<String> occasion = one.reasons().flatMap(why -> why.occasion().flatMap(Steps::word));
      return new Step(one.at(), Kind.ASSIGNED, NONE, Optional.of(one.agent()), occasion);
    }
    if (event instanceof Leaving one) {
      return leaving(one);
    }
    if (event instanceof TakenOver one) {
      return new Step(one.at(), Kind.TAKEN_OVER, NONE, Optional.of(one.agent()), NONE);
    }
    if (event instanceof Closed one) {
      return new Step(one.at(), Kind.CLOSED, NONE, NONE, word(one.by()));
    }
    throw new IllegalStateException("not a step: " + event);
  }

  private static Kind kind(Moved moved) {
    return switch (moved.move()) {
      case FELL_BACK, SKILL_REMOVED, SKILL_WITHOUT_AGENTS -> Kind.FELL_BACK;
      case RETURNED -> Kind.RETURNED;
      case TRANSFERRED_TO_SKILL, TRANSFERRED_TO_AGENT -> Kind.TRANSFERRED;
    };
  }

  private static Step leaving(Leaving leaving) {
    Departure departure = leaving.departure();
    Optional<String> skill = NONE;
    Optional<String> agent = NONE;
    Optional<String> why = NONE;
    if (departure instanceof Departure.ToSkill to) {
      skill = Optional.of(to.skill());
    } else if (departure instanceof Departure.ToAgent to) {
      agent = Optional.of(to.agent());
    } else if (departure instanceof Departure.ToHold to) {
      agent = Optional.of(to.agent());
    } else if (departure instanceof Departure.BackToQueue back) {
      why = Optional.of(back.why());
    } else if (departure instanceof Departure.End end) {
      why = word(end.by());
    }
    return new Step(leaving.at(), Kind.RELEASING, skill, agent, why);
  }

  private static Optional<String> word(Enum<?> value) {
    return Optional.of(value.name());
  }
}
