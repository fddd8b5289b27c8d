package io.switchboard.domain.conversation;

import io.switchboard.domain.conversation.ConversationEvent.Refused;
import io.switchboard.domain.conversation.ConversationState.Phase;
import io.switchboard.domain.conversation.ConversationState.RefusedOffer;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.ConversationMessage.Probe;
import io.switchboard.domain.protocol.ConversationMessage.QueueFull;
import io.switchboard.domain.protocol.ConversationMessage.Redirect;
import io.switchboard.domain.protocol.ConversationMessage.Refuse;
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

/**
 * What the lines say of a conversation while it waits, and what agents to whom it was held out
 * there do.
 */
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

  /** Whether no line has let it in yet. */
  boolean isOutside() {
    return state().isWaiting() && obligations.isOutside();
  }

  /** Whoever asked is told at once; the conversation goes on asking for a place. */
  void lineFull(QueueFull full) {
    if (isOutside() && full.routingEpoch() == state().routingEpoch()) {
      pendingReplies
          .welcome()
          .forEach(
              visitor ->
                  refuse(
                      visitor.client(),
                      Reply.Reason.BUSY,
                      "too many wait for skill " + state().skill()));
    }
  }

  /** A line asks whether it is there. */
  void probed(Probe probe) {
    obligations.promised();
    boolean isThere =
        state().isWaiting()
            && probe.routingEpoch() == state().routingEpoch()
            && probe.skill().equals(state().skill());
    if (isThere) {
      send(
          new Envelope.ToQueue(
              probe.skill(), new QueueMessage.CheckWaiting(id, probe.routingEpoch())));
    } else if (obligations.isInGoodHands(state())) {
      send(
          new Envelope.ToQueue(
              probe.skill(),
              new QueueMessage.Remove(
                  id,
                  probe.routingEpoch(),
                  placedAt(probe),
                  state().phase() == Phase.CLOSED,
                  false)));
    }
    outbox.again();
  }

  private Optional<String> placedAt(Probe probe) {
    return state().left().stream()
        .filter(
            line ->
                line.routingEpoch() == probe.routingEpoch() && line.skill().equals(probe.skill()))
        .findFirst()
        .flatMap(ConversationState.LeftLine::placedWith);
  }

  /** A line sends it on. */
  void redirect(Redirect redirect, long now) {
    if (!redirect.atEntry()) {
      obligations.promised();
    }
    if (!state().isWaiting() || redirect.routingEpoch() != state().routingEpoch()) {
      outbox.again();
      return;
    }
    if (!isKnownToBeSo(redirect)) {
      return;
    }
    RequeuePolicy.Redirection redirected =
        RequeuePolicy.redirected(
            state().skill(), withRefusals(), redirect.toSkill(), redirect.atEntry(), policy());
    if (!redirected.skill().equals(state().skill())) {
      emit(
          new ConversationEvent.Requeued(
              redirected.skill(),
              redirected.conversation(),
              redirect.toSkill().isPresent()
                  ? ConversationEvent.RequeueReason.FELL_BACK
                  : moveWithoutTarget(),
              state().returnedBy(),
              now,
              revision()));
    }
  }

  /** As it waits here, with those agents who have refused it here. */
  private WaitingConversation withRefusals() {
    return state()
        .conversation()
        .alsoRefusedBy(state().refused().stream().map(RefusedOffer::agent).toList());
  }

  private ConversationEvent.RequeueReason moveWithoutTarget() {
    return policy().skills().containsKey(state().skill())
        ? ConversationEvent.RequeueReason.SKILL_WITHOUT_AGENTS
        : ConversationEvent.RequeueReason.SKILL_REMOVED;
  }

  /** Whether its skill falls back to there, or it cannot stay, by what is known here too. */
  private boolean isKnownToBeSo(Redirect redirect) {
    SkillSelection selection = new SkillSelection(policy());
    String skill = state().skill();
    return redirect
        .toSkill()
        .map(target -> selection.fallbacks(skill).contains(target))
        .orElseGet(() -> !policy().skills().containsKey(skill) || selection.sendsAway(skill));
  }

  /** An agent did not take it. */
  void refused(Refuse refuse, long now) {
    RefusedOffer refused = new RefusedOffer(refuse.offer(), refuse.agent());
    if (state().isWaiting()
        && refuse.routingEpoch() == state().routingEpoch()
        && !state().refused().contains(refused)) {
      emit(new Refused(refuse.offer(), refuse.agent(), refuse.refusal(), refuse.offeredAt(), now));
    }
    send(
        new Envelope.ToAgent(refuse.agent(), new AgentMessage.RefusalAcknowledged(refuse.offer())));
  }

  private ConversationState state() {
    return state.get();
  }
}
