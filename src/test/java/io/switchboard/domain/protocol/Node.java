package io.switchboard.domain.protocol;

import io.switchboard.domain.statemachine.Outcome;
import io.switchboard.domain.statemachine.StateMachine;

/** One entity. */
interface Node<M extends Message, E, S extends StateMachine<M, E>> {

  Address address();

  /** What runs the entity. */
  Actor actor();

  /** Its machine; if it is not in memory, one that has the stored state. */
  S machine();

  /** The outcome of a message, which must be one of its kind. */
  Outcome<Object> receive(Message message, Requester client, long now);

  /** The revision of its configuration. */
  default int revision() {
    return actor().revision();
  }

  /** The time of its own clock. */
  default long clock(long now) {
    return actor().clock(now);
  }
}
