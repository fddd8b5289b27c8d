package io.switchboard.domain.machine;

import io.switchboard.domain.distribution.Allotment;
import io.switchboard.domain.machine.QueueEvent.Counted;
import io.switchboard.domain.machine.QueueEvent.Entered;
import io.switchboard.domain.machine.QueueEvent.Updated;
import io.switchboard.domain.machine.QueueSnapshot.Entry;
import io.switchboard.domain.machine.SendingOn.Elsewhere;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.DistributorMessage;
import io.switchboard.domain.protocol.QueueMessage.Allotted;
import io.switchboard.domain.protocol.QueueMessage.Enqueue;
import io.switchboard.domain.protocol.QueueMessage.Remove;
import io.switchboard.domain.protocol.Send;
import io.switchboard.domain.queue.SkillQueue;
import io.switchboard.domain.queue.WaitingConversation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets conversations into a queue: held back until the queue is ready, sent elsewhere, refused when
 * the line is full, or allotted to a group first where the skill distributes.
 */
final class Arrivals extends Part<QueueEvent> {
  private int longestLine;
  private final QueueMemory memory;
  private final Matcher matcher;
  private final Attendance attendance;
  private final SendingOn onward;
  private final RollCall rollCall;
  private final LineDescription line;
  private final Map<String, Enqueue> heldBack = new LinkedHashMap<>();
  private final Allotting allotting = new Allotting();
  private long epoch;

  Arrivals(
      StateMachine<?, QueueEvent> whole,
      int longestLine,
      QueueMemory memory,
      Matcher matcher,
      Attendance attendance,
      SendingOn onward,
      RollCall rollCall,
      LineDescription line) {
    super(whole);
    this.longestLine = longestLine;
    this.memory = memory;
    this.matcher = matcher;
    this.attendance = attendance;
    this.onward = onward;
    this.rollCall = rollCall;
    this.line = line;
  }

  /** From now on whoever comes new is let in while fewer places are taken than this. */
  void admitAtMost(int places) {
    longestLine = places;
  }

  // --- one comes ---

  void arrived(Enqueue enqueue, long now) {
    if (attendance.isReady()) {
      enqueue(enqueue, now);
    } else {
      heldBack.merge(enqueue.conversation().id(), enqueue, Arrivals::newer);
    }
  }

  private static Enqueue newer(Enqueue one, Enqueue other) {
    boolean later =
        other.hop() > one.hop() || (other.hop() == one.hop() && other.revision() > one.revision());
    return later ? other : one;
  }

  /** Lets in those who came before the queue was ready. */
  void letInHeldBack(long now) {
    List<Enqueue> arrived = new ArrayList<>(heldBack.values());
    heldBack.clear();
    arrived.forEach(enqueue -> enqueue(enqueue, now));
  }

  private void enqueue(Enqueue enqueue, long now) {
    String id = enqueue.conversation().id();
    Optional<Entry> entry = memory.find(id);
    if (memory.isGone(id, enqueue.hop()) || entry.filter(one -> covers(one, enqueue)).isPresent()) {
      acknowledge(enqueue);
    } else if (memory.find(id, enqueue.hop()).isPresent()) {
      revise(entry.orElseThrow(), enqueue, now);
    } else if (allotting.isAwaited(enqueue)) {
      allotting.await(enqueue);
    } else if (entry.isEmpty() && mustStayOutside(enqueue)) {
      tell(id, new ConversationMessage.LineFull(enqueue.hop()));
    } else {
      allotting.cancel(id, enqueue.hop() - 1);
      entry.ifPresent(older -> matcher.leave(older.conversation(), Optional.empty(), now));
      admit(enqueue, now);
    }
  }

  private static boolean covers(Entry entry, Enqueue enqueue) {
    return entry.hop() > enqueue.hop()
        || (entry.hop() == enqueue.hop() && entry.revision() >= enqueue.revision());
  }

  /** Whoever has been promised anything is let in however many wait. */
  private boolean mustStayOutside(Enqueue enqueue) {
    return memory.places() + allotting.size() >= longestLine
        && !enqueue.promised()
        && onward.elsewhere(enqueue.conversation()).isEmpty();
  }

  private void revise(Entry entry, Enqueue enqueue, long now) {
    WaitingConversation revised =
        entry
            .conversation()
            .withInquiry(enqueue.conversation().inquiry(), enqueue.conversation().due());
    emit(new Updated(enqueue.revision(), revised, Optional.empty(), now));
    matcher.revise(revised);
    acknowledge(enqueue);
  }

  private void admit(Enqueue enqueue, long now) {
    WaitingConversation asked = enqueue.conversation();
    WaitingConversation conversation =
        enqueue.returnedBy().map(agent -> queue().refuse(asked, agent, now)).orElse(asked);
    Optional<Elsewhere> elsewhere = onward.elsewhere(conversation);
    if (elsewhere.isPresent()) {
      tell(
          conversation.id(),
          new ConversationMessage.Redirect(enqueue.hop(), elsewhere.get().skill(), true));
    } else if (queue().needsAllotment(conversation)) {
      allot(
          new Enqueue(
              enqueue.hop(),
              enqueue.revision(),
              conversation,
              Optional.empty(),
              enqueue.promised()),
          now);
    } else {
      enter(enqueue, queue().admitted(conversation, now), Optional.empty(), now);
    }
  }

  private void enter(
      Enqueue enqueue, WaitingConversation conversation, Optional<Allotment> allotment, long now) {
    onward.forget(conversation.id());
    emit(new Entered(enqueue.hop(), enqueue.revision(), conversation, allotment, now, revision()));
    rollCall.entered(conversation.id(), enqueue.hop(), now);
    matcher.enter(conversation, now);
    acknowledge(enqueue);
  }

  private void acknowledge(Enqueue enqueue) {
    String id = enqueue.conversation().id();
    tell(
        id,
        new ConversationMessage.Enqueued(
            enqueue.hop(), enqueue.revision(), line.place(id, enqueue.hop())));
  }

  /** One leaves, perhaps before it has come. */
  void cancel(Remove remove) {
    allotting.cancel(remove.conversation(), remove.hop());
    heldBack.computeIfPresent(
        remove.conversation(), (any, one) -> one.hop() <= remove.hop() ? null : one);
  }

  // --- it is allotted to a group ---

  /** Lets the distributor go on from what the log says; what it answered before is void. */
  void beginAllotting(long newEpoch) {
    epoch = newEpoch;
    memory
        .shares()
        .ifPresent(
            shares ->
                send(
                    new Send.ToDistributor(
                        new DistributorMessage.Begin(
                            epoch, memory.plan().orElseThrow(), shares.state()))));
  }

  /** Asks anew for those who were being allotted by another configuration. */
  void askAgain(long now) {
    for (Enqueue enqueue : allotting.restart()) {
      if (memory.find(enqueue.conversation().id(), enqueue.hop()).isEmpty()) {
        admit(enqueue, now);
      }
    }
  }

  /** Requests a new allotment if the configuration asks for one; whether it does. */
  boolean reallot(Entry entry, long now) {
    WaitingConversation conversation = entry.conversation();
    boolean needed = queue().needsAllotment(conversation);
    Enqueue anew = new Enqueue(entry.hop(), entry.revision(), conversation, Optional.empty(), true);
    if (needed && !allotting.isAwaited(anew)) {
      allot(anew, now);
    }
    return needed;
  }

  private void allot(Enqueue enqueue, long now) {
    allotting.await(enqueue);
    send(
        new Send.ToDistributor(
            new DistributorMessage.Allot(
                enqueue.conversation().id(), enqueue.hop(), queue().situation(now))));
  }

  void allotted(Allotted answer, long now) {
    if (answer.epoch() == epoch) {
      allotting
          .answered(answer.conversation(), answer.hop())
          .ifPresent(pending -> allotted(pending, answer.allotment(), now));
    }
  }

  private void allotted(Allotting.Pending pending, Allotment allotment, long now) {
    Enqueue enqueue = pending.enqueue();
    String id = enqueue.conversation().id();
    if (pending.cancelled()) {
      emit(new Counted(allotment, now));
      return;
    }
    Optional<Entry> entry = memory.find(id, enqueue.hop());
    WaitingConversation allotted =
        queue()
            .allotted(
                entry.map(Entry::conversation).orElse(enqueue.conversation()), allotment, now);
    if (entry.isPresent()) {
      emit(new Updated(entry.get().revision(), allotted, Optional.of(allotment), now));
      matcher.reallot(allotted, now);
    } else {
      enter(enqueue, allotted, Optional.of(allotment), now);
    }
    memory.find(id).ifPresent(one -> onward.sendOn(one, now));
  }

  private SkillQueue queue() {
    return matcher.queue();
  }
}
