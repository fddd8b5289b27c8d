package io.switchboard.domain.protocol;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.statemachine.Outcome;
import io.switchboard.domain.statemachine.StateMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** An entity that runs alone. Only its stored events and its snapshot survive a crash. */
class EventSourcedNode<M extends Message, E, S extends StateMachine<M, E>> extends Actor
    implements Node<M, E, S> {
  private final Address address;
  private final BiFunction<String, AccountPolicy, S> birth;
  private final List<E> log = new ArrayList<>();
  private Optional<Object> snapshot = Optional.empty();
  private int snapshotAt;
  private S machine;

  EventSourcedNode(Address address, BiFunction<String, AccountPolicy, S> birth) {
    this.address = address;
    this.birth = birth;
  }

  @Override
  public final Address address() {
    return address;
  }

  @Override
  public final Actor actor() {
    return this;
  }

  @Override
  public final S machine() {
    return machine;
  }

  @Override
  final List<Node<?, ?, ?>> entities() {
    return List.of(this);
  }

  @Override
  final boolean runs(Address other) {
    return address.equals(other);
  }

  @Override
  final boolean isRemembered() {
    return true;
  }

  @Override
  void restore(AccountPolicy policy, boolean fromSnapshot) {
    machine = birth.apply(address.id(), policy);
    if (fromSnapshot) {
      snapshot.ifPresent(machine::restore);
    }
    log.subList(fromSnapshot ? snapshotAt : 0, log.size()).forEach(machine::apply);
  }

  @Override
  final void takeSnapshot() {
    snapshot = Optional.of(machine.snapshot());
    snapshotAt = log.size();
  }

  @Override
  final List<Turn> turns(Outcome<?> outcome) {
    return List.of(Turn.of(this, outcome));
  }

  @Override
  @SuppressWarnings("unchecked")
  final void write(List<Turn> turns) {
    turns.forEach(turn -> turn.outcome().events().forEach(event -> log.add((E) event)));
  }

  @Override
  @SuppressWarnings("unchecked")
  public final Outcome<Object> receive(Message message, Requester client, long now) {
    return Turn.of(this, machine.receive((M) message, client, clock(now))).outcome();
  }

  @Override
  public final String toString() {
    return address.toString();
  }
}
