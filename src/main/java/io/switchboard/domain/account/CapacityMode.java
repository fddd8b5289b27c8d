package io.switchboard.domain.account;

/** How an agent's room is measured (routing rules, section 3.1). */
public enum CapacityMode {
  /** By the number of conversations. */
  MAX_CONCURRENT,
  /** By the sum of their weights: a conversation in which nothing happens weighs less. */
  DYNAMIC
}
