package io.switchboard.domain.statemachine;

/** Invariants (routing rules, section 7) whose violation an entity detects by itself. */
public enum Invariant {
  /** A queue has each conversation once, waiting or offered; so has an agent. */
  ONE_PLACE,
  /** Routing gives no agent more conversations than their maximum. */
  CAPACITY,
  /** The deviation of each group stays within the proved bound (section 5). */
  SHARES
}
