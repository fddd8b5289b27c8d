package io.switchboard.domain.protocol;

/** A message and where it goes. Ids are those of one account. */
public sealed interface Envelope {

  record ToConversation(String conversation, ConversationMessage message) implements Envelope {}

  record ToQueue(String skill, QueueMessage message) implements Envelope {}

  record ToAgent(String agent, AgentMessage message) implements Envelope {}

  record ToConsumer(String consumer, ConsumerMessage message) implements Envelope {}

  /** To the distributor that belongs to the queue which says this. */
  record ToDistributor(DistributorMessage message) implements Envelope {}

  /** The answer to somebody who asked. */
  record ToClient(Requester client, Reply reply) implements Envelope {}

  /** To everybody who looks at what the agent who says this has on their desktop. */
  record ToDesktop(AgentNotification signal) implements Envelope {}
}
