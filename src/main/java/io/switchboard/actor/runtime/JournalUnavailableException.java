package io.switchboard.actor.runtime;

/** An entity could not read or write its events; it restarts from its durable state. */
public final class JournalUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public JournalUnavailableException() {
    super("the journal has failed");
  }

  public JournalUnavailableException(Throwable cause) {
    super("the stored states of entities could not be read", cause);
  }
}
