package io.switchboard.actor;

import akka.persistence.typed.SnapshotAdapter;
import akka.persistence.typed.javadsl.EventHandler;
import io.switchboard.actor.EntityCommand.Forget;
import io.switchboard.actor.runtime.ActorRequester;
import io.switchboard.actor.runtime.HistoryCut;
import io.switchboard.actor.runtime.MachineSnapshots;
import io.switchboard.domain.protocol.Envelope;
import io.switchboard.domain.protocol.Message;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.statemachine.Invariant;
import io.switchboard.domain.statemachine.Outcome;
import io.switchboard.domain.statemachine.StateMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An entity that stores each event of its state machine, and snapshots. The machine applies its
 * events when it decides them; the event handler applies them only during recovery.
 */
abstract class EventSourcedEntity<M extends Message, E, K extends StateMachine<M, E>>
    extends EntityActor<M, E, K> {
  private static final int EVENTS_PER_SNAPSHOT = 100;

  private final Class<M> messages;
  private final Class<E> events;
  private boolean cutsHistory;

  EventSourcedEntity(EntityContext context, Class<M> messages, Class<E> events) {
    super(context);
    this.messages = messages;
    this.events = events;
  }

  @Override
  final Optional<M> accepted(String entity, Message message) {
    return Optional.of(message).filter(messages::isInstance).map(messages::cast);
  }

  @Override
  final List<?> stored(K machine, List<E> decided) {
    List<Object> all = new ArrayList<>(decided);
    if (cutsHistory) {
      all.add(new HistoryCut());
    }
    cutsHistory = false;
    return all;
  }

  @Override
  final Outcome<E> forget(K machine, Forget forget) {
    ActorRequester client =
        new ActorRequester(forget.replyTo(), forget.deadline(), context().lease());
    if (!client.isWaiting()) {
      return noOutcome();
    }
    boolean isForgotten = machine.forget(forget.ids());
    cutsHistory |= isForgotten;
    Reply done = new Reply.Forgotten(isForgotten ? forget.ids().size() : 0);
    return new Outcome<>(List.of(), List.of(new Envelope.ToClient(client, done)));
  }

  @Override
  final Object change(E event) {
    return event;
  }

  @Override
  public final EventHandler<K, Object> eventHandler() {
    return (machine, event) -> {
      if (isRecovering() && !(event instanceof HistoryCut)) {
        machine.apply(events.cast(event));
      }
      return machine;
    };
  }

  @Override
  public final SnapshotAdapter<K> snapshotAdapter() {
    return new MachineSnapshots<>(this::emptyState);
  }

  /** A snapshot replaces all earlier snapshots and events of the entity. */
  @Override
  public final boolean shouldSnapshot(K machine, Object event, long sequenceNumber) {
    return event instanceof HistoryCut || isSnapshotDue(machine, sequenceNumber);
  }

  /** Whether enough events follow the last snapshot. */
  boolean isSnapshotDue(K machine, long sequenceNumber) {
    return sequenceNumber % EVENTS_PER_SNAPSHOT == 0;
  }

  /** Logs and counts invariants that the statistics violate. */
  final void reportViolations(Set<Invariant> broken, Object figures) {
    for (Invariant invariant : broken) {
      context()
          .actor()
          .getLog()
          .error(
              "{} {} breaks {}: {}",
              context().kind(),
              context().name().entityId(),
              invariant,
              figures);
      context().measurements().violated(context().name().account(), invariant);
    }
  }
}
