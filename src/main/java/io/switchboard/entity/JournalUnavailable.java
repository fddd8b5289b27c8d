package io.switchboard.entity;

/** An entity could not write or read its events, and starts again from what is durable. */
public final class JournalUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JournalUnavailable() {
    super("the journal has failed");
  }
}
