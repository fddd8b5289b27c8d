package io.switchboard.domain.account;

/** Whether percentages bend to who is there (routing rules, section 5). */
public enum DistributionMode {
  /** Groups that are away or overwhelmed hand over to the others, then to the secondary tier. */
  CASCADE,
  /** Percentages are kept strictly, whoever is online. */
  STATIC
}
