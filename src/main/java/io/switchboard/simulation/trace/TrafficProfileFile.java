package io.switchboard.simulation.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.Skill;
import io.switchboard.simulation.trace.TrafficProfile.Consumers;
import io.switchboard.simulation.trace.TrafficProfile.Stream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A {@link TrafficProfile} as JSON. Its members are those of the record; {@code days}, {@code
 * streams} and in a stream {@code perHour} and {@code handlingMean} must be there. Durations are
 * ISO-8601.
 */
public final class TrafficProfileFile {
  private static final int MOST_DAYS = 366;
  private static final int MOST_REGULARS = 1_000_000;
  private static final int MOST_STREAMS = 100;
  private static final int MOST_PER_HOUR = 100_000;
  private static final int MOST_ARRIVALS = 5_000_000;
  private static final int MOST_SPREAD = 5;
  private static final double DEFAULT_SPREAD = 0.5;
  private static final int HOURS = 24;
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(7);

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final Set<String> skills;

  private TrafficProfileFile(Account account) {
    skills = new HashSet<>(account.skills().stream().map(Skill::id).toList());
    skills.add(Account.UNASSIGNED);
  }

  /**
   * The profile in a file.
   *
   * @param account whose skills the streams may name
   * @throws BadInput when anything is wrong with the file; problems name the path in the document
   */
  public static TrafficProfile read(Path path, Account account) {
    Problems problems = new Problems(path.toString());
    JsonNode document = document(TextFile.read(path, problems), problems);
    problems.refuseIfAny();
    TrafficProfile profile =
        new TrafficProfileFile(account).profile(new JsonValue("$", document, problems));
    problems.refuseIfAny();
    return profile;
  }

  private static JsonNode document(String text, Problems problems) {
    try {
      JsonNode document = JSON.readTree(text);
      if (document.isMissingNode()) {
        problems.add("empty; expected a JSON document");
      }
      return document;
    } catch (JsonProcessingException e) {
      problems.add(
          OptionalLong.of(e.getLocation().getLineNr()),
          Optional.of("character " + e.getLocation().getColumnNr()),
          "not JSON: " + e.getOriginalMessage() + "; expected a JSON document");
      return JSON.nullNode();
    }
  }

  private TrafficProfile profile(JsonValue value) {
    value.requireObject(List.of("days", "streams"), List.of("consumers", "attributes"));
    TrafficProfile profile =
        new TrafficProfile(
            value.member("days").integer(1, MOST_DAYS),
            value.memberIfAny("consumers").map(TrafficProfileFile::consumers),
            value
                .memberIfAny("attributes")
                .map(attributes -> attributes.members(TrafficProfileFile::attribute))
                .orElse(Map.of()),
            value.member("streams").elements(1, MOST_STREAMS, this::stream));
    long arrivals = Math.round(profile.expectedArrivals());
    if (arrivals > MOST_ARRIVALS) {
      value.refuse(arrivals + " arrivals are to be expected", "at most " + MOST_ARRIVALS);
    }
    return profile;
  }

  private static Consumers consumers(JsonValue value) {
    value.requireObject(List.of("regulars", "regularPercent"), List.of());
    return new Consumers(
        value.member("regulars").integer(1, MOST_REGULARS),
        value.member("regularPercent").number(0, 100));
  }

  private static Map<String, Double> attribute(JsonValue value) {
    Map<String, Double> percents = value.members(share -> share.number(0, 100));
    double sum = percents.values().stream().mapToDouble(Double::doubleValue).sum();
    if (sum > 100) {
      value.refuse("percentages add up to " + sum, "at most 100");
    }
    return percents;
  }

  private Stream stream(JsonValue value) {
    value.requireObject(
        List.of("perHour", "handlingMean"),
        List.of("skill", "handlingSpread", "patienceMean", "urgentPercent"));
    return new Stream(
        value.memberIfAny("skill").map(skill -> skill.oneOf(skills, "a skill of the account")),
        value.member("perHour").elements(HOURS, HOURS, rate -> rate.number(0, MOST_PER_HOUR)),
        value.member("handlingMean").duration(SHORTEST, LONGEST),
        value
            .memberIfAny("handlingSpread")
            .map(spread -> spread.number(0, MOST_SPREAD))
            .orElse(DEFAULT_SPREAD),
        value.memberIfAny("patienceMean").map(mean -> mean.duration(SHORTEST, LONGEST)),
        value.memberIfAny("urgentPercent").map(percent -> percent.number(0, 100)).orElse(0.0));
  }
}
