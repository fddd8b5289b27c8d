package io.switchboard.domain.machine;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.conversation.Inquiry;
import io.switchboard.domain.dispatch.Cases;
import io.switchboard.domain.machine.ConversationEvent.Closed;
import io.switchboard.domain.machine.ConversationEvent.Move;
import io.switchboard.domain.machine.ConversationEvent.Moved;
import io.switchboard.domain.machine.ConversationEvent.TakenOver;
import io.switchboard.domain.machine.Entry.Redirected;
import io.switchboard.domain.queue.Access;
import io.switchboard.domain.queue.WaitingConversation;
import java.util.List;
import java.util.Optional;

/**
 * A conversation whose agent has let go of it, and where it goes now (routing rules, section 6).
 *
 * @param now nanoseconds
 */
record Departed(ConversationState state, AccountPolicy policy, long now) {
  private static final Cases<Departed, Departure, ConversationEvent> NEXT =
      Cases.<Departed, Departure, ConversationEvent>of(Departure.class)
          .when(Departure.End.class, (one, end) -> new Closed(end.by(), one.now()))
          .when(
              Departure.ToHold.class, (one, to) -> new TakenOver(to.agent(), to.hold(), one.now()))
          .when(Departure.ToSkill.class, Departed::toSkill)
          .when(Departure.ToAgent.class, Departed::toAgent)
          .when(Departure.BackToQueue.class, (one, back) -> one.back())
          .complete();

  /** What becomes of it. */
  ConversationEvent next() {
    return NEXT.apply(this, state.departure().orElseThrow().departure());
  }

  /** It goes back when the other skill has been removed meanwhile. */
  private Moved toSkill(Departure.ToSkill to) {
    if (!policy.skills().containsKey(to.skill())) {
      return back();
    }
    Redirected there = Entry.transferred(this, to.skill());
    return moved(there, Move.TRANSFERRED_TO_SKILL, Optional.empty());
  }

  private Moved toAgent(Departure.ToAgent to) {
    return isSkillRemoved()
        ? elsewhere()
        : moved(
            revised(state.conversation().inquiry().afterTransfer())
                .withAccess(new Access.OnlyAgent(to.agent(), leftAt()))
                .alsoRefusedBy(List.of(agent())),
            Move.TRANSFERRED_TO_AGENT,
            Optional.empty());
  }

  private Moved back() {
    return isSkillRemoved()
        ? elsewhere()
        : moved(
            revised(state.conversation().inquiry().afterReturn()).untargeted(),
            Move.RETURNED,
            Optional.of(agent()));
  }

  /** Its skill has been removed: one is chosen again. */
  private Moved elsewhere() {
    Redirected there =
        Entry.redirected(state.skill(), state.conversation(), Optional.empty(), true, policy);
    return moved(there, Move.SKILL_REMOVED, Optional.of(agent()));
  }

  private boolean isSkillRemoved() {
    return !policy.skills().containsKey(state.skill());
  }

  private WaitingConversation revised(Inquiry inquiry) {
    return state
        .conversation()
        .withInquiry(inquiry, Entry.due(state.conversation(), inquiry, state.skill(), policy));
  }

  /** The agent who had it. */
  String agent() {
    return state.holder().orElseThrow().agent();
  }

  /** When it was asked to leave. */
  long leftAt() {
    return state.departure().orElseThrow().at();
  }

  private Moved moved(WaitingConversation conversation, Move move, Optional<String> returnedBy) {
    return moved(new Redirected(state.skill(), conversation), move, returnedBy);
  }

  private Moved moved(Redirected to, Move move, Optional<String> returnedBy) {
    return new Moved(
        to.skill(), to.conversation(), move, returnedBy, now, Optional.of(policy.revision()));
  }
}
