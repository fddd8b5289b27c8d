package io.switchboard.actor;

import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.Recovery;
import io.switchboard.actor.EntityCommand.Deliver;
import io.switchboard.actor.EntityCommand.Forget;
import io.switchboard.actor.EntityCommand.Input;
import io.switchboard.actor.EntityCommand.Loaded;
import io.switchboard.actor.EntityCommand.NotLoaded;
import io.switchboard.actor.EntityCommand.Request;
import io.switchboard.actor.account.ConfiguredAccount;
import io.switchboard.actor.runtime.ActorRequester;
import io.switchboard.actor.runtime.StateStore;
import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.dispatch.Cases;
import io.switchboard.domain.partition.PartitionEvent;
import io.switchboard.domain.partition.PartitionMachine;
import io.switchboard.domain.partition.PartitionMessage;
import io.switchboard.domain.partition.PartitionWrite;
import io.switchboard.domain.protocol.Message;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.statemachine.Outcome;
import io.switchboard.domain.statemachine.StateMachine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Runs the entities of one kind whose ids are in one partition of an account.
 *
 * <p>A batch of messages to any of them is written at once: one row of the journal has all events,
 * and the state of each changed entity is stored in the same transaction ({@link StateStore}). So
 * recovery reads no events. Before a batch, the states of its entities that are not in memory are
 * loaded together.
 */
abstract class PartitionEntity<M extends Message, E, K extends StateMachine<M, E>>
    extends EntityActor<PartitionMessage<M>, PartitionEvent<E>, PartitionMachine<M, E, K>> {

  private static final Cases<Void, Input, Optional<String>> RECEIVERS =
      Cases.<Void, Input, Optional<String>>of(Input.class)
          .when(Deliver.class, message -> Optional.of(message.entity()))
          .when(Request.class, request -> Optional.of(request.entity()))
          .when(EntityCommand.Resume.class, load -> Optional.of(load.entity()))
          .when(Forget.class, any -> Optional.empty())
          .when(EntityCommand.Watch.class, any -> Optional.empty())
          .when(EntityCommand.ChildMessage.class, any -> Optional.empty())
          .when(EntityCommand.Configured.class, any -> Optional.empty())
          .when(EntityCommand.Wake.class, any -> Optional.empty())
          .when(EntityCommand.Tick.class, any -> Optional.empty())
          .when(EntityCommand.Check.class, any -> Optional.empty())
          .complete();

  private static final int MOST_IDLE = 100;

  private static final Duration LOAD_TIMEOUT = Duration.ofSeconds(15);

  private final Class<M> messages;
  private final StateStore states;
  private final List<Forget> forgets = new ArrayList<>();
  private Set<String> forgotten = Set.of();

  PartitionEntity(EntityContext context, Class<M> messages) {
    super(context);
    this.messages = messages;
    this.states = StateStore.of(context.actor().getSystem());
  }

  /** A new state machine of an entity. */
  abstract K newEntity(String id, AccountPolicy policy);

  /** Whether an entity in memory has nothing to send and never changes again unless it restarts. */
  abstract boolean isOver(K machine);

  @Override
  final PartitionMachine<M, E, K> newMachine(ConfiguredAccount account) {
    return new PartitionMachine<>(account.policy(), this::newEntity, MOST_IDLE);
  }

  @Override
  final Optional<PartitionMessage<M>> accepted(String entity, Message message) {
    return Optional.of(message)
        .filter(messages::isInstance)
        .map(own -> new PartitionMessage<>(entity, messages.cast(own)));
  }

  @Override
  final Object change(PartitionEvent<E> event) {
    return event.event();
  }

  @Override
  final List<PartitionWrite> stored(
      PartitionMachine<M, E, K> machine, List<PartitionEvent<E>> events) {
    Set<String> ids =
        forgets.stream().flatMap(one -> one.ids().stream()).collect(Collectors.toSet());
    forgotten = machine.forget(ids, this::isOver);
    return events.isEmpty() && forgotten.isEmpty()
        ? List.of()
        : List.of(new PartitionWrite(events, machine.changes(), forgotten));
  }

  /** Forgets at the end of the batch, since its other inputs may need the same entities. */
  @Override
  final Outcome<PartitionEvent<E>> forget(PartitionMachine<M, E, K> machine, Forget forget) {
    if (!forget.deadline().isOver()) {
      forgets.add(forget);
    }
    return noOutcome();
  }

  private void answerForgets() {
    for (Forget one : forgets) {
      int entities = (int) one.ids().stream().filter(forgotten::contains).count();
      new ActorRequester(one.replyTo(), one.deadline(), context().lease())
          .answer(new Reply.Forgotten(entities));
    }
    forgets.clear();
  }

  @Override
  final boolean isReadyFor(PartitionMachine<M, E, K> machine, List<Input> batch) {
    Set<String> missing = new LinkedHashSet<>();
    for (Input input : batch) {
      RECEIVERS.apply(null, input).filter(id -> !machine.isLoaded(id)).ifPresent(missing::add);
    }
    if (missing.isEmpty()) {
      return true;
    }
    context()
        .actor()
        .pipeToSelf(
            states
                .load(context().kind(), context().name().account(), missing)
                .toCompletableFuture()
                .orTimeout(LOAD_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS),
            (found, failure) ->
                failure == null
                    ? new Loaded(batch, missing, found)
                    : new NotLoaded(batch, cause(failure)));
    return false;
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  @Override
  final boolean load(PartitionMachine<M, E, K> machine, Loaded loaded) {
    loaded.ids().forEach(id -> machine.load(id, Optional.ofNullable(loaded.states().get(id))));
    boolean isTooNew = isNewerThanConfiguration(machine, loaded.ids());
    if (isTooNew) {
      loaded.ids().forEach(machine::unload);
    }
    return !isTooNew;
  }

  /** A state must not be continued with an older configuration than that of its last decision. */
  private boolean isNewerThanConfiguration(PartitionMachine<M, E, K> machine, Set<String> ids) {
    long newest = newestAccount().revision();
    return ids.stream()
        .flatMap(id -> machine.entity(id).flatMap(K::configurationRevision).stream())
        .anyMatch(revision -> revision > newest);
  }

  @Override
  final Outcome<PartitionEvent<E>> resume(
      PartitionMachine<M, E, K> machine, String entity, long now) {
    return machine.wake(entity, now);
  }

  /** Loads the entities that had something to send. */
  @Override
  final List<Input> inputsAfterRestart(PartitionMachine<M, E, K> machine) {
    return machine.active().stream().<Input>map(EntityCommand.Resume::new).toList();
  }

  @Override
  final void afterTurn(PartitionMachine<M, E, K> machine) {
    machine.removeIdle();
    answerForgets();
  }

  /** The states of entities are loaded on demand. */
  @Override
  public final Recovery recovery() {
    return Recovery.disabled();
  }

  @Override
  public final EventHandler<PartitionMachine<M, E, K>, Object> eventHandler() {
    return (machine, event) -> machine;
  }
}
