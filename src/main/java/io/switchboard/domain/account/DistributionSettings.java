package io.switchboard.domain.account;

import java.util.List;
import java.util.Optional;

/**
 * How a skill's conversations are shared between agent groups (routing rules, section 5).
 *
 * @param divertArrivals whether an arrival goes past a group that is overwhelmed, and not only past
 *     one that is absent
 */
public record DistributionSettings(
    Optional<Boolean> enabled,
    Optional<DistributionMode> mode,
    Optional<Boolean> divertArrivals,
    List<GroupShare> primary,
    List<GroupShare> secondary) {

  public DistributionSettings {
    primary = List.copyOf(primary);
    secondary = List.copyOf(secondary);
  }
}
