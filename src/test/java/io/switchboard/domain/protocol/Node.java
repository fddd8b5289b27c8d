package io.switchboard.domain.protocol;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.statemachine.Outcome;
import io.switchboard.domain.statemachine.StateMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * One running entity: its machine, and the log of its stored events, which alone survives a crash.
 */
class Node<M extends Message, E, S extends StateMachine<M, E>> {

  /** The creation of machines of one kind, and of their snapshots, which keep logs short. */
  interface Species<S> {
    S birth(String id, AccountPolicy policy);

    /** A function that restores a later machine to the state of this one. */
    Consumer<S> memento(S machine);
  }

  private static final int ONE_IN = 5;
  private static final long LONGEST_SET_BACK = 3_600_000_000_000L;

  private final Address address;
  private final Species<S> species;
  private final List<E> log = new ArrayList<>();
  private S machine;
  private int revision;
  private boolean awake;
  private boolean wakesByItself;
  private long behind;
  private long downUntil = Long.MIN_VALUE;
  private Consumer<S> snapshot = fresh -> {};
  private int snapshotAt;

  Node(Address address, Species<S> species) {
    this.address = address;
    this.species = species;
  }

  final Address address() {
    return address;
  }

  final S machine() {
    return machine;
  }

  /** The revision of its configuration. */
  final int revision() {
    return revision;
  }

  final boolean isAwake() {
    return awake;
  }

  final long downUntil() {
    return downUntil;
  }

  final boolean isDown(long now) {
    return downUntil > now;
  }

  /** The time of its own clock, which may be wrong, or set back while it was down. */
  final long clock(long now) {
    return now - behind;
  }

  /** Sets its clock back by this duration, or ahead if negative. */
  final void setWrong(long by) {
    behind = by;
  }

  /** Corrects its clock. */
  final void setRight() {
    behind = 0;
  }

  /** Replaces the machine by a new one restored from the stored events; it is not loaded yet. */
  void rebirth(
      AccountPolicy policy, int newRevision, boolean fromSnapshot, long until, boolean restarts) {
    machine = species.birth(address.id(), policy);
    revision = newRevision;
    awake = false;
    wakesByItself = restarts;
    behind = until % ONE_IN == 0 ? behind + until % LONGEST_SET_BACK : behind;
    downUntil = until;
    if (fromSnapshot) {
      snapshot.accept(machine);
    }
    log.subList(fromSnapshot ? snapshotAt : 0, log.size()).forEach(machine::apply);
  }

  final void takeSnapshot() {
    snapshot = species.memento(machine);
    snapshotAt = log.size();
  }

  @SuppressWarnings("unchecked")
  final void write(List<Object> events) {
    events.forEach(event -> log.add((E) event));
  }

  /** Sets another revision for its loading than that of its creation. */
  final void wakesBy(AccountPolicy policy, int newRevision) {
    machine.replacePolicy(policy);
    revision = newRevision;
  }

  final Outcome<Object> wake(long now) {
    awake = true;
    return any(machine.wake(clock(now)));
  }

  @SuppressWarnings("unchecked")
  final Outcome<Object> receive(Message message, Requester client, long now) {
    return any(machine.receive((M) message, client, clock(now)));
  }

  final Outcome<Object> tick(long now) {
    return any(machine.tick(clock(now)));
  }

  final Outcome<Object> configure(AccountPolicy policy, int newRevision, long now) {
    revision = newRevision;
    return any(machine.configure(policy, clock(now)));
  }

  /** The time of its next timer. */
  final OptionalLong nextTimer() {
    if (awake) {
      OptionalLong timer = machine.nextTimer();
      return timer.isPresent() ? OptionalLong.of(timer.getAsLong() + behind) : timer;
    }
    return wakesByItself ? OptionalLong.of(downUntil) : OptionalLong.empty();
  }

  private static Outcome<Object> any(Outcome<?> outcome) {
    return new Outcome<>(List.copyOf(outcome.events()), outcome.envelopes());
  }
}
