package io.switchboard.domain.protocol;

/** The sender of a request, who waits for a {@link Reply}. */
public interface Requester {

  /** The sender of a message between entities, which has no {@link Reply}. */
  Requester NONE = reply -> {};

  /** Sends the reply to the client. */
  void answer(Reply reply);

  /**
   * Whether the request may still be started. False after its deadline: the client gets, or has
   * got, the answer that there was none.
   */
  default boolean isWaiting() {
    return true;
  }
}
