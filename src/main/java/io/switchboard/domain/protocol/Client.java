package io.switchboard.domain.protocol;

/** Whoever asked, and waits for a {@link Reply}. It says nothing to a state machine. */
public interface Client {

  /** Asked by another entity, which is told by messages. */
  Client NOBODY = new Client() {};
}
