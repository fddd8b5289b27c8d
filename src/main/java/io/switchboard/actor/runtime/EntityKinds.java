package io.switchboard.actor.runtime;

/** Names of the kinds of entities, with which their persistence ids begin. */
public final class EntityKinds {
  public static final String CONVERSATION = "Conversation";
  public static final String CONSUMER = "Consumer";
  public static final String QUEUE = "SkillQueue";
  public static final String AGENT = "Agent";

  private EntityKinds() {}
}
