package io.switchboard.simulation.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.switchboard.simulation.Arrival;
import io.switchboard.simulation.trace.TrafficProfile.Consumers;
import io.switchboard.simulation.trace.TrafficProfile.Stream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ArrivalsGeneratorTest {
  private static final long SECOND = 1_000_000_000;
  private static final long HOUR = 3_600 * SECOND;
  private static final Stream SALES =
      new Stream(
          Optional.of("sales"),
          hours(0, 8, 60, 12, 240, 18),
          Duration.ofMinutes(7),
          0.7,
          Optional.of(Duration.ofMinutes(8)),
          5);
  private static final Stream CARE =
      new Stream(
          Optional.empty(),
          hours(30, 24, 0, 24, 0, 24),
          Duration.ofMinutes(3),
          0,
          Optional.empty(),
          0);
  private static final Map<String, Map<String, Double>> TYPES =
      Map.of("ctmrinfo.ctype", new TreeMap<>(Map.of("vip", 8.0, "gold", 15.0)));

  @Test
  void equalSeedsGiveEqualArrivalsAndDifferentSeedsDifferentOnes() {
    TrafficProfile profile = profile(2, SALES, CARE);

    assertThat(ArrivalsGenerator.generate(profile, 1))
        .isEqualTo(ArrivalsGenerator.generate(profile, 1))
        .isNotEqualTo(ArrivalsGenerator.generate(profile, 2));
  }

  @Test
  void aSeedGivesTheSameArrivalsOnEachJavaVersion() {
    assertThat(ArrivalsGenerator.generate(profile(1, SALES), 42).subList(0, 2))
        .containsExactly(
            new Arrival(
                "c1",
                28_816_641_000_000L,
                Optional.of("sales"),
                Optional.empty(),
                false,
                660_632_000_000L,
                OptionalLong.of(45_106_000_000L),
                Map.of()),
            new Arrival(
                "c2",
                28_878_823_000_000L,
                Optional.of("sales"),
                Optional.empty(),
                false,
                246_297_000_000L,
                OptionalLong.of(650_155_000_000L),
                Map.of()));
  }

  @Test
  void arrivalsAreByTimeWithinTheDaysAndNumbered() {
    List<Arrival> arrivals = ArrivalsGenerator.generate(profile(2, SALES, CARE), 1);

    assertThat(arrivals).extracting(Arrival::arrival).isSorted();
    assertThat(arrivals).allMatch(a -> a.arrival() >= 0 && a.arrival() < 48 * HOUR);
    assertThat(arrivals.get(0).id()).isEqualTo("c1");
    assertThat(arrivals).extracting(Arrival::id).doesNotHaveDuplicates();
  }

  @Test
  void timesAreWholeMilliseconds() {
    assertThat(ArrivalsGenerator.generate(profile(2, SALES), 1))
        .allMatch(a -> a.arrival() % 1_000_000 == 0 && a.handling() % 1_000_000 == 0)
        .allMatch(a -> a.patience().orElseThrow() % 1_000_000 == 0);
  }

  @Test
  void eachHourHasItsRate() {
    int days = 100;
    List<Arrival> arrivals = ArrivalsGenerator.generate(profile(days, SALES), 1);

    Map<Long, Long> counts =
        arrivals.stream()
            .collect(Collectors.groupingBy(a -> a.arrival() / HOUR % 24, Collectors.counting()));

    assertThat(counts).doesNotContainKeys(0L, 7L, 18L, 23L);
    for (long hour = 8; hour < 18; hour++) {
      double expected = days * SALES.perHour().get((int) hour);
      assertThat((double) counts.get(hour)).isCloseTo(expected, within(4 * Math.sqrt(expected)));
    }
  }

  @Test
  void theGapsWithinAnHourAreThoseOfAPoissonProcess() {
    List<Arrival> arrivals = ArrivalsGenerator.generate(profile(100, CARE), 1);
    List<Double> gaps = new ArrayList<>();
    for (int i = 1; i < arrivals.size(); i++) {
      gaps.add((double) (arrivals.get(i).arrival() - arrivals.get(i - 1).arrival()));
    }

    double mean = mean(gaps);

    assertThat(mean).isCloseTo(120.0 * SECOND, within(2.0 * SECOND));
    assertThat(deviation(gaps, mean) / mean).isCloseTo(1, within(0.03));
  }

  @Test
  void handlingHasItsMeanAndSpread() {
    List<Double> handling =
        ArrivalsGenerator.generate(profile(100, SALES), 1).stream()
            .map(a -> (double) a.handling() / SECOND)
            .toList();

    double mean = mean(handling);

    assertThat(mean).isCloseTo(420, within(6.0));
    assertThat(deviation(handling, mean) / mean).isCloseTo(0.7, within(0.03));
  }

  @Test
  void handlingWithoutSpreadIsAlwaysTheSame() {
    assertThat(ArrivalsGenerator.generate(profile(1, CARE), 1))
        .allMatch(a -> a.handling() == 180 * SECOND);
  }

  @Test
  void patienceIsExponentialOrEndless() {
    List<Double> patience =
        ArrivalsGenerator.generate(profile(100, SALES), 1).stream()
            .map(a -> (double) a.patience().orElseThrow() / SECOND)
            .toList();

    double mean = mean(patience);

    assertThat(mean).isCloseTo(480, within(12.0));
    assertThat(deviation(patience, mean) / mean).isCloseTo(1, within(0.03));
    assertThat(ArrivalsGenerator.generate(profile(1, CARE), 1))
        .allMatch(a -> a.patience().equals(OptionalLong.empty()));
  }

  @Test
  void urgencyAndAttributesHaveTheirPercentages() {
    List<Arrival> arrivals =
        ArrivalsGenerator.generate(
            new TrafficProfile(100, Optional.empty(), TYPES, List.of(SALES)), 1);

    assertThat(percent(arrivals.stream().filter(Arrival::urgent).count(), arrivals))
        .isCloseTo(5, within(0.5));
    assertThat(percent(withType(arrivals, "vip"), arrivals)).isCloseTo(8, within(0.6));
    assertThat(percent(withType(arrivals, "gold"), arrivals)).isCloseTo(15, within(0.8));
  }

  @Test
  void regularConsumersReturnAtTheirRateAndKeepTheirAttributes() {
    List<Arrival> arrivals =
        ArrivalsGenerator.generate(
            new TrafficProfile(10, Optional.of(new Consumers(50, 40)), TYPES, List.of(SALES)), 1);
    Map<String, List<Map<String, String>>> attributes = new HashMap<>();
    for (Arrival arrival : arrivals) {
      attributes
          .computeIfAbsent(arrival.consumer().orElseThrow(), id -> new ArrayList<>())
          .add(arrival.attributes());
    }

    long ofRegulars =
        attributes.values().stream().filter(of -> of.size() > 1).mapToLong(List::size).sum();

    assertThat(percent(ofRegulars, arrivals)).isCloseTo(40, within(3.0));
    assertThat(attributes.keySet().stream().filter(id -> id.startsWith("regular-"))).hasSize(50);
    assertThat(attributes.values()).allMatch(of -> of.stream().distinct().count() == 1);
  }

  @Test
  void withoutConsumersAllArrivalsAreAnonymous() {
    assertThat(ArrivalsGenerator.generate(profile(1, SALES), 1))
        .allMatch(a -> a.consumer().isEmpty());
  }

  @Test
  void aFurtherStreamKeepsTheEarlierStreams() {
    List<Arrival> alone = ArrivalsGenerator.generate(profile(1, SALES), 1);

    List<Arrival> together = ArrivalsGenerator.generate(profile(1, SALES, CARE), 1);

    assertThat(together)
        .filteredOn(a -> a.skill().isPresent())
        .extracting(Arrival::arrival, Arrival::handling)
        .containsExactlyElementsOf(
            alone.stream().map(a -> tuple(a.arrival(), a.handling())).toList());
  }

  @Test
  void aStreamWithRatesOfZeroHasNoArrivals() {
    Stream silent =
        new Stream(
            Optional.empty(),
            Collections.nCopies(24, 0.0),
            Duration.ofMinutes(1),
            1,
            Optional.empty(),
            0);

    assertThat(ArrivalsGenerator.generate(profile(1, silent), 1)).isEmpty();
  }

  private static TrafficProfile profile(int days, Stream... streams) {
    return new TrafficProfile(days, Optional.empty(), Map.of(), List.of(streams));
  }

  /** The first rate until the first hour, the second until the second, and so on; then zero. */
  private static List<Double> hours(double... ratesAndEnds) {
    List<Double> rates = new ArrayList<>();
    for (int i = 0; i < ratesAndEnds.length; i += 2) {
      while (rates.size() < ratesAndEnds[i + 1]) {
        rates.add(ratesAndEnds[i]);
      }
    }
    while (rates.size() < 24) {
      rates.add(0.0);
    }
    return rates;
  }

  private static long withType(List<Arrival> arrivals, String type) {
    return arrivals.stream().filter(a -> type.equals(a.attributes().get("ctmrinfo.ctype"))).count();
  }

  private static double percent(long count, List<Arrival> arrivals) {
    return 100.0 * count / arrivals.size();
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  private static double deviation(List<Double> values, double mean) {
    return Math.sqrt(
        values.stream().mapToDouble(value -> (value - mean) * (value - mean)).average().orElse(0));
  }
}
