package io.switchboard.simulation.report;

import io.switchboard.domain.distribution.Ledger;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;

/**
 * Distribution of the conversations of one skill between agent groups.
 *
 * @param worstDeviation the largest worst deviation of its groups
 * @param groups primary groups first, each tier in the order of the configuration
 */
public record SkillDistribution(String skill, double worstDeviation, List<GroupShares> groups) {

  public SkillDistribution {
    groups = List.copyOf(groups);
  }

  /**
   * Planned and actual shares of a group. Shares are from 0 to 1 and within the tier.
   *
   * @param plannedShare the share in the configuration
   * @param allottedShare the share of the conversations allotted to the tier; empty if there were
   *     none
   * @param acceptedShare the share of the conversations that agents of the tier accepted, thus
   *     after overflow; empty if there were none
   * @param diverted how many of the allotted conversations were another group's turn and came to
   *     this group because that one was unavailable
   * @param overflowedFrom how many were allotted to this group and accepted by another
   * @param overflowedTo how many were allotted to another group and accepted by this one
   * @param deviation how many conversations were allotted beyond those that its share earned among
   *     the available groups; negative if it got fewer
   * @param worstDeviation the largest absolute deviation after any allotment
   */
  public record GroupShares(
      Ledger.Tier tier,
      String group,
      double plannedShare,
      OptionalDouble allottedShare,
      OptionalDouble acceptedShare,
      long allotted,
      long diverted,
      long overflowedFrom,
      long overflowedTo,
      long accepted,
      double deviation,
      double worstDeviation) {}

  static SkillDistribution of(String skill, Ledger ledger) {
    return new SkillDistribution(
        skill,
        ledger.groups().stream().mapToDouble(Ledger.GroupTotals::worstDeviation).max().orElse(0),
        ledger.groups().stream().map(entry -> shares(entry, ledger)).toList());
  }

  private static GroupShares shares(Ledger.GroupTotals entry, Ledger ledger) {
    return new GroupShares(
        entry.tier(),
        entry.group(),
        entry.percent() / 100.0,
        shareOfTier(entry, ledger, Ledger.GroupTotals::allotted),
        shareOfTier(entry, ledger, Ledger.GroupTotals::accepted),
        entry.allotted(),
        entry.diverted(),
        entry.overflowedFrom(),
        entry.overflowedTo(),
        entry.accepted(),
        entry.deviation(),
        entry.worstDeviation());
  }

  private static OptionalDouble shareOfTier(
      Ledger.GroupTotals entry, Ledger ledger, ToLongFunction<Ledger.GroupTotals> count) {
    long ofTier =
        ledger.groups().stream()
            .filter(other -> other.tier() == entry.tier())
            .mapToLong(count)
            .sum();
    return ServiceFigures.share(count.applyAsLong(entry), ofTier);
  }
}
