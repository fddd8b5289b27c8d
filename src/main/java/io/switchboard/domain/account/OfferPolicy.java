package io.switchboard.domain.account;

/**
 * The settings of offers with the defaults applied (routing rules, section 3.2).
 *
 * @param timeout the offer timeout in nanoseconds
 * @param missedBeforeAway consecutive misses after which an agent is set away; 0: never
 */
public record OfferPolicy(OfferMode mode, long timeout, int missedBeforeAway) {}
