package io.switchboard.domain.conversation;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.conversation.ConversationEvent.Closed;
import io.switchboard.domain.conversation.ConversationEvent.RequeueReason;
import io.switchboard.domain.conversation.ConversationEvent.Requeued;
import io.switchboard.domain.conversation.ConversationEvent.TakenOver;
import io.switchboard.domain.conversation.RequeuePolicy.Placement;
import io.switchboard.domain.dispatch.Cases;
import io.switchboard.domain.routing.Access;
import io.switchboard.domain.routing.WaitingConversation;
import java.util.List;
import java.util.Optional;

/** Decides the event after an agent has released a conversation (routing rules, section 6). */
record HandoverOutcome(ConversationState.Releasing state, AccountPolicy policy, long now) {
  private static final Cases<HandoverOutcome, HandoverTarget, ConversationEvent> NEXT =
      Cases.<HandoverOutcome, HandoverTarget, ConversationEvent>of(HandoverTarget.class)
          .when(HandoverTarget.End.class, (one, end) -> new Closed(end.by(), one.now()))
          .when(
              HandoverTarget.ToReservation.class,
              (one, to) -> new TakenOver(to.agent(), to.reservation(), one.now()))
          .when(HandoverTarget.ToSkill.class, HandoverOutcome::toSkill)
          .when(HandoverTarget.ToAgent.class, HandoverOutcome::toAgent)
          .when(HandoverTarget.BackToQueue.class, (one, back) -> one.back())
          .complete();

  /** The event that completes the handover. */
  ConversationEvent next() {
    return NEXT.apply(this, state.target());
  }

  /** Returns the conversation to its queue if the target skill has been removed meanwhile. */
  private Requeued toSkill(HandoverTarget.ToSkill to) {
    if (!policy.skills().containsKey(to.skill())) {
      return back();
    }
    Placement there = RequeuePolicy.transferred(this, to.skill());
    return moved(there, RequeueReason.TRANSFERRED_TO_SKILL, Optional.empty());
  }

  private Requeued toAgent(HandoverTarget.ToAgent to) {
    return isSkillRemoved()
        ? elsewhere()
        : moved(
            revised(state.conversation().inquiry().afterTransfer())
                .withAccess(new Access.OnlyAgent(to.agent(), leftAt()))
                .alsoRefusedBy(List.of(agent())),
            RequeueReason.TRANSFERRED_TO_AGENT,
            Optional.empty());
  }

  private Requeued back() {
    return isSkillRemoved()
        ? elsewhere()
        : moved(
            revised(state.conversation().inquiry().afterReturn()).untargeted(),
            RequeueReason.RETURNED,
            Optional.of(agent()));
  }

  /** Chooses another skill, because the skill of the conversation has been removed. */
  private Requeued elsewhere() {
    Placement there =
        RequeuePolicy.redirected(
            state.skill(), state.conversation(), Optional.empty(), true, policy);
    return moved(there, RequeueReason.SKILL_REMOVED, Optional.of(agent()));
  }

  private boolean isSkillRemoved() {
    return !policy.skills().containsKey(state.skill());
  }

  private WaitingConversation revised(Inquiry inquiry) {
    return state
        .conversation()
        .withInquiry(
            inquiry, RequeuePolicy.due(state.conversation(), inquiry, state.skill(), policy));
  }

  String agent() {
    return state.assignment().agent();
  }

  /** The time at which the handover began, in nanoseconds. */
  long leftAt() {
    return state.since();
  }

  private Requeued moved(
      WaitingConversation conversation, RequeueReason reason, Optional<String> returnedBy) {
    return moved(new Placement(state.skill(), conversation), reason, returnedBy);
  }

  private Requeued moved(Placement to, RequeueReason reason, Optional<String> returnedBy) {
    return new Requeued(
        to.skill(), to.conversation(), reason, returnedBy, now, Optional.of(policy.revision()));
  }
}
