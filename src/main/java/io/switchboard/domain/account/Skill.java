package io.switchboard.domain.account;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An area of expertise with its own queue; an empty {@code transferTo} permits every skill. */
public record Skill(
    String id,
    Optional<String> name,
    Optional<Duration> maxWaitTime,
    Optional<ResponseTime> responseTime,
    Optional<String> fallbackSkill,
    Optional<Boolean> fallbackWhenAllAway,
    Optional<List<String>> transferTo,
    Optional<Duration> transferToAgentMaxWait,
    Optional<Duration> autoClose,
    Optional<DynamicCapacity> dynamicCapacity,
    Optional<DistributionSettings> distribution) {

  public Skill {
    transferTo = transferTo.map(List::copyOf);
  }

  /** A skill without settings: all defaults apply. */
  public static Skill of(String id) {
    return new Skill(
        id,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
