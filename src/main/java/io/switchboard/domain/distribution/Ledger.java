package io.switchboard.domain.distribution;

import java.util.List;

/**
 * How a skill's conversations were shared between agent groups (routing rules, section 5).
 *
 * @param groups primary groups first, each tier in the order of the configuration
 */
public record Ledger(List<Entry> groups) {

  public Ledger {
    groups = List.copyOf(groups);
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
   * @param worstDeviation the largest absolute deviation of this group after any turn so far
   */
  public record Entry(
      Tier tier,
      String group,
      int percent,
      long allotted,
      long diverted,
      long overflowedFrom,
      long overflowedTo,
      long accepted,
      double deviation,
      double worstDeviation) {}
}
