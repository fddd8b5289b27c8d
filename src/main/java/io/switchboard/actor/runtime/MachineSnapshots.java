package io.switchboard.actor.runtime;

import akka.persistence.typed.SnapshotAdapter;
import io.switchboard.domain.statemachine.StateMachine;
import java.util.function.Supplier;

/** Stores a state machine by its snapshot. */
public record MachineSnapshots<K extends StateMachine<?, ?>>(Supplier<K> newMachine)
    implements SnapshotAdapter<K> {
  @Override
  public Object toJournal(K machine) {
    return machine.snapshot();
  }

  @Override
  public K fromJournal(Object snapshot) {
    K machine = newMachine.get();
    machine.restore(snapshot);
    return machine;
  }
}
