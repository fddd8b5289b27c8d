package io.switchboard.domain.routing;

/** The kind of search that led to an offer. */
public enum Occasion {
  /** A search for an agent of one conversation: agents were compared. */
  AGENT_SEARCH,
  /**
   * A work search, which an agent begins after a gain of capacity: the most urgent conversations of
   * all queues of the agent were compared.
   */
  WORK_SEARCH
}
