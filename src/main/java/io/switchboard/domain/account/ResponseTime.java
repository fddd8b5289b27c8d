package io.switchboard.domain.account;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a consumer is promised to wait.
 *
 * @param byDefault for every conversation that is neither of the others
 * @param firstTime during a consumer's first conversation
 * @param urgent when the consumer marked the inquiry urgent; goes before {@code firstTime}
 */
public record ResponseTime(
    Optional<Duration> byDefault, Optional<Duration> firstTime, Optional<Duration> urgent) {

  /** Nothing promised at this level. */
  public static final ResponseTime NONE =
      new ResponseTime(Optional.empty(), Optional.empty(), Optional.empty());
}
