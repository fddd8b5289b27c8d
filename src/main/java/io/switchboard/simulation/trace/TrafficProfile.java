package io.switchboard.simulation.trace;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the traffic of a contact centre is like: from it {@link ArrivalsGenerator} makes arrivals.
 *
 * @param days how many days there are, all with the same hourly rates
 * @param consumers who writes; empty: everybody is anonymous
 * @param attributes for each attribute its values and how many percent of the consumers have them;
 *     whoever is left over does not have the attribute
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

  /** How many arrivals there are on average. */
  public double expectedArrivals() {
    return days
        * streams.stream()
            .flatMap(stream -> stream.perHour.stream())
            .mapToDouble(Double::doubleValue)
            .sum();
  }

  /**
   * Who writes: regulars, who come back and keep their attributes, and people who write once.
   *
   * @param regulars how many regulars there are
   * @param regularPercent how many percent of the conversations are theirs, each as often as any
   */
  public record Consumers(int regulars, double regularPercent) {}

  /**
   * Conversations of one kind.
   *
   * @param skill that they name; empty: skill selection decides
   * @param perHour how many are expected in each of the 24 hours of a day
   * @param handlingMean the mean of their handling time, which is log-normal
   * @param handlingSpread its standard deviation, as a multiple of the mean
   * @param patienceMean the mean of the exponential time after which their consumers leave; empty:
   *     they never do
   * @param urgentPercent how many percent of them are marked urgent
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
