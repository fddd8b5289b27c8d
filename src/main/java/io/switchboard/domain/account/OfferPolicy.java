package io.switchboard.domain.account;

/**
 * How conversations are offered to agents, with the defaults applied (routing rules, section 3.2).
 *
 * @param timeout nanoseconds that an agent has to accept
 * @param missedBeforeAway consecutive misses after which an agent is set away; 0 switches it off
 */
public record OfferPolicy(OfferMode mode, long timeout, int missedBeforeAway) {}
