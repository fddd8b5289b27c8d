package io.switchboard.domain.account;

import java.util.Optional;

/** How much one agent takes at a time (routing rules, section 3.1). */
public record CapacitySettings(
    Optional<CapacityMode> mode,
    Optional<Integer> maxConversations,
    Optional<DynamicCapacity> dynamic) {

  /** Capacity that leaves everything to the defaults. */
  public static final CapacitySettings DEFAULT =
      new CapacitySettings(Optional.empty(), Optional.empty(), Optional.empty());
}
