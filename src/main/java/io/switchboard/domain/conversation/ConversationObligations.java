package io.switchboard.domain.conversation;

import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.ConsumerMessage;
import io.switchboard.domain.protocol.ConversationMessage.Released;
import io.switchboard.domain.protocol.Envelope;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.protocol.ServingAgent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Messages of a conversation that are not acknowledged; after a restart, all are sent again. */
final class ConversationObligations {
  private static final int NOT_YET = -1;

  private record Entry(String skill, int routingEpoch) {}

  private final Set<Entry> removed = new HashSet<>();
  private final Set<String> refusals = new HashSet<>();
  private int queuedRevision = NOT_YET;
  private boolean promised;
  private final Set<Released> released = new LinkedHashSet<>();
  private String confirmedReservation = "";
  private Optional<ServingAgent> served = Optional.empty();

  /** Discards the acknowledgements that are valid in one routing epoch only. */
  void enterNextEpoch() {
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
    removed.add(new Entry(skill, routingEpoch));
  }

  void refusalRecorded(String offer) {
    refusals.add(offer);
  }

  void confirmed(String reservation) {
    confirmedReservation = reservation;
  }

  void claimedAgain() {
    confirmedReservation = "";
  }

  void served(ServingAgent agent) {
    served = Optional.of(agent);
  }

  void released(Released by) {
    released.add(by);
  }

  /** Takes the messages to the agents who released it: they may delete the release. */
  List<Envelope> takeHandoverCompletions() {
    if (released.isEmpty()) {
      return List.of();
    }
    List<Envelope> completions = new ArrayList<>();
    for (Released one : released) {
      completions.add(
          new Envelope.ToAgent(one.agent(), new AgentMessage.HandoverCompleted(one.reservation())));
    }
    released.clear();
    return completions;
  }

  /** Whether no queue has acknowledged the conversation in this routing epoch. */
  boolean isOutside() {
    return queuedRevision == NOT_YET;
  }

  /** Whether an entity that can load it has stored it; false only until its queue has. */
  boolean isStoredElsewhere(ConversationState state) {
    return !(state instanceof ConversationState.Waiting waiting)
        || queuedRevision >= waiting.revision();
  }

  /** All messages without acknowledgement, in order; {@code reminds}: removals are reminders. */
  List<Envelope> owed(ConversationState state, Optional<String> takingOver, boolean reminds) {
    List<Envelope> owed = new ArrayList<>();
    boolean isStoredElsewhere = isStoredElsewhere(state);
    for (ConversationState.LeftQueue queue : state.common().left()) {
      if (!isRemoved(queue) && (isStoredElsewhere || queue.assignedTo().isPresent())) {
        owed.add(
            new Envelope.ToQueue(
                queue.skill(),
                new QueueMessage.Remove(
                    state.conversation().id(),
                    queue.routingEpoch(),
                    queue.assignedTo(),
                    state.lacksExplanation(queue.routingEpoch()),
                    reminds)));
      }
    }
    if (state instanceof ConversationState.Waiting waiting) {
      addOwedToQueue(waiting, owed);
    } else if (state instanceof ConversationState.Releasing releasing) {
      owed.add(release(releasing));
    } else if (state instanceof ConversationState.Assigned assigned
        && !confirmedReservation.equals(assigned.assignment().reservation())) {
      owed.add(claimGranted(assigned));
    }
    takingOver.ifPresent(agent -> owed.add(reserve(state, agent)));
    state
        .common()
        .served()
        .filter(agent -> !served.equals(state.common().served()))
        .flatMap(agent -> toConsumer(state, agent))
        .ifPresent(owed::add);
    return owed;
  }

  private boolean isRemoved(ConversationState.LeftQueue queue) {
    return removed.contains(new Entry(queue.skill(), queue.routingEpoch()));
  }

  private void addOwedToQueue(ConversationState.Waiting state, List<Envelope> owed) {
    if (!isStoredElsewhere(state) && !isStillListed(state)) {
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
    for (ConversationState.RefusedOffer refused : state.refused()) {
      if (!refusals.contains(refused.offer())) {
        owed.add(
            new Envelope.ToQueue(
                state.skill(),
                new QueueMessage.RecordRefusal(
                    state.conversation().id(),
                    state.routingEpoch(),
                    refused.offer(),
                    refused.agent())));
      }
    }
  }

  /** Whether its queue has not acknowledged yet that it left this queue for an agent. */
  private boolean isStillListed(ConversationState.Waiting state) {
    return state.common().left().stream()
        .anyMatch(
            queue ->
                queue.assignedTo().isPresent()
                    && queue.skill().equals(state.skill())
                    && !isRemoved(queue));
  }

  /** The message to its agent that the assignment is valid, with the times of its messages. */
  static Envelope claimGranted(ConversationState.Assigned state) {
    return new Envelope.ToAgent(
        state.assignment().agent(),
        new AgentMessage.ClaimGranted(
            state.assignment().reservation(), state.common().messageTimes()));
  }

  private static Envelope release(ConversationState.Releasing state) {
    return new Envelope.ToAgent(
        state.assignment().agent(),
        new AgentMessage.Release(state.conversation().id(), state.assignment().reservation()));
  }

  private static Envelope reserve(ConversationState state, String agent) {
    return new Envelope.ToAgent(
        agent,
        new AgentMessage.Reserve(
            state.common().takeovers(),
            state.routingEpoch(),
            state.skill(),
            state.conversation().id()));
  }

  private static Optional<Envelope> toConsumer(ConversationState state, ServingAgent agent) {
    Inquiry inquiry = state.conversation().inquiry();
    return inquiry
        .consumer()
        .map(id -> new Envelope.ToConsumer(id, new ConsumerMessage.Served(inquiry.id(), agent)));
  }
}
