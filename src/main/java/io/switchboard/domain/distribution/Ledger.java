package io.switchboard.domain.distribution;

import java.util.List;

/**
 * How a skill's conversations were shared between agent groups (routing rules, section 5).
 *
 * @param groups primary groups first, each tier in the order of the configuration
 */
public record Ledger(List<GroupTotals> groups) {
  private static final double ROUNDING = 1e-9;

  public Ledger {
    groups = List.copyOf(groups);
  }

  /**
   * Whether no group was ever off by more than {@code (n - 1) / 2} conversations, {@code n} being
   * the groups of its tier: more than that no turns lead to, whoever comes and goes.
   */
  public boolean isWithinBound() {
    return groups.stream().allMatch(entry -> entry.worstDeviation() <= bound(entry.tier()));
  }

  private double bound(Tier tier) {
    long inTier = groups.stream().filter(entry -> entry.tier() == tier).count();
    return (inTier - 1) / 2.0 + ROUNDING;
  }

  /** The two tiers of groups. */
  public enum Tier {
    PRIMARY,
    SECONDARY
  }

  /**
   * One group's account.
   *
   * @param percent its share of the tier
   * @param allotted conversations allotted to it
   * @param diverted those among them that by the percentages were another primary group's, which
   *     was not available
   * @param overflowedFrom allotted to it, placed in another group
   * @param overflowedTo allotted to another group, placed here
   * @param accepted placed here
   * @param deviation conversations allotted beyond what it earned by its share of the groups that
   *     were available at each allotment; negative when it is owed
   * @param worstDeviation the largest absolute deviation of this group after any turn since the
   *     percentages or groups of its tier last changed
   * @param overflowDeviation overflows that it took beyond what it earned by its share of the
   *     groups that could take each of them, from the offer on; negative when it is owed
   * @param worstOverflowDeviation the largest absolute one of these so far
   */
  public record GroupTotals(
      Tier tier,
      String group,
      int percent,
      long allotted,
      long diverted,
      long overflowedFrom,
      long overflowedTo,
      long accepted,
      double deviation,
      double worstDeviation,
      double overflowDeviation,
      double worstOverflowDeviation) {}
}
