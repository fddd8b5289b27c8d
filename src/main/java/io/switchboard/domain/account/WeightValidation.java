package io.switchboard.domain.account;

import java.math.BigDecimal;
import java.util.Optional;

final class WeightValidation {
  private static final int DECIMALS = 3;

  private WeightValidation() {}

  /** Adds the violations of {@code own}, for which {@code inherited} gives absent weights. */
  static void check(DocumentPath path, DynamicCapacity own, DynamicCapacity inherited) {
    weight(path.member("activeWeight"), own.activeWeight(), AccountLimits.ACTIVE_WEIGHT);
    weight(path.member("inactiveWeight"), own.inactiveWeight(), AccountLimits.INACTIVE_WEIGHT);
    AccountLimits.WAITING_TIME.check(path.member("inactiveAfter"), own.inactiveAfter());
    AccountLimits.WAITING_TIME.check(path.member("slowReplyAfter"), own.slowReplyAfter());
    weight(path.member("overdraft"), own.overdraft(), AccountLimits.OVERDRAFT);
    if (own.activeWeight().isPresent() || own.inactiveWeight().isPresent()) {
      order(path, own, inherited);
    }
  }

  private static void weight(
      DocumentPath path, Optional<BigDecimal> weight, ValueRange<BigDecimal> range) {
    weight.ifPresent(
        given -> {
          if (given.stripTrailingZeros().scale() > DECIMALS) {
            range.refuse(path, given);
          } else {
            range.check(path, given);
          }
        });
  }

  private static void order(DocumentPath path, DynamicCapacity own, DynamicCapacity inherited) {
    BigDecimal active =
        own.activeWeight().or(inherited::activeWeight).orElse(AccountPolicy.DEFAULT_ACTIVE_WEIGHT);
    BigDecimal inactive =
        own.inactiveWeight()
            .or(inherited::inactiveWeight)
            .orElse(AccountPolicy.DEFAULT_INACTIVE_WEIGHT);
    if (inactive.compareTo(active) > 0) {
      path.member(own.inactiveWeight().isPresent() ? "inactiveWeight" : "activeWeight")
          .violation(
              "gives an inactive conversation the weight %s and an active one %s; the inactive one must not be larger"
                  .formatted(inactive, active));
    }
  }
}
