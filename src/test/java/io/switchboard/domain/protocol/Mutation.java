package io.switchboard.domain.protocol;

import io.switchboard.domain.protocol.Address.Letter;
import io.switchboard.domain.statemachine.Outcome;
import java.util.List;
import java.util.Random;

/** A plausible mistake in the protocol, made around machines that do not make it. */
interface Mutation {

  /** No mistake. */
  Mutation NONE = new Mutation() {};

  /** What goes wrong beside this mistake. */
  default Faults faults(Random random) {
    return Faults.of(random);
  }

  /** Whether all clocks are right, and none is ever set back. */
  default boolean keepsTime() {
    return false;
  }

  /** Whether an entity wakes by the oldest configuration, whatever it has decided by. */
  default boolean wakesByOldest() {
    return false;
  }

  /** What an entity understands when it is told this. */
  default Letter before(Node<?, ?, ?> node, Letter letter, World world) {
    return letter;
  }

  /** What an entity makes of something instead. */
  default Outcome<Object> after(Node<?, ?, ?> node, Outcome<Object> outcome, World world) {
    return outcome;
  }

  /** What is sent although it could not be made durable. */
  default List<Envelope> despiteCrash(List<Envelope> sends) {
    return List.of();
  }
}
