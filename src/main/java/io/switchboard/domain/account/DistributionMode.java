package io.switchboard.domain.account;

/** Whether percentages yield to the availability of groups (routing rules, section 5). */
public enum DistributionMode {
  /**
   * Unavailable groups yield conversations to the other groups of their tier, then to the secondary
   * tier.
   */
  CASCADE,
  /** Percentages are kept strictly, even for groups without an agent online. */
  STATIC
}
