package io.switchboard.domain.account;

import java.math.BigDecimal;
import java.util.Optional;

/** Checks the weights of dynamic capacity of the account or of a skill. */
final class WeightValidation {
  private static final int DECIMALS = 3;

  private WeightValidation() {}

  /**
   * Adds the violations of {@code own}.
   *
   * @param inherited the weights that apply where {@code own} gives none
   */
  static void check(DocumentPath place, DynamicCapacity own, DynamicCapacity inherited) {
    weight(place.member("activeWeight"), own.activeWeight(), AccountLimits.ACTIVE_WEIGHT);
    weight(place.member("inactiveWeight"), own.inactiveWeight(), AccountLimits.INACTIVE_WEIGHT);
    AccountLimits.WAITING_TIME.check(place.member("inactiveAfter"), own.inactiveAfter());
    AccountLimits.WAITING_TIME.check(place.member("slowReplyAfter"), own.slowReplyAfter());
    weight(place.member("overdraft"), own.overdraft(), AccountLimits.OVERDRAFT);
    if (own.activeWeight().isPresent() || own.inactiveWeight().isPresent()) {
      order(place, own, inherited);
    }
  }

  private static void weight(
      DocumentPath place, Optional<BigDecimal> weight, ValueRange<BigDecimal> range) {
    weight.ifPresent(
        given -> {
          if (given.stripTrailingZeros().scale() > DECIMALS) {
            range.refuse(place, given);
          } else {
            range.check(place, given);
          }
        });
  }

  private static void order(DocumentPath place, DynamicCapacity own, DynamicCapacity inherited) {
    BigDecimal active =
        own.activeWeight().or(inherited::activeWeight).orElse(AccountPolicy.DEFAULT_ACTIVE_WEIGHT);
    BigDecimal inactive =
        own.inactiveWeight()
            .or(inherited::inactiveWeight)
            .orElse(AccountPolicy.DEFAULT_INACTIVE_WEIGHT);
    if (inactive.compareTo(active) > 0) {
      place
          .member(own.inactiveWeight().isPresent() ? "inactiveWeight" : "activeWeight")
          .violation(
              "makes an inactive conversation weigh %s and an active one %s; it weighs at most as much"
                  .formatted(inactive, active));
    }
  }
}
