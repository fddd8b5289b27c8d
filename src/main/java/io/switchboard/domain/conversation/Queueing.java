package io.switchboard.domain.conversation;

import io.switchboard.domain.conversation.ConversationEvent.Explained;
import io.switchboard.domain.conversation.ConversationEvent.Refused;
import io.switchboard.domain.conversation.ConversationState.LeftQueue;
import io.switchboard.domain.conversation.ConversationState.RefusedOffer;
import io.switchboard.domain.conversation.ConversationState.Waiting;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.Envelope;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.routing.SkillSelection;
import io.switchboard.domain.routing.WaitingConversation;
import io.switchboard.domain.statemachine.MachinePart;
import io.switchboard.domain.statemachine.Outbox;
import io.switchboard.domain.statemachine.StateMachine;
import java.util.Optional;
import java.util.function.Supplier;

/** A conversation's reactions to its queues, and to refusals by agents, while it waits. */
final class Queueing extends MachinePart<ConversationEvent> {
  private final String id;
  private final Supplier<ConversationState> state;
  private final ConversationObligations obligations;
  private final Outbox outbox;
  private final PendingReplies pendingReplies;

  Queueing(
      StateMachine<?, ConversationEvent> whole,
      String id,
      Supplier<ConversationState> state,
      ConversationObligations obligations,
      Outbox outbox,
      PendingReplies pendingReplies) {
    super(whole);
    this.id = id;
    this.state = state;
    this.obligations = obligations;
    this.outbox = outbox;
    this.pendingReplies = pendingReplies;
  }

  boolean isOutside() {
    return state() instanceof Waiting && obligations.isOutside();
  }

  void enqueued(ConversationMessage.Enqueued enqueued) {
    if (enqueued.routingEpoch() == state().routingEpoch()) {
      obligations.queued(enqueued.revision());
    }
  }

  /** Stores an explanation that no event has. The queue keeps no copy. */
  void removed(ConversationMessage.Removed removed, long now) {
    obligations.removed(removed.skill(), removed.routingEpoch());
    if (state().lacksExplanation(removed.routingEpoch())) {
      removed.reasons().ifPresent(reasons -> emit(new Explained(reasons, now)));
    }
  }

  /** Refuses the waiting clients at once; the conversation still requests admission. */
  void refuseStart(ConversationMessage.QueueFull full) {
    if (isOutside() && full.routingEpoch() == state().routingEpoch()) {
      pendingReplies
          .takeAll()
          .forEach(
              pending ->
                  refuse(
                      pending.client(),
                      Reply.Reason.BUSY,
                      "The queue of skill %s is full; repeat the request later."
                          .formatted(state().skill())));
    }
  }

  /** Answers a queue whether the conversation waits there, and repeats all open messages. */
  void probed(ConversationMessage.Probe probe) {
    obligations.promised();
    boolean isThere =
        state() instanceof Waiting
            && probe.routingEpoch() == state().routingEpoch()
            && probe.skill().equals(state().skill());
    if (isThere) {
      send(
          new Envelope.ToQueue(
              probe.skill(), new QueueMessage.CheckWaiting(id, probe.routingEpoch())));
    } else if (obligations.isStoredElsewhere(state())) {
      send(
          new Envelope.ToQueue(
              probe.skill(),
              new QueueMessage.Remove(
                  id,
                  probe.routingEpoch(),
                  assignedFrom(probe),
                  state().lacksExplanation(probe.routingEpoch()),
                  false)));
    }
    outbox.again();
  }

  private Optional<String> assignedFrom(ConversationMessage.Probe probe) {
    return state().common().left().stream()
        .filter(
            queue ->
                queue.routingEpoch() == probe.routingEpoch() && queue.skill().equals(probe.skill()))
        .findFirst()
        .flatMap(LeftQueue::assignedTo);
  }

  /** Requeues as the queue requests, if the configuration known here decides the same. */
  void redirect(ConversationMessage.Redirect redirect, long now) {
    if (!redirect.atEntry()) {
      obligations.promised();
    }
    if (!(state() instanceof Waiting waiting)
        || redirect.routingEpoch() != waiting.routingEpoch()) {
      outbox.again();
    } else if (isAllowed(redirect)) {
      requeue(waiting, redirect, now);
    }
  }

  private void requeue(Waiting waiting, ConversationMessage.Redirect redirect, long now) {
    RequeuePolicy.Placement redirected =
        RequeuePolicy.redirected(
            waiting.skill(),
            withRefusals(waiting),
            redirect.toSkill(),
            redirect.atEntry(),
            policy());
    if (!redirected.skill().equals(waiting.skill())) {
      emit(
          new ConversationEvent.Requeued(
              redirected.skill(),
              redirected.conversation(),
              redirect.toSkill().isPresent()
                  ? ConversationEvent.RequeueReason.FELL_BACK
                  : moveWithoutTarget(),
              waiting.returnedBy(),
              now,
              revision()));
    }
  }

  /** The conversation with the agents who refused it in this routing epoch. */
  private static WaitingConversation withRefusals(Waiting waiting) {
    return waiting
        .conversation()
        .alsoRefusedBy(waiting.refused().stream().map(RefusedOffer::agent).toList());
  }

  private ConversationEvent.RequeueReason moveWithoutTarget() {
    return policy().skills().containsKey(state().skill())
        ? ConversationEvent.RequeueReason.SKILL_WITHOUT_AGENTS
        : ConversationEvent.RequeueReason.SKILL_REMOVED;
  }

  /**
   * Whether the configuration known here allows the redirect: the target is a fallback of the
   * skill, or, without a target, the skill was removed or has no agents and gives its conversations
   * to another skill.
   */
  private boolean isAllowed(ConversationMessage.Redirect redirect) {
    SkillSelection selection = new SkillSelection(policy());
    String skill = state().skill();
    return redirect
        .toSkill()
        .map(target -> selection.fallbacks(skill).contains(target))
        .orElseGet(() -> !policy().skills().containsKey(skill) || selection.sendsAway(skill));
  }

  /** Records a refusal and acknowledges it; one of another routing epoch is only acknowledged. */
  void refused(ConversationMessage.Refuse refuse, long now) {
    RefusedOffer refused = new RefusedOffer(refuse.offer(), refuse.agent());
    if (state() instanceof Waiting waiting
        && refuse.routingEpoch() == waiting.routingEpoch()
        && !waiting.refused().contains(refused)) {
      emit(new Refused(refuse.offer(), refuse.agent(), refuse.refusal(), refuse.offeredAt(), now));
    }
    send(
        new Envelope.ToAgent(refuse.agent(), new AgentMessage.RefusalAcknowledged(refuse.offer())));
  }

  private ConversationState state() {
    return state.get();
  }
}
