package io.switchboard.domain.protocol;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.partition.PartitionEvent;
import io.switchboard.domain.partition.PartitionMachine;
import io.switchboard.domain.partition.PartitionMessage;
import io.switchboard.domain.protocol.Address.Kind;
import io.switchboard.domain.statemachine.Outcome;
import io.switchboard.domain.statemachine.StateMachine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Conversations or consumers that one actor runs. Each is loaded from its stored state when the
 * next message to it arrives. If only the actor is restarted, after a failed write, the entities
 * that had something to send are loaded at once.
 */
final class Partition<M extends Message, E, S extends StateMachine<M, E>> extends Actor {

  /**
   * How entities are spread over partitions.
   *
   * @param count of the partitions of each kind
   * @param mostIdle how many entities that have nothing to send stay in the memory of each
   */
  record Layout(int count, int mostIdle) {}

  /** The kind of all entities, and one of the partitions of that kind. */
  record Place(Kind kind, int number, Layout layout) {
    boolean includes(Address address) {
      return address.kind() == kind
          && Math.floorMod(address.id().hashCode(), layout.count()) == number;
    }
  }

  private final Place place;
  private final BiFunction<String, AccountPolicy, S> birth;
  private final StoredStates stored;
  private final Map<String, Member> members = new LinkedHashMap<>();
  private PartitionMachine<M, E, S> machine;
  private Set<String> resumed = Set.of();

  Partition(Place place, BiFunction<String, AccountPolicy, S> birth, StoredStates stored) {
    this.place = place;
    this.birth = birth;
    this.stored = stored;
  }

  /** One entity. */
  private final class Member implements Node<M, E, S> {
    private final Address address;
    private Optional<Object> storedState = Optional.empty();
    private Optional<S> asStored = Optional.empty();

    private Member(Address address) {
      this.address = address;
    }

    @Override
    public Address address() {
      return address;
    }

    @Override
    public String toString() {
      return address.toString();
    }

    @Override
    public Actor actor() {
      return Partition.this;
    }

    @Override
    public S machine() {
      return machine.entity(address.id()).orElseGet(this::asStored);
    }

    private S asStored() {
      Optional<Object> state = stored.read(address.id());
      if (asStored.isEmpty() || state.orElse(null) != storedState.orElse(null)) {
        S restored = birth.apply(address.id(), machine.policy());
        state.ifPresent(restored::restore);
        storedState = state;
        asStored = Optional.of(restored);
      }
      return asStored.get();
    }

    @Override
    @SuppressWarnings("unchecked")
    public Outcome<Object> receive(Message message, Requester client, long now) {
      load(Set.of(address.id()));
      PartitionMessage<M> own = new PartitionMessage<>(address.id(), (M) message);
      return turn(machine.receive(own, client, clock(now))).outcome();
    }

    private Turn turn(Outcome<PartitionEvent<E>> outcome) {
      List<E> events = outcome.events().stream().map(PartitionEvent::event).toList();
      return Turn.of(this, new Outcome<>(events, outcome.envelopes()));
    }

    private boolean isChangedBy(PartitionEvent<E> event) {
      return event.entity().equals(address.id());
    }

    private boolean isDue(long clock) {
      return machine
          .entity(address.id())
          .filter(own -> own.nextTimer().orElse(Long.MAX_VALUE) <= clock)
          .isPresent();
    }
  }

  /** The entity of this address, which is new. */
  Node<M, E, S> add(Address address) {
    Member added = new Member(address);
    members.put(address.id(), added);
    return added;
  }

  @Override
  PartitionMachine<M, E, S> machine() {
    return machine;
  }

  @Override
  Collection<? extends Node<?, ?, ?>> entities() {
    return members.values();
  }

  @Override
  boolean runs(Address address) {
    return place.includes(address);
  }

  @Override
  boolean isRemembered() {
    return false;
  }

  @Override
  void restore(AccountPolicy policy, boolean fromSnapshot) {
    machine = new PartitionMachine<>(policy, birth, place.layout().mostIdle());
  }

  @Override
  void load(Set<String> ids) {
    ids.stream()
        .filter(id -> !machine.isLoaded(id))
        .forEach(id -> machine.load(id, stored.read(id)));
  }

  @Override
  void crashes(boolean isRestarted) {
    resumed = isRestarted ? machine.active() : Set.of();
  }

  @Override
  Set<String> resumed() {
    return resumed;
  }

  @Override
  List<Turn> wake(long now) {
    List<Turn> turns = new ArrayList<>(super.wake(now));
    load(resumed);
    resumed.forEach(id -> turns.add(members.get(id).turn(machine.wake(id, clock(now)))));
    resumed = Set.of();
    return turns;
  }

  @Override
  int revisionOfState() {
    return members.keySet().stream()
        .flatMap(id -> machine.entity(id).stream())
        .flatMap(own -> own.configurationRevision().stream())
        .mapToInt(Long::intValue)
        .max()
        .orElse(0);
  }

  /** The start and a new configuration of a partition change no entity. */
  @Override
  List<Turn> turns(Outcome<?> outcome) {
    if (!outcome.events().isEmpty() || !outcome.envelopes().isEmpty()) {
      throw new Broken("%s decides without a message: %s".formatted(this, outcome));
    }
    return List.of();
  }

  /** {@inheritDoc} The messages of all entities are those of the first turn. */
  @Override
  List<Turn> tick(long now) {
    List<Member> due = members.values().stream().filter(one -> one.isDue(clock(now))).toList();
    Outcome<PartitionEvent<E>> outcome = machine.tick(clock(now));
    List<Turn> turns = new ArrayList<>();
    for (Member member : due) {
      List<Envelope> envelopes = turns.isEmpty() ? outcome.envelopes() : List.of();
      List<PartitionEvent<E>> own = outcome.events().stream().filter(member::isChangedBy).toList();
      turns.add(member.turn(new Outcome<>(own, envelopes)));
    }
    return turns;
  }

  @Override
  void write(List<Turn> turns) {
    Map<String, Object> changes = machine.changes();
    if (!changes.isEmpty()) {
      stored.write(changes);
    }
  }

  @Override
  void endTurn() {
    machine.removeIdle();
  }

  /** Removes from memory the entities that still have something to send. */
  void removeActive() {
    members.keySet().stream()
        .filter(id -> machine.entity(id).filter(own -> own.nextTimer().isPresent()).isPresent())
        .forEach(machine::unload);
  }

  @Override
  public String toString() {
    return "partition %d of %s".formatted(place.number(), place.kind());
  }
}
