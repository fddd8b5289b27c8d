package io.switchboard.domain.protocol;

/** A message and its receiver. Ids are those of one account. */
public sealed interface Envelope {

  /** A message to another entity. */
  sealed interface ToEntity extends Envelope {
    Address address();

    Message message();
  }

  record ToConversation(String conversation, ConversationMessage message) implements ToEntity {
    @Override
    public Address address() {
      return Address.conversation(conversation);
    }
  }

  record ToQueue(String skill, QueueMessage message) implements ToEntity {
    @Override
    public Address address() {
      return Address.queue(skill);
    }
  }

  record ToAgent(String agent, AgentMessage message) implements ToEntity {
    @Override
    public Address address() {
      return Address.agent(agent);
    }
  }

  record ToConsumer(String consumer, ConsumerMessage message) implements ToEntity {
    @Override
    public Address address() {
      return Address.consumer(consumer);
    }
  }

  /** A message to the distributor of the queue that sends it. */
  record ToDistributor(DistributorMessage message) implements Envelope {}

  /** The answer to a request. */
  record ToClient(Requester client, Reply reply) implements Envelope {}

  /** A notification of all desktop clients of the agent that sends it. */
  record ToDesktop(AgentNotification signal) implements Envelope {}
}
