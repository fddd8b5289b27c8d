package io.switchboard.domain.partition;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.protocol.Requester;
import io.switchboard.domain.statemachine.Machine;
import io.switchboard.domain.statemachine.Outcome;
import io.switchboard.domain.statemachine.StateMachine;
import io.switchboard.domain.statemachine.TimeIndex;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * The state machines of the entities of one kind in one partition of an account.
 *
 * <p>The state of an entity is stored as a whole after each change, so it can leave memory whenever
 * it has nothing to send. The caller stores the {@link #changes} of a batch of messages together,
 * and loads each entity that is {@link #isLoaded not in memory} before it delivers a message to it.
 *
 * @param <M> messages of an entity
 * @param <E> events of an entity
 * @param <K> the state machine of an entity
 */
public final class PartitionMachine<M, E, K extends StateMachine<M, E>>
    extends Machine<PartitionMessage<M>, PartitionEvent<E>> {

  private final BiFunction<String, AccountPolicy, K> newEntity;
  private final int mostIdle;

  private record Active<K>(K machine, long timer) {}

  /** Entities with a timer. */
  private final Map<String, Active<K>> active = new HashMap<>();

  /** Entities without a timer, the least recently used first. */
  private final Map<String, K> idle = new LinkedHashMap<>();

  private final TimeIndex timers = new TimeIndex();
  private final Set<String> changed = new LinkedHashSet<>();

  /**
   * A partition without loaded entities.
   *
   * @param mostIdle how many entities that have nothing to send stay in memory
   */
  public PartitionMachine(
      AccountPolicy policy, BiFunction<String, AccountPolicy, K> newEntity, int mostIdle) {
    super(Optional.of(policy));
    this.newEntity = newEntity;
    this.mostIdle = mostIdle;
  }

  /** Whether the entity is in memory. */
  public boolean isLoaded(String id) {
    return active.containsKey(id) || idle.containsKey(id);
  }

  /** The ids of the entities that have something to send. */
  public Set<String> active() {
    return Set.copyOf(active.keySet());
  }

  /** The machine of an entity; empty if it is not in memory. */
  public Optional<K> entity(String id) {
    return Optional.ofNullable(active.get(id))
        .map(Active::machine)
        .or(() -> Optional.ofNullable(idle.get(id)));
  }

  /**
   * Loads an entity. The entity sends nothing until it has received a message, because this message
   * may be the acknowledgement of a message that it would repeat.
   *
   * @param stored its state; empty if none is stored
   */
  public void load(String id, Optional<Object> stored) {
    K machine = newEntity.apply(id, policy());
    stored.ifPresent(machine::restore);
    idle.put(id, machine);
  }

  /** Sends what an entity in memory may have to send. */
  public Outcome<PartitionEvent<E>> wake(String id, long now) {
    K machine = configured(id, now);
    finish(id, machine, machine.wake(now));
    return outcome();
  }

  /** Removes an entity from memory, whatever it has to send. */
  public void unload(String id) {
    Optional.ofNullable(active.remove(id)).ifPresent(was -> timers.remove(was.timer(), id));
    idle.remove(id);
  }

  /**
   * Removes entities from memory that the caller then removes from the stored states. An entity
   * stays that has changed since the last call of {@link #changes}, or is in memory and may not go.
   *
   * @return the entities that do not stay
   */
  public Set<String> forget(Set<String> ids, Predicate<K> mayGo) {
    Set<String> forgotten = new LinkedHashSet<>();
    for (String id : ids) {
      if (!changed.contains(id) && entity(id).map(mayGo::test).orElse(true)) {
        unload(id);
        forgotten.add(id);
      }
    }
    return forgotten;
  }

  /** The states of the entities that have changed since the last call, by id. */
  public Map<String, Object> changes() {
    Map<String, Object> states = new LinkedHashMap<>();
    changed.forEach(id -> states.put(id, entity(id).orElseThrow().snapshot()));
    changed.clear();
    return states;
  }

  /**
   * Removes the least recently used entities that have nothing to send, except for as many as may
   * stay in memory. Their changes must be durable.
   */
  public void removeIdle() {
    Iterator<String> oldest = idle.keySet().iterator();
    for (int surplus = idle.size() - mostIdle; surplus > 0; surplus--) {
      oldest.next();
      oldest.remove();
    }
  }

  @Override
  protected OptionalLong nextRepetition() {
    return timers.first();
  }

  /** {@inheritDoc} The entity must be in memory. */
  @Override
  protected void decide(PartitionMessage<M> message, Requester client, long now) {
    String id = message.entity();
    K machine = configured(id, now);
    finish(id, machine, machine.receive(message.message(), client, now));
  }

  @Override
  protected void onTick(long now) {
    for (String id : timers.until(now)) {
      K machine = configured(id, now);
      finish(id, machine, machine.tick(now));
    }
  }

  /** The machine of an entity, with the present configuration. */
  private K configured(String id, long now) {
    K machine = entity(id).orElseThrow();
    if (!machine.isConfigured(policy().revision())) {
      finish(id, machine, machine.configure(policy(), now));
    }
    return machine;
  }

  private void finish(String id, K machine, Outcome<E> outcome) {
    if (!outcome.events().isEmpty()) {
      changed.add(id);
    }
    add(outcome, event -> new PartitionEvent<>(id, event));
    unload(id);
    OptionalLong timer = machine.nextTimer();
    if (timer.isPresent()) {
      timers.add(timer.getAsLong(), id);
      active.put(id, new Active<>(machine, timer.getAsLong()));
    } else {
      idle.put(id, machine);
    }
  }
}
