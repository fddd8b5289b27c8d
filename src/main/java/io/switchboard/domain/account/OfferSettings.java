package io.switchboard.domain.account;

import java.time.Duration;
import java.util.Optional;

/**
 * The settings of offers (routing rules, section 3.2).
 *
 * @param timeout the time that an agent has to accept an offer
 * @param missedBeforeAway consecutive misses after which an agent is set away; 0: never
 */
public record OfferSettings(
    Optional<OfferMode> mode, Optional<Duration> timeout, Optional<Integer> missedBeforeAway) {

  /** Settings without a member: all defaults apply. */
  public static final OfferSettings DEFAULT =
      new OfferSettings(Optional.empty(), Optional.empty(), Optional.empty());
}
