package io.switchboard.simulation.report;

import io.switchboard.domain.distribution.Ledger;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;

/**
 * How the conversations of one skill were shared between agent groups.
 *
 * @param worstDeviation the largest of the groups
 * @param groups primary groups first, each tier in the order of the configuration
 */
public record SkillDistribution(String skill, double worstDeviation, List<GroupShares> groups) {

  public SkillDistribution {
    groups = List.copyOf(groups);
  }

  /**
   * What was planned for a group, and what it got. Shares are from 0 to 1 and within the tier.
   *
   * @param plannedShare by configuration
   * @param allottedShare of the conversations allotted to the tier; empty when there were none
   * @param acceptedShare of the conversations that agents of the tier got, so after overflow; empty
   *     when there were none
   * @param diverted those allotted whose turn was another group's, had all been available
   * @param overflowedFrom allotted to it, placed in another group
   * @param overflowedTo allotted to another group, placed here
   * @param deviation conversations allotted beyond what it earned by its share of the groups that
   *     were available; negative when it is owed
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
