package io.switchboard.domain.protocol;

/** Messages to a consumer entity. */
public sealed interface ConsumerMessage extends Message {

  /** Requests the history. Answered with {@link ConversationMessage.ConsumerKnown}. */
  record RequestHistory(String conversation) implements ConsumerMessage {}

  /** A conversation of the consumer was assigned to an agent. */
  record Served(String conversation, ServingAgent by) implements ConsumerMessage {}
}
