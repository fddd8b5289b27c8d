package io.switchboard.domain.protocol;

/** Whoever asked, and waits for a {@link Reply}. */
public interface Requester {

  /** Asked by another entity, which is told by messages. */
  Requester NOBODY = new Requester() {};

  /**
   * Whether what was asked may still be begun; false when the client is about to be told, or has
   * been, that there was no answer.
   */
  default boolean isWaiting() {
    return true;
  }
}
