package io.switchboard.domain.account;

/** The measure of an agent's capacity (routing rules, section 3.1). */
public enum CapacityMode {
  /** The number of conversations. */
  MAX_CONCURRENT,
  /** The sum of the weights of the conversations; an inactive conversation weighs less. */
  DYNAMIC
}
