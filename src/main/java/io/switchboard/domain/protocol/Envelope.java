package io.switchboard.domain.protocol;

/** A message and its receiver. Ids are those of one account. */
public sealed interface Envelope {

  record ToConversation(String conversation, ConversationMessage message) implements Envelope {}

  record ToQueue(String skill, QueueMessage message) implements Envelope {}

  record ToAgent(String agent, AgentMessage message) implements Envelope {}

  record ToConsumer(String consumer, ConsumerMessage message) implements Envelope {}

  /** A message to the distributor of the queue that sends it. */
  record ToDistributor(DistributorMessage message) implements Envelope {}

  /** The answer to a request. */
  record ToClient(Requester client, Reply reply) implements Envelope {}

  /** A notification of all desktop clients of the agent that sends it. */
  record ToDesktop(AgentNotification signal) implements Envelope {}
}
