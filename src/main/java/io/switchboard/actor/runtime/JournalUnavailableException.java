package io.switchboard.actor.runtime;

/** An entity could not write or read its events, and starts again from what is durable. */
public final class JournalUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public JournalUnavailableException() {
    super("the journal has failed");
  }
}
