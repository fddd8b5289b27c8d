package io.switchboard.chaos;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.conversation.ConversationEvent;
import io.switchboard.domain.conversation.ConversationEvent.Assigned;
import io.switchboard.domain.conversation.ConversationEvent.Closed;
import io.switchboard.domain.conversation.ConversationEvent.HandoverBegun;
import io.switchboard.domain.conversation.ConversationEvent.Requeued;
import io.switchboard.domain.conversation.ConversationEvent.TakenOver;
import io.switchboard.domain.conversation.ConversationMachine;
import io.switchboard.domain.conversation.ConversationState;
import io.switchboard.domain.conversation.ConversationSummary;
import io.switchboard.domain.conversation.HandoverTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The replayed journal of a conversation. */
final class ConversationReplay {

  /**
   * An assignment, from the event of the conversation until its end.
   *
   * @param ended empty while it lasts
   */
  record Assignment(
      String agent,
      String reservation,
      int routingEpoch,
      String skill,
      Stored begun,
      Optional<Stored> ended) {

    /** Whether the assignment overlaps the time between these two. */
    boolean touches(long from, long until) {
      return at(begun) <= until && ended.map(ConversationReplay::at).orElse(Long.MAX_VALUE) >= from;
    }

    boolean isTakeover() {
      return begun.event() instanceof TakenOver;
    }
  }

  /**
   * A handover from an agent.
   *
   * @param completed when it was completed; empty while it is pending
   */
  record Handover(
      String agent, String skill, HandoverTarget target, long at, Optional<Stored> completed) {}

  private final List<Stored> log = new ArrayList<>();
  private final ConversationMachine machine;
  private final ConversationGrammar grammar = new ConversationGrammar();
  private final List<Assignment> assignments = new ArrayList<>();
  private final List<Handover> handovers = new ArrayList<>();
  private final List<String> objections = new ArrayList<>();

  ConversationReplay(String id, List<Stored> all, AccountPolicy account) {
    this.machine = new ConversationMachine(id, account);
    for (Stored stored : all) {
      if (!(stored.event() instanceof ConversationEvent event)) {
        objections.add("row %d is no event of a conversation".formatted(stored.sequenceNumber()));
      } else if (live(stored, event)) {
        log.add(stored);
      } else {
        return;
      }
    }
  }

  /** Whether the replay can continue after this event. */
  private boolean live(Stored stored, ConversationEvent event) {
    Optional<ConversationState> before = machine.state();
    grammar
        .objection(before, event)
        .ifPresent(
            objection ->
                objections.add("row %d: %s".formatted(stored.sequenceNumber(), objection)));
    if (before.isPresent() == event instanceof ConversationEvent.Started) {
      return false;
    }
    try {
      machine.apply(event);
    } catch (IllegalStateException impossible) {
      return false;
    }
    if (event instanceof HandoverBegun leaving) {
      before
          .flatMap(ConversationState::lastAssignment)
          .ifPresent(
              holder ->
                  handovers.add(
                      new Handover(
                          holder.agent(),
                          before.get().skill(),
                          leaving.target(),
                          leaving.at(),
                          Optional.empty())));
    }
    if (event instanceof Requeued || event instanceof TakenOver || event instanceof Closed) {
      complete(stored);
    }
    if (event instanceof Assigned || event instanceof TakenOver) {
      machine.state().ifPresent(state -> begin(state, stored));
    }
    return true;
  }

  private void complete(Stored stored) {
    handovers.replaceAll(
        left ->
            left.completed().isPresent()
                ? left
                : new Handover(
                    left.agent(), left.skill(), left.target(), left.at(), Optional.of(stored)));
    assignments.replaceAll(
        one ->
            one.ended().isPresent()
                ? one
                : new Assignment(
                    one.agent(),
                    one.reservation(),
                    one.routingEpoch(),
                    one.skill(),
                    one.begun(),
                    Optional.of(stored)));
  }

  private void begin(ConversationState state, Stored stored) {
    state
        .lastAssignment()
        .ifPresent(
            holder ->
                assignments.add(
                    new Assignment(
                        holder.agent(),
                        holder.reservation(),
                        state.routingEpoch(),
                        state.skill(),
                        stored,
                        Optional.empty())));
  }

  static long at(Stored stored) {
    return ((ConversationEvent) stored.event()).at();
  }

  /** The events that could be replayed. */
  List<Stored> log() {
    return log;
  }

  /** The violations in it. */
  List<String> objections() {
    return objections;
  }

  /** Its assignments, in order. */
  List<Assignment> assignments() {
    return assignments;
  }

  List<Handover> handovers() {
    return handovers;
  }

  /** Its final state; empty if it never started. */
  Optional<ConversationState> state() {
    return machine.state();
  }

  /** The row to which its events lead; empty if it never started. */
  Optional<ConversationRow> row() {
    return state()
        .map(state -> ConversationRow.of(ConversationSummary.of(state, Optional.empty())));
  }

  /** Whether it had an event of this kind by then. */
  boolean had(Class<? extends ConversationEvent> kind, long by) {
    return log.stream().anyMatch(stored -> kind.isInstance(stored.event()) && at(stored) <= by);
  }
}
