package io.switchboard.domain.routing;

/** The kind of search that led to an offer. */
public enum Occasion {
  /** An agent for the conversation: agents were compared. */
  AGENT_SOUGHT,
  /**
   * A conversation for an agent who gained capacity (work search): the most urgent conversations of
   * all queues of the agent were compared.
   */
  CAPACITY_GAINED
}
