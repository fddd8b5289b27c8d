package io.switchboard.domain.protocol;

/** Kind and id of an entity of one account. */
public record Address(Kind kind, String id) {

  /** Kinds of entities that send one another messages. */
  public enum Kind {
    CONVERSATION,
    QUEUE,
    AGENT,
    CONSUMER
  }

  public static Address conversation(String id) {
    return new Address(Kind.CONVERSATION, id);
  }

  public static Address queue(String skill) {
    return new Address(Kind.QUEUE, skill);
  }

  public static Address agent(String id) {
    return new Address(Kind.AGENT, id);
  }

  public static Address consumer(String id) {
    return new Address(Kind.CONSUMER, id);
  }

  /** A message and its receiver. */
  public record Letter(Address to, Message message) {}

  /**
   * The receiver and the message of an envelope that is addressed to an entity.
   *
   * @throws ClassCastException if the envelope is addressed to a client, a desktop or a distributor
   */
  public static Letter letter(Envelope send) {
    if (send instanceof Envelope.ToConversation to) {
      return new Letter(conversation(to.conversation()), to.message());
    }
    if (send instanceof Envelope.ToQueue to) {
      return new Letter(queue(to.skill()), to.message());
    }
    if (send instanceof Envelope.ToAgent to) {
      return new Letter(agent(to.agent()), to.message());
    }
    Envelope.ToConsumer to = (Envelope.ToConsumer) send;
    return new Letter(consumer(to.consumer()), to.message());
  }

  @Override
  public String toString() {
    return kind.name().charAt(0) + ":" + id;
  }
}
