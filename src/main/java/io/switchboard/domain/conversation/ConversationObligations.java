package io.switchboard.domain.conversation;

import io.switchboard.domain.conversation.ConversationState.Holder;
import io.switchboard.domain.conversation.ConversationState.LeftLine;
import io.switchboard.domain.conversation.ConversationState.Phase;
import io.switchboard.domain.conversation.ConversationState.Served;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.ConsumerMessage;
import io.switchboard.domain.protocol.ConversationMessage.Released;
import io.switchboard.domain.protocol.Envelope;
import io.switchboard.domain.protocol.QueueMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Acknowledgements received by a conversation, and the messages that are not acknowledged yet. Kept
 * in memory only: after a restart every message is sent again.
 */
final class ConversationObligations {
  private static final int NOT_YET = -1;

  private record Line(String skill, int routingEpoch) {}

  private final Set<Line> removed = new HashSet<>();
  private final Set<String> refusals = new HashSet<>();
  private int queuedRevision = NOT_YET;
  private boolean promised;
  private final Set<Released> letGo = new LinkedHashSet<>();
  private String activatedHold = "";
  private Optional<Served> servedNoted = Optional.empty();

  void nextHop() {
    queuedRevision = NOT_YET;
    refusals.clear();
  }

  void queued(int revision) {
    promised = true;
    queuedRevision = Math.max(queuedRevision, revision);
  }

  void promised() {
    promised = true;
  }

  void removed(String skill, int routingEpoch) {
    removed.add(new Line(skill, routingEpoch));
  }

  void refusal(String offer) {
    refusals.add(offer);
  }

  void activated(String reservation) {
    activatedHold = reservation;
  }

  void claimedAgain() {
    activatedHold = "";
  }

  void served(String agent, long at) {
    servedNoted = Optional.of(new Served(agent, at));
  }

  void letGo(Released released) {
    letGo.add(released);
  }

  /**
   * Messages to the agents who released the conversation: they may delete the release. Each message
   * is returned once.
   */
  List<Envelope> handedOn() {
    if (letGo.isEmpty()) {
      return List.of();
    }
    List<Envelope> told = new ArrayList<>();
    letGo.forEach(
        one ->
            told.add(
                new Envelope.ToAgent(
                    one.agent(), new AgentMessage.HandoverCompleted(one.reservation()))));
    letGo.clear();
    return told;
  }

  /** Whether no queue has acknowledged the conversation in this routing epoch. */
  boolean isOutside() {
    return queuedRevision == NOT_YET;
  }

  boolean isQueued(ConversationState state) {
    return queuedRevision >= state.revision();
  }

  /**
   * Whether another entity that can load the conversation has stored it, or none has to. False only
   * while it waits and its queue has not acknowledged it.
   */
  boolean isInGoodHands(ConversationState state) {
    return !state.isWaiting() || isQueued(state);
  }

  /**
   * All messages that are not acknowledged, in the order in which they are sent.
   *
   * @param takingOver the agent of a takeover who has no reservation yet
   * @param reminds whether removals are reminders: the queues may have acknowledged them before
   */
  List<Envelope> owed(ConversationState state, Optional<String> takingOver, boolean reminds) {
    List<Envelope> owed = new ArrayList<>();
    String id = state.requested().id();
    List<LeftLine> unaware = unaware(state);
    boolean isQueued = state.phase() != Phase.WAITING || isQueued(state);
    for (LeftLine line : unaware) {
      if (isQueued || line.placedWith().isPresent()) {
        owed.add(
            new Envelope.ToQueue(
                line.skill(),
                new QueueMessage.Remove(
                    id,
                    line.routingEpoch(),
                    line.placedWith(),
                    state.lacksExplanation(line.routingEpoch()),
                    reminds)));
      }
    }
    if (state.phase() == Phase.WAITING) {
      owedToTheLine(state, unaware, owed);
    } else if (state.phase() != Phase.CLOSED) {
      owedToTheHolder(state, owed);
    }
    takingOver.ifPresent(
        agent ->
            owed.add(
                new Envelope.ToAgent(
                    agent,
                    new AgentMessage.Reserve(
                        state.takeovers(), state.routingEpoch(), state.skill(), id))));
    state
        .served()
        .filter(served -> !servedNoted.equals(state.served()))
        .ifPresent(
            served ->
                state
                    .requested()
                    .consumer()
                    .ifPresent(
                        consumer ->
                            owed.add(
                                new Envelope.ToConsumer(
                                    consumer,
                                    new ConsumerMessage.Served(id, served.agent(), served.at())))));
    return owed;
  }

  private List<LeftLine> unaware(ConversationState state) {
    List<LeftLine> unaware = new ArrayList<>();
    for (LeftLine line : state.left()) {
      if (!removed.contains(new Line(line.skill(), line.routingEpoch()))) {
        unaware.add(line);
      }
    }
    return unaware;
  }

  private void owedToTheLine(ConversationState state, List<LeftLine> unaware, List<Envelope> owed) {
    boolean stillThere =
        unaware.stream()
            .anyMatch(line -> line.placedWith().isPresent() && line.skill().equals(state.skill()));
    if (!stillThere && !isQueued(state)) {
      owed.add(
          new Envelope.ToQueue(
              state.skill(),
              new QueueMessage.Enqueue(
                  state.routingEpoch(),
                  state.revision(),
                  state.conversation(),
                  state.returnedBy(),
                  promised || state.conversation().assignedBefore())));
    }
    state.refused().stream()
        .filter(refused -> !refusals.contains(refused.offer()))
        .forEach(
            refused ->
                owed.add(
                    new Envelope.ToQueue(
                        state.skill(),
                        new QueueMessage.RecordRefusal(
                            state.requested().id(),
                            state.routingEpoch(),
                            refused.offer(),
                            refused.agent()))));
  }

  private void owedToTheHolder(ConversationState state, List<Envelope> owed) {
    Holder holder = state.holder().orElseThrow();
    if (state.phase() == Phase.RELEASING) {
      owed.add(
          new Envelope.ToAgent(
              holder.agent(),
              new AgentMessage.Release(state.requested().id(), holder.reservation())));
    } else if (!activatedHold.equals(holder.reservation())) {
      owed.add(
          new Envelope.ToAgent(
              holder.agent(),
              new AgentMessage.ClaimGranted(holder.reservation(), state.messageTimes())));
    }
  }
}
