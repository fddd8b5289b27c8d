package io.switchboard.domain.account;

/** {@link OfferSettings} with the defaults applied; the timeout is in nanoseconds. */
public record OfferPolicy(OfferMode mode, long timeout, int missedBeforeAway) {}
