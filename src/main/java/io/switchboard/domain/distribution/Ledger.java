package io.switchboard.domain.distribution;

import java.util.List;

/** The counts of a skill's distribution (routing rules, section 5), primary groups first. */
public record Ledger(List<GroupTotals> groups) {
  private static final double ROUNDING = 1e-9;

  public Ledger {
    groups = List.copyOf(groups);
  }

  /**
   * Whether the deviation of each group always stayed within {@code (n - 1) / 2} conversations,
   * {@code n} being the number of groups of its tier. No sequence of turns exceeds this bound,
   * whichever groups are available.
   */
  public boolean isWithinBound() {
    return groups.stream().allMatch(entry -> entry.worstDeviation() <= bound(entry.tier()));
  }

  private double bound(Tier tier) {
    long inTier = groups.stream().filter(entry -> entry.tier() == tier).count();
    return (inTier - 1) / 2.0 + ROUNDING;
  }

  /** The tier of a group. */
  public enum Tier {
    PRIMARY,
    SECONDARY
  }

  /**
   * The counts of one group.
   *
   * @param percent the group's share of its tier
   * @param allotted conversations allotted to the group
   * @param diverted those of {@code allotted} that the percentages assign to another primary group,
   *     which was unavailable
   * @param overflowedFrom conversations allotted to the group and assigned in another group
   * @param overflowedTo conversations allotted to another group and assigned in this group
   * @param accepted conversations assigned in this group
   * @param deviation conversations allotted beyond those that the group earned by its share among
   *     the groups available at each allotment; negative when it got fewer
   * @param worstDeviation the largest absolute deviation after any turn since the percentages or
   *     groups of the tier last changed
   * @param overflowDeviation overflows that the group took beyond those that it earned by its share
   *     among the groups that could take each of them, counted from the offer; negative when it got
   *     fewer
   * @param worstOverflowDeviation the largest absolute {@code overflowDeviation} so far
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
