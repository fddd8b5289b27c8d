package io.switchboard.domain.account;

/** Whether percentages yield to the availability of groups (routing rules, section 5). */
public enum DistributionMode {
  /** Unavailable groups yield to the other groups of their tier, then to the second tier. */
  CASCADE,
  /** Percentages are kept strictly, even for groups without an agent online. */
  STATIC
}
