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

  @Override
  public String toString() {
    return kind.name().charAt(0) + ":" + id;
  }
}
