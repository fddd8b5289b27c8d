package io.switchboard.domain.account;

import java.util.Optional;

/** The capacity of each agent (routing rules, section 3.1). */
public record CapacitySettings(
    Optional<CapacityMode> mode,
    Optional<Integer> maxConversations,
    Optional<DynamicCapacity> dynamic) {

  /** Settings without a member: all defaults apply. */
  public static final CapacitySettings DEFAULT =
      new CapacitySettings(Optional.empty(), Optional.empty(), Optional.empty());
}
