package io.switchboard.domain.account;

import java.util.List;
import java.util.Optional;

/**
 * The distribution of a skill's conversations between agent groups (routing rules, section 5).
 *
 * @param divertArrivals whether a new conversation is diverted from an overwhelmed group, and not
 *     only from a group without an agent online
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
