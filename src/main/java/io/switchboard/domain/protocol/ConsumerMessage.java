package io.switchboard.domain.protocol;

/** What is told to a consumer, who is remembered. */
public sealed interface ConsumerMessage extends Message {

  /** This conversation begins: who is the consumer? */
  record RequestHistory(String conversation) implements ConsumerMessage {}

  /** An agent got a conversation of this consumer. */
  record Served(String conversation, String agent, long at) implements ConsumerMessage {}
}
