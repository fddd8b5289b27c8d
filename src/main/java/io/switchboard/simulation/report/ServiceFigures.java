package io.switchboard.simulation.report;

import io.switchboard.simulation.ArrivalOutcome;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;

/**
 * Service figures of a set of conversations.
 *
 * @param arrivals the number of all: {@code served + abandoned + waiting}
 * @param served the number that were assigned to an agent
 * @param abandoned the number whose consumer left before an agent was assigned
 * @param waiting the number that still waited at the end of the simulation
 * @param withinResponseTime among those served or abandoned, the share (0 to 1) that was served
 *     after a wait of at most the response time of the skill in which it ended. This is the skill's
 *     default response time, for urgent and first-time inquiries too. An abandoned conversation
 *     counts as not within it, however early; a waiting one does not count. Empty if none was
 *     served or abandoned.
 * @param waits the waits of the served ones; empty if there are none
 */
public record ServiceFigures(
    long arrivals,
    long served,
    long abandoned,
    long waiting,
    OptionalDouble withinResponseTime,
    Optional<WaitStatistics> waits) {

  /** Returns the figures of these outcomes; {@code responseTime} is in nanoseconds. */
  static ServiceFigures of(
      List<ArrivalOutcome> outcomes, ToLongFunction<ArrivalOutcome> responseTime) {
    long served = count(outcomes, ArrivalOutcome.Kind.SERVED);
    long abandoned = count(outcomes, ArrivalOutcome.Kind.ABANDONED);
    long within =
        outcomes.stream()
            .filter(outcome -> outcome.kind() == ArrivalOutcome.Kind.SERVED)
            .filter(outcome -> outcome.waited() <= responseTime.applyAsLong(outcome))
            .count();
    return new ServiceFigures(
        outcomes.size(),
        served,
        abandoned,
        count(outcomes, ArrivalOutcome.Kind.WAITING),
        share(within, served + abandoned),
        WaitStatistics.of(outcomes));
  }

  private static long count(List<ArrivalOutcome> outcomes, ArrivalOutcome.Kind kind) {
    return outcomes.stream().filter(outcome -> outcome.kind() == kind).count();
  }

  /** Returns a part divided by the whole; empty if the whole is 0. */
  static OptionalDouble share(long part, long whole) {
    return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
  }
}
