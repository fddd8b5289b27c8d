package io.switchboard.domain.account;

import java.util.List;
import java.util.stream.Stream;

/**
 * An enabled distribution. The groups are in the order of the document, which breaks ties.
 *
 * @param primary at least one group; percentages add up to 100
 * @param secondary no group, or percentages that add up to 100
 */
public record DistributionPlan(
    DistributionMode mode,
    boolean divertArrivals,
    List<GroupShare> primary,
    List<GroupShare> secondary) {

  public DistributionPlan {
    primary = List.copyOf(primary);
    secondary = List.copyOf(secondary);
  }

  /** Whether a group has a share. */
  public boolean includes(String group) {
    return Stream.concat(primary.stream(), secondary.stream())
        .anyMatch(share -> share.group().equals(group));
  }
}
