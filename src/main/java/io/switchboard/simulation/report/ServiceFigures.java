package io.switchboard.simulation.report;

import io.switchboard.simulation.ArrivalOutcome;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;

/**
 * What happened to a set of conversations.
 *
 * @param arrivals all of them: {@code served + abandoned + waiting}
 * @param served those that an agent got
 * @param abandoned those whose consumer left before an agent got them
 * @param waiting those that still waited at the end of the simulation
 * @param withinResponseTime of those served or abandoned, the share (0 to 1) that was served after
 *     a wait of at most the response time of the skill in which it ended. That is the skill's
 *     default response time, for urgent and first-time inquiries too. One who abandoned counts as
 *     not within it, however early; one who still waits does not count. Empty when none was served
 *     or abandoned.
 * @param waits of those served; empty when none was
 */
public record ServiceFigures(
    long arrivals,
    long served,
    long abandoned,
    long waiting,
    OptionalDouble withinResponseTime,
    Optional<WaitStatistics> waits) {

  /** The figures of these outcomes, where {@code responseTime} is in nanoseconds. */
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

  /** A part of a whole; empty when there is no whole. */
  static OptionalDouble share(long part, long whole) {
    return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
  }
}
