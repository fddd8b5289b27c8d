package io.switchboard.domain.statemachine;

/**
 * What must always hold (routing rules, section 7), as far as one entity can see by itself that it
 * does not. That two agents have one conversation no entity sees alone.
 */
public enum Invariant {
  /** A conversation is in one place only: in a line or held out, and once in an agent's hands. */
  ONE_PLACE,
  /** Routing takes no agent beyond their maximum. */
  CAPACITY,
  /** No group is given more or less than its share by more than is proved. */
  SHARES
}
