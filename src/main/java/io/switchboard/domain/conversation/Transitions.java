package io.switchboard.domain.conversation;

import io.switchboard.domain.conversation.ConversationState.Assigned;
import io.switchboard.domain.conversation.ConversationState.Assignment;
import io.switchboard.domain.conversation.ConversationState.Closed;
import io.switchboard.domain.conversation.ConversationState.Common;
import io.switchboard.domain.conversation.ConversationState.Log;
import io.switchboard.domain.conversation.ConversationState.RefusedOffer;
import io.switchboard.domain.conversation.ConversationState.Releasing;
import io.switchboard.domain.conversation.ConversationState.Waiting;
import io.switchboard.domain.conversation.ConversationState.WithAgent;
import io.switchboard.domain.dispatch.Cases;
import io.switchboard.domain.protocol.MessageTimes;
import io.switchboard.domain.protocol.ServingAgent;
import io.switchboard.domain.routing.Explanation;
import java.util.List;
import java.util.Optional;

/** The state of a conversation after an event. */
final class Transitions {
  private static final Cases<ConversationState, ConversationEvent, ConversationState> AFTER =
      Cases.<ConversationState, ConversationEvent, ConversationState>of(ConversationEvent.class)
          .when(ConversationEvent.Started.class, (before, again) -> impossible(before, again))
          .when(ConversationEvent.Revised.class, Transitions::revised)
          .when(
              ConversationEvent.Refused.class,
              in(
                  Waiting.class,
                  (before, one) -> before.with(new RefusedOffer(one.offer(), one.agent()))))
          .when(ConversationEvent.Requeued.class, Transitions::requeued)
          .when(ConversationEvent.Assigned.class, in(Waiting.class, Transitions::assigned))
          .when(ConversationEvent.HandoverBegun.class, in(WithAgent.class, Transitions::releasing))
          .when(
              ConversationEvent.TakeoverBegun.class, in(Assigned.class, Transitions::takeoverBegun))
          .when(ConversationEvent.TakenOver.class, in(Releasing.class, Transitions::takenOver))
          .when(ConversationEvent.MessageNoted.class, Transitions::noted)
          .when(ConversationEvent.Closed.class, Transitions::closed)
          .when(ConversationEvent.Explained.class, Transitions::explained)
          .complete();

  private Transitions() {}

  static ConversationState started(ConversationEvent.Started event) {
    return waiting(
        new Common(
            event.requested(),
            event.skill(),
            1,
            event.conversation(),
            0,
            List.of(),
            Optional.empty(),
            MessageTimes.begun(event.at()),
            Log.EMPTY.with(event)),
        Optional.empty());
  }

  /** The state after an event; {@link IllegalStateException} if this phase does not allow it. */
  static ConversationState after(ConversationState before, ConversationEvent event) {
    return AFTER.apply(before.with(before.common().logged(event)), event);
  }

  /** A transition that is possible in one phase only. */
  private static <S extends ConversationState, E extends ConversationEvent>
      Cases.Case<ConversationState, E, ConversationState> in(
          Class<S> phase, Cases.Case<S, E, ConversationState> change) {
    return (before, event) ->
        phase.isInstance(before)
            ? change.apply(phase.cast(before), event)
            : impossible(before, event);
  }

  private static ConversationState impossible(ConversationState before, ConversationEvent event) {
    throw new IllegalStateException(
        "%s is impossible while %s"
            .formatted(event.getClass().getSimpleName(), before.getClass().getSimpleName()));
  }

  private static ConversationState revised(
      ConversationState before, ConversationEvent.Revised one) {
    Common common = before.common();
    Common revised = common.with(common.waiting().withInquiry(one.inquiry(), one.due()));
    if (before instanceof Waiting now) {
      return new Waiting(revised, now.revision() + 1, now.returnedBy(), now.refused());
    }
    return open(before, one).with(revised);
  }

  private static Waiting requeued(ConversationState before, ConversationEvent.Requeued one) {
    Common common = departed(before, one).inNextEpoch(one.skill(), one.conversation());
    return waiting(common, one.returnedBy());
  }

  private static Waiting waiting(Common common, Optional<String> returnedBy) {
    return new Waiting(common, 0, returnedBy, List.of());
  }

  private static Assigned assigned(Waiting before, ConversationEvent.Assigned one) {
    Common common =
        before
            .common()
            .outOfQueue(Optional.of(one.agent()))
            .with(before.conversation().with(one.eligibility()))
            .with(MessageTimes.begun(one.at()));
    return assigned(
        common, new Assignment(one.agent(), one.reservation(), one.at(), one.reasons()));
  }

  private static Releasing releasing(WithAgent before, ConversationEvent.HandoverBegun one) {
    return new Releasing(before.common(), before.assignment(), one.target(), one.at());
  }

  private static Assigned takeoverBegun(Assigned before, ConversationEvent.TakeoverBegun one) {
    return before.with(before.common().withNextTakeover());
  }

  private static Assigned takenOver(Releasing before, ConversationEvent.TakenOver one) {
    return assigned(
        before.common().inNextEpoch(before.skill(), before.conversation()),
        new Assignment(one.agent(), one.reservation(), one.at(), Optional.empty()));
  }

  private static Assigned assigned(Common common, Assignment to) {
    return new Assigned(common.servedBy(new ServingAgent(to.agent(), to.since())), to);
  }

  private static ConversationState noted(
      ConversationState before, ConversationEvent.MessageNoted one) {
    MessageTimes times = before.common().messageTimes().wrote(one.from(), one.at());
    return open(before, one).with(before.common().with(times));
  }

  private static Closed closed(ConversationState before, ConversationEvent.Closed one) {
    Common common = departed(before, one);
    return new Closed(common, before.lastAssignment(), one.by(), one.at(), before.explanation());
  }

  private static ConversationState explained(
      ConversationState before, ConversationEvent.Explained one) {
    Optional<Explanation> reasons = Optional.of(one.reasons());
    if (before instanceof Closed closed) {
      return new Closed(
          closed.common(), closed.lastAssignment(), closed.by(), closed.at(), reasons);
    }
    return before instanceof WithAgent now
        ? now.with(now.assignment().with(reasons))
        : impossible(before, one);
  }

  /** The common members after it has left its queue, or the agent who has released it. */
  private static Common departed(ConversationState before, ConversationEvent event) {
    if (before instanceof Waiting) {
      return before.common().outOfQueue(Optional.empty());
    }
    return before instanceof Releasing ? before.common() : impossible(before, event).common();
  }

  private static ConversationState open(ConversationState before, ConversationEvent event) {
    return before instanceof Closed ? impossible(before, event) : before;
  }
}
