package io.switchboard.domain.account;

import java.time.Duration;
import java.util.Optional;

/**
 * The response time that the account promises to consumers.
 *
 * @param byDefault for each conversation that is neither urgent nor a consumer's first
 * @param firstTime for a consumer's first conversation
 * @param urgent for an urgent conversation; takes precedence over {@code firstTime}
 */
public record ResponseTime(
    Optional<Duration> byDefault, Optional<Duration> firstTime, Optional<Duration> urgent) {

  /** A response time without a member: the defaults apply. */
  public static final ResponseTime NONE =
      new ResponseTime(Optional.empty(), Optional.empty(), Optional.empty());
}
