package io.switchboard.simulation;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Outcome of one arrival. Times are nanoseconds; {@code start} and {@code end} since the start of
 * the trace.
 *
 * @param skill the skill in which it was served, was abandoned or waits
 * @param waited the time from arrival to start, to abandonment or to the end of the simulation
 * @param start when an agent was assigned; empty unless served
 * @param end when the handling ended, or the consumer left; empty while waiting
 */
public record ArrivalOutcome(
    String id,
    String skill,
    Kind kind,
    Optional<String> agent,
    Optional<String> group,
    long waited,
    OptionalLong start,
    OptionalLong end) {

  /** Kind of outcome. */
  public enum Kind {
    SERVED,
    ABANDONED,
    WAITING
  }
}
