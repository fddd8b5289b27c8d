package io.switchboard.simulation.trace;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Traffic profile of a contact centre, from which {@link ArrivalsGenerator} generates arrivals.
 *
 * @param days the number of days, all with the same hourly rates
 * @param consumers the consumers who write; empty: all are anonymous
 * @param attributes for each attribute its values and the percentage of the consumers who have
 *     each; the remaining consumers do not have the attribute
 * @param streams at least one
 */
public record TrafficProfile(
    int days,
    Optional<Consumers> consumers,
    Map<String, Map<String, Double>> attributes,
    List<Stream> streams) {

  public TrafficProfile {
    Map<String, Map<String, Double>> copy = new LinkedHashMap<>();
    attributes.forEach(
        (name, values) -> copy.put(name, Collections.unmodifiableMap(new LinkedHashMap<>(values))));
    attributes = Collections.unmodifiableMap(copy);
    streams = List.copyOf(streams);
  }

  /** Returns the expected number of arrivals. */
  public double expectedArrivals() {
    return days
        * streams.stream()
            .flatMap(stream -> stream.perHour.stream())
            .mapToDouble(Double::doubleValue)
            .sum();
  }

  /**
   * Consumers: regulars, who return and keep their attributes, and others, who write once.
   *
   * @param regularPercent the percentage of conversations of regulars, each with the same
   *     probability
   */
  public record Consumers(int regulars, double regularPercent) {}

  /**
   * Conversations of one kind.
   *
   * @param skill the skill that they request; empty: skill selection decides
   * @param perHour the expected number in each of the 24 hours of a day
   * @param handlingMean the mean of the handling time, which is log-normal
   * @param handlingSpread the standard deviation of the handling time, as a multiple of the mean
   * @param patienceMean the mean of the exponential time after which their consumers leave; empty:
   *     they never leave
   * @param urgentPercent the percentage of them that is marked urgent
   */
  public record Stream(
      Optional<String> skill,
      List<Double> perHour,
      Duration handlingMean,
      double handlingSpread,
      Optional<Duration> patienceMean,
      double urgentPercent) {

    public Stream {
      perHour = List.copyOf(perHour);
    }
  }
}
