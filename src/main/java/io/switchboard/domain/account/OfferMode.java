package io.switchboard.domain.account;

/** What an offer asks of an agent (routing rules, section 3.2). */
public enum OfferMode {
  /** It rings until accepted, declined, missed or withdrawn. */
  RING,
  /** It is assigned at once. */
  AUTO_ACCEPT
}
