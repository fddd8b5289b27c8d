package io.switchboard.simulation.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.switchboard.document.JsonMembers;
import io.switchboard.document.JsonValue;
import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.Skill;
import io.switchboard.domain.account.ValueRange;
import io.switchboard.domain.account.Violation;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * File of a {@link TrafficProfile}, in JSON. Its members are those of the record; {@code days},
 * {@code streams} and in a stream {@code perHour} and {@code handlingMean} are required. Durations
 * are in ISO 8601.
 */
public final class TrafficProfileFile {
  private static final int MOST_ARRIVALS = 5_000_000;
  private static final double DEFAULT_SPREAD = 0.5;

  private static final ValueRange<Integer> DAYS = ValueRange.ofWhole("a number of days", 1, 366);
  private static final ValueRange<Integer> REGULARS =
      ValueRange.ofWhole("a number of regulars", 1, 1_000_000);
  private static final ValueRange<Integer> STREAMS =
      ValueRange.ofWhole("a number of streams", 1, 100);
  private static final ValueRange<Integer> RATES = new ValueRange<>("a day has 24 rates", 24, 24);
  private static final ValueRange<BigDecimal> RATE = numbers("a rate", 100_000);
  private static final ValueRange<BigDecimal> SPREAD = numbers("a spread", 5);
  private static final ValueRange<BigDecimal> PERCENT = numbers("a percentage", 100);
  private static final ValueRange<Duration> MEAN =
      ValueRange.ofDurations("a mean", Duration.ofSeconds(1), Duration.ofDays(7));

  private final Set<String> skills;

  private TrafficProfileFile(Account account) {
    skills = new HashSet<>(account.skills().stream().map(Skill::id).toList());
    skills.add(Account.UNASSIGNED);
  }

  /**
   * Reads the profile in a file.
   *
   * @param account the account whose skills the streams may name
   * @throws InvalidInputException when the file is invalid; problems name the path in the document
   */
  public static TrafficProfile read(Path path, Account account) {
    InputProblems problems = new InputProblems(path.toString());
    List<Violation> violations = new ArrayList<>();
    TrafficProfile profile =
        JsonValue.read(TextFile.read(path, problems).getBytes(UTF_8), violations)
            .entry(new TrafficProfileFile(account)::profile);
    violations.forEach(problems::add);
    problems.refuseIfAny();
    long arrivals = Math.round(profile.expectedArrivals());
    if (arrivals > MOST_ARRIVALS) {
      problems.add(arrivals + " arrivals are to be expected; the maximum is " + MOST_ARRIVALS);
    }
    problems.refuseIfAny();
    return profile;
  }

  private TrafficProfile profile(JsonMembers profile) {
    return new TrafficProfile(
        profile.required("days").within(DAYS, JsonValue::integer).orElse(0),
        profile.get("consumers").object(TrafficProfileFile::consumers),
        profile.get("attributes").map(TrafficProfileFile::attribute).orElse(Map.of()),
        list(profile.required("streams"), STREAMS, stream -> stream.entry(this::stream)));
  }

  private static TrafficProfile.Consumers consumers(JsonMembers consumers) {
    return new TrafficProfile.Consumers(
        consumers.required("regulars").within(REGULARS, JsonValue::integer).orElse(0),
        number(consumers.required("regularPercent"), PERCENT).orElse(0.0));
  }

  private static Map<String, Double> attribute(JsonValue value) {
    Map<String, Double> percents =
        value.map(percent -> number(percent, PERCENT).orElse(0.0)).orElse(Map.of());
    double sum = percents.values().stream().mapToDouble(Double::doubleValue).sum();
    if (sum > 100) {
      value.refuse("has percentages that add up to " + sum + "; expected at most 100");
    }
    return percents;
  }

  private TrafficProfile.Stream stream(JsonMembers stream) {
    return new TrafficProfile.Stream(
        skill(stream.get("skill")),
        list(stream.required("perHour"), RATES, rate -> number(rate, RATE).orElse(0.0)),
        stream.required("handlingMean").within(MEAN, JsonValue::duration).orElse(Duration.ZERO),
        number(stream.get("handlingSpread"), SPREAD).orElse(DEFAULT_SPREAD),
        stream.get("patienceMean").within(MEAN, JsonValue::duration),
        number(stream.get("urgentPercent"), PERCENT).orElse(0.0));
  }

  private Optional<String> skill(JsonValue value) {
    Optional<String> skill = value.text();
    if (skill.isPresent() && !skills.contains(skill.get())) {
      value.refuse("is " + Violation.quote(skill.get()) + "; expected a skill of the account");
    }
    return skill;
  }

  private static Optional<Double> number(JsonValue value, ValueRange<BigDecimal> range) {
    return value.within(range, JsonValue::decimal).map(BigDecimal::doubleValue);
  }

  private static <T> List<T> list(
      JsonValue value, ValueRange<Integer> sizes, Function<JsonValue, T> element) {
    Optional<List<T>> list = value.list(element);
    if (list.isPresent() && !sizes.includes(list.get().size())) {
      value.refuse("has " + list.get().size() + " entries; " + sizes.rule());
    }
    return list.orElse(List.of());
  }

  private static ValueRange<BigDecimal> numbers(String subject, int most) {
    return new ValueRange<>(
        subject + " is a number from 0 to " + most, BigDecimal.ZERO, BigDecimal.valueOf(most));
  }
}
