package io.switchboard.domain.machine;

import io.switchboard.domain.machine.ConversationEvent.Refused;
import io.switchboard.domain.machine.ConversationState.Phase;
import io.switchboard.domain.machine.ConversationState.RefusedOffer;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.ConversationMessage.LineFull;
import io.switchboard.domain.protocol.ConversationMessage.Probe;
import io.switchboard.domain.protocol.ConversationMessage.Redirect;
import io.switchboard.domain.protocol.ConversationMessage.Refuse;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Send;
import io.switchboard.domain.queue.WaitingConversation;
import io.switchboard.domain.selection.SkillSelection;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the lines say of a conversation while it waits, and what agents to whom it was held out
 * there do.
 */
final class Waiting extends Part<ConversationEvent> {
  private final String id;
  private final Supplier<ConversationState> state;
  private final Acknowledged acknowledged;
  private final Outbox outbox;
  private final Visitors visitors;

  Waiting(
      StateMachine<?, ConversationEvent> whole,
      String id,
      Supplier<ConversationState> state,
      Acknowledged acknowledged,
      Outbox outbox,
      Visitors visitors) {
    super(whole);
    this.id = id;
    this.state = state;
    this.acknowledged = acknowledged;
    this.outbox = outbox;
    this.visitors = visitors;
  }

  /** Whether no line has let it in yet. */
  boolean isOutside() {
    return now().isWaiting() && acknowledged.isOutside();
  }

  /** Whoever asked is told at once; the conversation goes on asking for a place. */
  void lineFull(LineFull full) {
    if (isOutside() && full.hop() == now().hop()) {
      visitors
          .welcome()
          .forEach(
              visitor ->
                  refuse(
                      visitor.client(),
                      Reply.Reason.BUSY,
                      "too many wait for skill " + now().skill()));
    }
  }

  /** A line asks whether it is there. */
  void probed(Probe probe) {
    acknowledged.promised();
    boolean isThere =
        now().isWaiting() && probe.hop() == now().hop() && probe.skill().equals(now().skill());
    if (isThere) {
      send(new Send.ToQueue(probe.skill(), new QueueMessage.StillWaits(id, probe.hop())));
    } else if (acknowledged.isInGoodHands(now())) {
      send(
          new Send.ToQueue(
              probe.skill(),
              new QueueMessage.Remove(
                  id, probe.hop(), placedAt(probe), now().phase() == Phase.CLOSED, false)));
    }
    outbox.again();
  }

  private Optional<String> placedAt(Probe probe) {
    return now().left().stream()
        .filter(line -> line.hop() == probe.hop() && line.skill().equals(probe.skill()))
        .findFirst()
        .flatMap(ConversationState.LeftLine::placedWith);
  }

  /** A line sends it on. */
  void redirect(Redirect redirect, long now) {
    if (!redirect.atEntry()) {
      acknowledged.promised();
    }
    if (!now().isWaiting() || redirect.hop() != now().hop()) {
      outbox.again();
      return;
    }
    if (!isKnownToBeSo(redirect)) {
      return;
    }
    Entry.Redirected redirected =
        Entry.redirected(
            now().skill(), withRefusals(), redirect.toSkill(), redirect.atEntry(), policy());
    if (!redirected.skill().equals(now().skill())) {
      emit(
          new ConversationEvent.Moved(
              redirected.skill(),
              redirected.conversation(),
              redirect.toSkill().isPresent()
                  ? ConversationEvent.Move.FELL_BACK
                  : moveWithoutTarget(),
              now().returnedBy(),
              now,
              revision()));
    }
  }

  /** As it waits here, with those agents who have refused it here. */
  private WaitingConversation withRefusals() {
    return now()
        .conversation()
        .alsoRefusedBy(now().refused().stream().map(RefusedOffer::agent).toList());
  }

  private ConversationEvent.Move moveWithoutTarget() {
    return policy().skills().containsKey(now().skill())
        ? ConversationEvent.Move.SKILL_WITHOUT_AGENTS
        : ConversationEvent.Move.SKILL_REMOVED;
  }

  /** Whether its skill falls back to there, or it cannot stay, by what is known here too. */
  private boolean isKnownToBeSo(Redirect redirect) {
    SkillSelection selection = new SkillSelection(policy());
    String skill = now().skill();
    return redirect
        .toSkill()
        .map(target -> selection.fallbacks(skill).contains(target))
        .orElseGet(() -> !policy().skills().containsKey(skill) || selection.sendsAway(skill));
  }

  /** An agent did not take it. */
  void refused(Refuse refuse, long now) {
    RefusedOffer refused = new RefusedOffer(refuse.offer(), refuse.agent());
    if (now().isWaiting() && refuse.hop() == now().hop() && !now().refused().contains(refused)) {
      emit(new Refused(refuse.offer(), refuse.agent(), refuse.refusal(), refuse.offeredAt(), now));
    }
    send(new Send.ToAgent(refuse.agent(), new AgentMessage.RefusalNoted(refuse.offer())));
  }

  private ConversationState now() {
    return state.get();
  }
}
