package io.switchboard.domain.protocol;

import java.util.function.Consumer;

/** A message and its receiver. Ids are those of one account. */
public sealed interface Envelope {

  /** Delivers the message: to another entity by {@code network}, otherwise to its receiver. */
  void deliver(Consumer<ToEntity> network);

  /** A message to another entity. */
  sealed interface ToEntity extends Envelope {
    Address address();

    Message message();

    @Override
    default void deliver(Consumer<ToEntity> network) {
      network.accept(this);
    }
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

  /** The answer to a request. */
  record ToClient(Requester client, Reply reply) implements Envelope {
    @Override
    public void deliver(Consumer<ToEntity> network) {
      client.answer(reply);
    }
  }

  /** A message to a receiver of this entity alone: an agent's desktops, a queue's distributor. */
  record ToReceiver<T>(Consumer<T> receiver, T message) implements Envelope {
    @Override
    public void deliver(Consumer<ToEntity> network) {
      receiver.accept(message);
    }
  }
}
