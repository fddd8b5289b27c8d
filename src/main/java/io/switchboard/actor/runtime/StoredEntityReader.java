package io.switchboard.actor.runtime;

import akka.actor.NoSerializationVerificationNeeded;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.SnapshotAdapter;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.Recovery;
import io.switchboard.domain.protocol.Envelope;
import io.switchboard.domain.protocol.Message;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Requester;
import io.switchboard.domain.statemachine.Outcome;
import io.switchboard.domain.statemachine.StateMachine;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/**
 * Reads the stored state of one entity to answer one query, without a write. It does not load the
 * entity: loading a remembered entity writes to the journal twice, once by its shard and once by
 * the entity itself.
 *
 * <p>The answer is empty when the query must go to the entity: the entity is or may be loaded, or
 * the query would change it or make it send messages.
 */
public final class StoredEntityReader<M extends Message, E, K extends StateMachine<M, E>>
    extends EventSourcedBehavior<StoredEntityReader.Query<M>, E, K> {
  /** The query; it never leaves the node. */
  public record Query<M>(M message, ActorRef<Answer> replyTo)
      implements NoSerializationVerificationNeeded {}

  /** The answer; empty when the query must go to the entity. */
  public record Answer(Optional<Reply> reply) implements NoSerializationVerificationNeeded {}

  /**
   * How the stored state of one entity is read.
   *
   * @param readsEvents whether events are read, or only their number
   * @param isComplete whether the machine, given the number of stored events, is the complete state
   *     of an entity that need not be loaded
   */
  public record StoredEntity<K>(
      PersistenceId id,
      Supplier<K> newMachine,
      boolean readsEvents,
      BiPredicate<K, Long> isComplete) {}

  private final ActorContext<Query<M>> context;
  private final StoredEntity<K> entity;
  private final EntityClock time;

  private StoredEntityReader(
      ActorContext<Query<M>> context, StoredEntity<K> entity, EntityClock time) {
    super(entity.id());
    this.context = context;
    this.entity = entity;
    this.time = time;
  }

  public static <M extends Message, E, K extends StateMachine<M, E>> Behavior<Query<M>> create(
      StoredEntity<K> entity, EntityClock time) {
    return Behaviors.supervise(
            Behaviors.<Query<M>>setup(
                context -> new StoredEntityReader<M, E, K>(context, entity, time)))
        .onFailure(SupervisorStrategy.stop().withLoggingEnabled(false));
  }

  @Override
  public Recovery recovery() {
    return entity.readsEvents() ? super.recovery() : Recovery.disabled();
  }

  @Override
  public K emptyState() {
    return entity.newMachine().get();
  }

  @Override
  public SnapshotAdapter<K> snapshotAdapter() {
    return new MachineSnapshots<>(entity.newMachine());
  }

  @Override
  public EventHandler<K, E> eventHandler() {
    return (machine, event) -> {
      if (!((Object) event instanceof HistoryCut)) {
        machine.apply(event);
      }
      return machine;
    };
  }

  @Override
  public CommandHandler<Query<M>, E, K> commandHandler() {
    return (machine, query) ->
        Effect()
            .none()
            .thenRun(same -> query.replyTo().tell(new Answer(answer(same, query))))
            .thenStop();
  }

  private Optional<Reply> answer(K machine, Query<M> query) {
    if (!entity.isComplete().test(machine, lastSequenceNumber(context))) {
      return Optional.empty();
    }
    Requester client = reply -> {};
    Outcome<E> outcome = machine.receive(query.message(), client, time.now());
    boolean isAnswerOnly =
        outcome.events().isEmpty()
            && outcome.envelopes().size() == 1
            && outcome.envelopes().get(0) instanceof Envelope.ToClient;
    return isAnswerOnly
        ? Optional.of(((Envelope.ToClient) outcome.envelopes().get(0)).reply())
        : Optional.empty();
  }
}
