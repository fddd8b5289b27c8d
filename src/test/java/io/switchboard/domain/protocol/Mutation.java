package io.switchboard.domain.protocol;

import io.switchboard.domain.statemachine.Outcome;
import java.util.List;
import java.util.Random;

/** A plausible mistake in the protocol, made around correct machines. */
interface Mutation {

  /** No mistake. */
  Mutation NONE = new Mutation() {};

  /** The faults beside this mistake. */
  default Faults faults(Random random) {
    return Faults.of(random);
  }

  /** Whether all clocks are right and never set back. */
  default boolean keepsTime() {
    return false;
  }

  /** Whether an entity is loaded with the oldest configuration, regardless of its last decision. */
  default boolean wakesByOldest() {
    return false;
  }

  /** The letter that an entity receives instead of this one. */
  default Letter before(Node<?, ?, ?> node, Letter letter, ProtocolSimulator world) {
    return letter;
  }

  /** The outcome that an entity has instead of this one. */
  default Outcome<Object> after(
      Node<?, ?, ?> node, Outcome<Object> outcome, ProtocolSimulator world) {
    return outcome;
  }

  /** What stores the states of one partition. */
  default StoredStates stores() {
    return new StoredStates();
  }

  /** Called after a write, when all messages have been sent. */
  default void endsTurn(Actor actor, ProtocolSimulator world) {}

  /** The envelopes that are sent although their events could not be stored. */
  default List<Envelope> despiteCrash(List<Envelope> sends) {
    return List.of();
  }
}
