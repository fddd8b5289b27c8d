package io.switchboard.domain.protocol;

/** A message and where it goes. Ids are those of one account. */
public sealed interface Send {

  record ToConversation(String conversation, ConversationMessage message) implements Send {}

  record ToQueue(String skill, QueueMessage message) implements Send {}

  record ToAgent(String agent, AgentMessage message) implements Send {}

  record ToConsumer(String consumer, ConsumerMessage message) implements Send {}

  /** To the distributor that belongs to the queue which says this. */
  record ToDistributor(DistributorMessage message) implements Send {}

  /** The answer to somebody who asked. */
  record ToClient(Client client, Reply reply) implements Send {}

  /** To everybody who looks at what the agent who says this has on their desktop. */
  record ToDesktop(AgentSignal signal) implements Send {}
}
