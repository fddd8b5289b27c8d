package io.switchboard.simulation.trace;

import io.switchboard.simulation.Arrival;
import io.switchboard.simulation.trace.TrafficProfile.Consumers;
import io.switchboard.simulation.trace.TrafficProfile.Stream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * Generator of arrivals that follow a {@link TrafficProfile}: a Poisson process whose rate changes
 * from hour to hour, with times in whole milliseconds. The same profile and seed give the same
 * arrivals on every Java. A change of one stream does not change the random numbers of the others.
 */
public final class ArrivalsGenerator {
  private static final double MILLIS_PER_HOUR = 3_600_000;
  private static final long MILLIS_PER_DAY = 86_400_000;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long MOST_MILLIS = DecimalSeconds.MOST * 1_000;

  private final TrafficProfile profile;
  private final List<Consumer> regulars;

  private record Consumer(Optional<String> id, Map<String, String> attributes) {}

  private record Draft(
      Stream stream, long at, long handling, OptionalLong patience, boolean urgent, Consumer who) {}

  private ArrivalsGenerator(TrafficProfile profile, SplittableRandom random) {
    this.profile = profile;
    this.regulars = new ArrayList<>();
    int count = profile.consumers().map(Consumers::regulars).orElse(0);
    for (int i = 1; i <= count; i++) {
      regulars.add(new Consumer(Optional.of("regular-" + i), attributes(random)));
    }
  }

  /** Returns the arrivals of all days of the profile, sorted by time. */
  public static List<Arrival> generate(TrafficProfile profile, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ArrivalsGenerator generator = new ArrivalsGenerator(profile, random.split());
    List<Draft> drafts = new ArrayList<>();
    for (Stream stream : profile.streams()) {
      drafts.addAll(generator.drafts(stream, random.split()));
    }
    drafts.sort(Comparator.comparingLong(Draft::at));
    List<Arrival> arrivals = new ArrayList<>();
    for (Draft draft : drafts) {
      arrivals.add(generator.arrival(draft, arrivals.size() + 1));
    }
    return Collections.unmodifiableList(arrivals);
  }

  /** Draws candidates at the highest rate and keeps them in proportion to their hour's rate. */
  private List<Draft> drafts(Stream stream, SplittableRandom random) {
    List<Draft> drafts = new ArrayList<>();
    double highest = Collections.max(stream.perHour());
    double end = (double) profile.days() * MILLIS_PER_DAY;
    double at = 0;
    while (highest > 0) {
      at += exponential(random, MILLIS_PER_HOUR / highest);
      if (at >= end) {
        break;
      }
      int hour = (int) (at % MILLIS_PER_DAY / MILLIS_PER_HOUR);
      if (random.nextDouble() * highest < stream.perHour().get(hour)) {
        drafts.add(draft(stream, (long) at, random));
      }
    }
    return drafts;
  }

  private Draft draft(Stream stream, long at, SplittableRandom random) {
    long handling = millis(logNormal(random, stream.handlingMean(), stream.handlingSpread()));
    OptionalLong patience =
        stream.patienceMean().isPresent()
            ? OptionalLong.of(millis(exponential(random, millis(stream.patienceMean().get()))))
            : OptionalLong.empty();
    boolean urgent = happens(random, stream.urgentPercent());
    return new Draft(stream, at, handling, patience, urgent, consumer(random));
  }

  private Consumer consumer(SplittableRandom random) {
    double percent = profile.consumers().map(Consumers::regularPercent).orElse(0.0);
    return happens(random, percent)
        ? regulars.get((int) (random.nextDouble() * regulars.size()))
        : new Consumer(Optional.empty(), attributes(random));
  }

  private Map<String, String> attributes(SplittableRandom random) {
    Map<String, String> attributes = new LinkedHashMap<>();
    profile
        .attributes()
        .forEach(
            (name, percents) ->
                value(percents, random).ifPresent(value -> attributes.put(name, value)));
    return Collections.unmodifiableMap(attributes);
  }

  private static Optional<String> value(Map<String, Double> percents, SplittableRandom random) {
    double drawn = random.nextDouble() * 100;
    for (Map.Entry<String, Double> percent : percents.entrySet()) {
      drawn -= percent.getValue();
      if (drawn < 0) {
        return Optional.of(percent.getKey());
      }
    }
    return Optional.empty();
  }

  private Arrival arrival(Draft draft, int number) {
    Optional<String> newcomer = profile.consumers().map(consumers -> "newcomer-" + number);
    return new Arrival(
        "c" + number,
        draft.at * NANOS_PER_MILLI,
        draft.stream.skill(),
        draft.who.id().or(() -> newcomer),
        draft.urgent,
        draft.handling * NANOS_PER_MILLI,
        draft.patience.isPresent()
            ? OptionalLong.of(draft.patience.getAsLong() * NANOS_PER_MILLI)
            : OptionalLong.empty(),
        draft.who.attributes());
  }

  private static boolean happens(SplittableRandom random, double percent) {
    return random.nextDouble() * 100 < percent;
  }

  private static double millis(Duration mean) {
    return (double) mean.toMillis();
  }

  private static long millis(double drawn) {
    return Math.min(Math.round(drawn), MOST_MILLIS);
  }

  // StrictMath, since the last digit of Math may differ between machines.

  private static double exponential(SplittableRandom random, double mean) {
    return -mean * StrictMath.log(1 - random.nextDouble());
  }

  private static double logNormal(SplittableRandom random, Duration mean, double spread) {
    double variance = StrictMath.log1p(spread * spread);
    double deviation = StrictMath.sqrt(variance) * normal(random);
    return millis(mean) * StrictMath.exp(deviation - variance / 2);
  }

  /** Draws a normal number by the Box-Muller method. */
  private static double normal(SplittableRandom random) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
  }
}
