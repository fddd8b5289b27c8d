package io.switchboard.domain.statemachine;

/**
 * Invariants of the routing rules (section 7) whose violation one entity can detect by itself. No
 * entity alone can detect that two agents have one conversation.
 */
public enum Invariant {
  /**
   * A queue has each conversation once, waiting or offered; an agent has each conversation once.
   */
  ONE_PLACE,
  /** Routing gives no agent more conversations than their maximum. */
  CAPACITY,
  /** The deviation of each group stays within the proved bound (section 5). */
  SHARES
}
