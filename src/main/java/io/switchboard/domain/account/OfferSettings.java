package io.switchboard.domain.account;

import java.time.Duration;
import java.util.Optional;

/**
 * How conversations are offered to agents (routing rules, section 3.2).
 *
 * @param missedBeforeAway consecutive misses after which an agent is set away; 0 switches it off
 */
public record OfferSettings(
    Optional<OfferMode> mode, Optional<Duration> timeout, Optional<Integer> missedBeforeAway) {

  /** Offers that leave everything to the defaults. */
  public static final OfferSettings DEFAULT =
      new OfferSettings(Optional.empty(), Optional.empty(), Optional.empty());
}
