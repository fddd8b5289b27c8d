package io.switchboard.domain.queue;

import io.switchboard.domain.distribution.Allotment;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.DistributorMessage;
import io.switchboard.domain.protocol.Envelope;
import io.switchboard.domain.protocol.QueueMessage.Allotted;
import io.switchboard.domain.protocol.QueueMessage.Enqueue;
import io.switchboard.domain.protocol.QueueMessage.Remove;
import io.switchboard.domain.queue.QueueState.QueueEntry;
import io.switchboard.domain.routing.WaitingConversation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Admission of conversations to a queue. A conversation is kept back until the queue is ready. Then
 * it enters the queue, is redirected to another skill, or is refused because the queue is full. If
 * the skill distributes, it is allotted to a group before it enters.
 */
final class Admission extends QueuePart {
  private int limit = Integer.MAX_VALUE;
  private final Consumer<DistributorMessage> distributor;
  private final FallbackRouting fallbackRouting;
  private final StaleEntryProbe staleEntryProbe;
  private final QueueSummary summary;
  private final Map<String, Enqueue> early = new LinkedHashMap<>();
  private final PendingAllotments allotting = new PendingAllotments();
  private long epoch;

  Admission(
      QueueMachine whole,
      Consumer<DistributorMessage> distributor,
      FallbackRouting fallbackRouting,
      StaleEntryProbe staleEntryProbe,
      QueueSummary summary) {
    super(whole);
    this.distributor = distributor;
    this.fallbackRouting = fallbackRouting;
    this.staleEntryProbe = staleEntryProbe;
    this.summary = summary;
  }

  /** Sets the limit: new conversations are admitted while fewer places than this are taken. */
  void admitAtMost(int places) {
    limit = places;
  }

  // --- arrival ---

  void arrived(Enqueue enqueue, long now) {
    if (readiness.isReady()) {
      enqueue(enqueue, now);
    } else {
      early.merge(enqueue.conversation().id(), enqueue, Admission::newer);
    }
  }

  private static Enqueue newer(Enqueue one, Enqueue other) {
    boolean later =
        other.routingEpoch() > one.routingEpoch()
            || (other.routingEpoch() == one.routingEpoch() && other.revision() > one.revision());
    return later ? other : one;
  }

  /** Admits the conversations that arrived before the queue was ready. */
  void admitEarly(long now) {
    List<Enqueue> arrived = new ArrayList<>(early.values());
    early.clear();
    arrived.forEach(enqueue -> enqueue(enqueue, now));
  }

  private void enqueue(Enqueue enqueue, long now) {
    String id = enqueue.conversation().id();
    Optional<QueueEntry> entry = contents.find(id);
    if (contents.hasLeft(id, enqueue.routingEpoch())
        || entry.filter(one -> covers(one, enqueue)).isPresent()) {
      acknowledge(enqueue);
    } else if (contents.find(id, enqueue.routingEpoch()).isPresent()) {
      revise(entry.orElseThrow(), enqueue, now);
    } else if (allotting.isAwaited(enqueue)) {
      allotting.await(enqueue);
    } else if (entry.isEmpty() && mustStayOutside(enqueue)) {
      send(id, new ConversationMessage.QueueFull(enqueue.routingEpoch()));
    } else {
      allotting.cancel(id, enqueue.routingEpoch() - 1);
      entry.ifPresent(older -> matcher.leave(older.conversation(), Optional.empty(), now));
      admit(enqueue, now);
    }
  }

  private static boolean covers(QueueEntry entry, Enqueue enqueue) {
    return entry.routingEpoch() > enqueue.routingEpoch()
        || (entry.routingEpoch() == enqueue.routingEpoch()
            && entry.revision() >= enqueue.revision());
  }

  /**
   * Whether the queue is full for this conversation. It is never full for a conversation that was
   * in a queue or had an agent before, nor for one that goes to another skill.
   */
  private boolean mustStayOutside(Enqueue enqueue) {
    return contents.places() + allotting.size() >= limit
        && !enqueue.promised()
        && fallbackRouting.elsewhere(enqueue.conversation()).isEmpty();
  }

  private void revise(QueueEntry entry, Enqueue enqueue, long now) {
    WaitingConversation revised =
        entry
            .conversation()
            .withInquiry(enqueue.conversation().inquiry(), enqueue.conversation().due());
    emit(new QueueEvent.Updated(enqueue.revision(), revised, Optional.empty(), now));
    matcher.revise(revised);
    acknowledge(enqueue);
  }

  private void admit(Enqueue enqueue, long now) {
    WaitingConversation arrived = enqueue.conversation();
    WaitingConversation conversation =
        enqueue.returnedBy().map(agent -> queue().refuse(arrived, agent, now)).orElse(arrived);
    Optional<FallbackRouting.Elsewhere> elsewhere = fallbackRouting.elsewhere(conversation);
    if (elsewhere.isPresent()) {
      send(
          conversation.id(),
          new ConversationMessage.Redirect(enqueue.routingEpoch(), elsewhere.get().skill(), true));
    } else if (queue().needsAllotment(conversation)) {
      allot(
          new Enqueue(
              enqueue.routingEpoch(),
              enqueue.revision(),
              conversation,
              Optional.empty(),
              enqueue.promised()),
          now);
    } else {
      enter(enqueue, queue().access().admitted(conversation, now), Optional.empty(), now);
    }
  }

  private void enter(
      Enqueue enqueue, WaitingConversation conversation, Optional<Allotment> allotment, long now) {
    fallbackRouting.forget(conversation.id());
    emit(
        new QueueEvent.Entered(
            enqueue.routingEpoch(), enqueue.revision(), conversation, allotment, now, revision()));
    staleEntryProbe.entered(conversation.id(), enqueue.routingEpoch(), now);
    matcher.enter(conversation, now);
    acknowledge(enqueue);
  }

  private void acknowledge(Enqueue enqueue) {
    String id = enqueue.conversation().id();
    send(
        id,
        new ConversationMessage.Enqueued(
            enqueue.routingEpoch(), enqueue.revision(), summary.place(id, enqueue.routingEpoch())));
  }

  /** Cancels the admission of a conversation that leaves, up to this routing epoch. */
  void cancel(Remove remove) {
    allotting.cancel(remove.conversation(), remove.routingEpoch());
    early.computeIfPresent(
        remove.conversation(),
        (any, one) -> one.routingEpoch() <= remove.routingEpoch() ? null : one);
  }

  // --- allotment to a group ---

  /** Makes the distributor continue from the queue's log. Its earlier answers become invalid. */
  void beginAllotting(long newEpoch) {
    epoch = newEpoch;
    contents
        .shares()
        .ifPresent(
            shares ->
                send(
                    new Envelope.ToReceiver<>(
                        distributor,
                        new DistributorMessage.Begin(
                            epoch, contents.plan().orElseThrow(), shares.state()))));
  }

  /** Requests again the allotments that were pending when the configuration changed. */
  void requestAgain(long now) {
    for (Enqueue enqueue : allotting.restart()) {
      if (contents.find(enqueue.conversation().id(), enqueue.routingEpoch()).isEmpty()) {
        admit(enqueue, now);
      }
    }
  }

  /** Requests a new allotment if the configuration needs one; returns whether it does. */
  boolean reallot(QueueEntry entry, long now) {
    WaitingConversation conversation = entry.conversation();
    boolean needed = queue().needsAllotment(conversation);
    Enqueue anew =
        new Enqueue(entry.routingEpoch(), entry.revision(), conversation, Optional.empty(), true);
    if (needed && !allotting.isAwaited(anew)) {
      allot(anew, now);
    }
    return needed;
  }

  private void allot(Enqueue enqueue, long now) {
    allotting.await(enqueue);
    send(
        new Envelope.ToReceiver<>(
            distributor,
            new DistributorMessage.Allot(
                enqueue.conversation().id(), enqueue.routingEpoch(), queue().situation(now))));
  }

  void allotted(Allotted answer, long now) {
    if (answer.epoch() == epoch) {
      allotting
          .answered(answer.conversation(), answer.routingEpoch())
          .ifPresent(pending -> allotted(pending, answer.allotment(), now));
    }
  }

  private void allotted(PendingAllotments.Pending pending, Allotment allotment, long now) {
    Enqueue enqueue = pending.enqueue();
    String id = enqueue.conversation().id();
    if (pending.cancelled()) {
      emit(new QueueEvent.AllotmentRecorded(allotment, now));
      return;
    }
    Optional<QueueEntry> entry = contents.find(id, enqueue.routingEpoch());
    WaitingConversation allotted =
        queue()
            .access()
            .allotted(
                entry.map(QueueEntry::conversation).orElse(enqueue.conversation()), allotment, now);
    if (entry.isPresent()) {
      emit(new QueueEvent.Updated(entry.get().revision(), allotted, Optional.of(allotment), now));
      matcher.reallot(allotted, now);
    } else {
      enter(enqueue, allotted, Optional.of(allotment), now);
    }
    contents.find(id).ifPresent(one -> fallbackRouting.redirect(one, now));
  }
}
