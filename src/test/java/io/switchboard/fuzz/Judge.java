package io.switchboard.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.switchboard.fuzz.Journal.Fact;
import io.switchboard.fuzz.Wire.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Checks of an answer. */
final class Judge {
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /** A busy node reports a timeout after 5 s. */
  private static final Duration LONGEST_IN_VAIN = Duration.ofSeconds(8);

  private static final List<String> OWN = List.of("Loaded", "Revised", "MessageNoted");

  /**
   * A takeover has a number, stored before the request to the agent, so that no two are alike after
   * a crash. It is not visible to clients.
   */
  private static final String NUMBERED_ATTEMPT = "TakeoverBegun";

  private static final ObjectMapper JSON = new ObjectMapper();

  private Judge() {}

  /** Whether an answer took longer than permitted. */
  static boolean isLate(Answer answer, Duration took) {
    return took.compareTo(answer.status() == 503 ? LONGEST_IN_VAIN : LONGEST) > 0;
  }

  /** The violation of an answer to the request; empty if there is none. */
  static Optional<String> fault(Request request, Answer answer) {
    boolean isRight = answer.status() <= 499 || answer.status() == 503 || !request.isHttp();
    if (!isRight) {
      return Optional.of("answered " + answer.status() + " " + answer.body());
    }
    if (!answer.header("x-content-type-options").equals("nosniff")
        || !answer.header("cache-control").equals("no-store")) {
      return Optional.of(
          answer.status() + " has not the headers of every answer: " + answer.headers());
    }
    if (request.method().equals("HEAD") || answer.status() == 204) {
      return Optional.empty();
    }
    return answer.status() >= 400 ? problem(answer) : json(answer);
  }

  private static Optional<String> problem(Answer answer) {
    if (!answer.header("content-type").startsWith("application/problem+json")) {
      return Optional.of(answer.status() + " is no problem but " + answer.header("content-type"));
    }
    try {
      JsonNode problem = JSON.readTree(answer.body());
      return problem.path("status").asInt() == answer.status() && problem.path("title").isTextual()
          ? Optional.empty()
          : Optional.of(answer.status() + " has a body that does not say so: " + answer.body());
    } catch (JsonProcessingException e) {
      return Optional.of(answer.status() + " has no JSON: " + answer.body());
    }
  }

  private static Optional<String> json(Answer answer) {
    try {
      if (answer.header("content-type").startsWith("application/json")) {
        JSON.readTree(answer.body());
      }
      return Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.of(answer.status() + " has no JSON: " + answer.body());
    }
  }

  /** Whether the request was refused. */
  static boolean isRefused(Answer answer) {
    return answer.status() >= 400 && answer.status() < 500;
  }

  /** The events that a read or a refused call must not have stored. */
  static List<Fact> forbidden(Request request, List<Fact> written) {
    return written.stream()
        .filter(fact -> request.operation().isLook() || !fact.type().endsWith("Loaded"))
        .filter(fact -> !fact.type().endsWith(NUMBERED_ATTEMPT))
        .toList();
  }

  /** Whether only the call itself can have caused the event. */
  static boolean isOwn(Request request, Fact fact) {
    String[] entity = fact.entity().split("\\|", 3);
    boolean isNamed = request.text().split(" ", 3)[1].contains("/" + entity[entity.length - 1]);
    return entity[0].equals("Account") || (isNamed && OWN.stream().anyMatch(fact.type()::endsWith));
  }
}
