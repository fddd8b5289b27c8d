package io.switchboard.domain.account;

/** How an agent receives an offer (routing rules, section 3.2). */
public enum OfferMode {
  /** The offer rings until it is accepted, declined, missed or withdrawn. */
  RING,
  /** The offer is accepted at once, without ringing. */
  AUTO_ACCEPT
}
