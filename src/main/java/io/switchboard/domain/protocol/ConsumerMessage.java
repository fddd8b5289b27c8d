package io.switchboard.domain.protocol;

/** Messages to a consumer entity. */
public sealed interface ConsumerMessage extends Message {

  /** A starting conversation requests the history: {@link ConversationMessage.ConsumerKnown}. */
  record RequestHistory(String conversation) implements ConsumerMessage {}

  /** A conversation of the consumer was assigned to an agent. */
  record Served(String conversation, ServingAgent by) implements ConsumerMessage {}
}
