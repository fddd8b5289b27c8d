package io.switchboard.domain.account;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/**
 * The weights of dynamic capacity (routing rules, section 3.1). Weights and the overdraft have at
 * most three decimals, so that their sums are exact.
 */
public record DynamicCapacity(
    Optional<BigDecimal> activeWeight,
    Optional<BigDecimal> inactiveWeight,
    Optional<Duration> inactiveAfter,
    Optional<Duration> slowReplyAfter,
    Optional<BigDecimal> overdraft) {

  /** Settings without a member: all defaults apply. */
  public static final DynamicCapacity DEFAULT =
      new DynamicCapacity(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
