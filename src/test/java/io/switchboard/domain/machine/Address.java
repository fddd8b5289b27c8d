package io.switchboard.domain.machine;

import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.ConsumerMessage;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.Message;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.protocol.Send;

/** Where an entity is found. */
record Address(Kind kind, String id) {

  enum Kind {
    CONVERSATION,
    QUEUE,
    AGENT,
    CONSUMER
  }

  static Address conversation(String id) {
    return new Address(Kind.CONVERSATION, id);
  }

  static Address queue(String skill) {
    return new Address(Kind.QUEUE, skill);
  }

  static Address agent(String id) {
    return new Address(Kind.AGENT, id);
  }

  /** A message and the entity that it is for, in the order in which they were sent. */
  record Letter(Address to, Message message) {}

  /** The letter that this is, when it is one from an entity to another. */
  static Letter letter(Send send) {
    if (send instanceof Send.ToConversation to) {
      ConversationMessage message = to.message();
      return new Letter(conversation(to.conversation()), message);
    }
    if (send instanceof Send.ToQueue to) {
      QueueMessage message = to.message();
      return new Letter(queue(to.skill()), message);
    }
    if (send instanceof Send.ToAgent to) {
      AgentMessage message = to.message();
      return new Letter(agent(to.agent()), message);
    }
    Send.ToConsumer to = (Send.ToConsumer) send;
    ConsumerMessage message = to.message();
    return new Letter(new Address(Kind.CONSUMER, to.consumer()), message);
  }

  @Override
  public String toString() {
    return kind.name().charAt(0) + ":" + id;
  }
}
