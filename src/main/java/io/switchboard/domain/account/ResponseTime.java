package io.switchboard.domain.account;

import java.time.Duration;
import java.util.Optional;

/** The response time that the account promises; urgent takes precedence over first-time. */
public record ResponseTime(
    Optional<Duration> byDefault, Optional<Duration> firstTime, Optional<Duration> urgent) {

  /** A response time without a member: the defaults apply. */
  public static final ResponseTime NONE =
      new ResponseTime(Optional.empty(), Optional.empty(), Optional.empty());
}
