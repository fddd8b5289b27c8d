package io.switchboard.http.request;

import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import io.switchboard.document.JsonMembers;
import io.switchboard.document.JsonValue;
import io.switchboard.domain.account.IdRules;
import io.switchboard.domain.account.Violation;
import io.switchboard.http.problem.Problem;
import io.switchboard.http.problem.RequestRefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Strict reader of request bodies: an unknown member is an error. */
public final class RequestReader {
  /** Maximum size in bytes of a body that is not a configuration document. */
  public static final int MOST_BYTES = 64 * 1024;

  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");

  private RequestReader() {}

  /**
   * Reads a JSON object.
   *
   * @throws RequestRefusedException with all violations: 400 when an id is malformed (as in an
   *     address) or the body is not JSON, else 422
   */
  public static <T> T read(byte[] body, Function<JsonMembers, T> reader) {
    List<Violation> found = new ArrayList<>();
    JsonValue value = JsonValue.read(body, found);
    T read = value.entry(reader);
    if (!found.isEmpty()) {
      boolean isUnderstood =
          value.isJson() && found.stream().noneMatch(one -> IdRules.isProblem(one.problem()));
      StatusCode status =
          isUnderstood ? StatusCodes.UNPROCESSABLE_CONTENT : StatusCodes.BAD_REQUEST;
      throw new RequestRefusedException(Problem.of(status, "The body cannot be used.").at(found));
    }
    return read;
  }

  /** Returns the refusal of a query parameter, with 400. */
  public static RequestRefusedException parameter(String name, String problem) {
    return new RequestRefusedException(
        Problem.of(StatusCodes.BAD_REQUEST, "A parameter cannot be used.")
            .at(List.of(new Violation(name, problem))));
  }

  /** Reads an id and records a violation if it is malformed. */
  public static Optional<String> id(JsonValue value) {
    Optional<String> id = value.text();
    id.flatMap(IdRules::problem).ifPresent(value::refuse);
    return id;
  }

  /** Reads printable text; the bounds are numbers of UTF-16 characters. */
  static Optional<String> text(JsonValue value, int shortest, int longest) {
    Optional<String> given = value.text();
    given.flatMap(text -> problem(text, shortest, longest)).ifPresent(value::refuse);
    return given;
  }

  /**
   * Returns the violation of a text by these bounds on its length or by unprintable characters;
   * empty if there is none.
   */
  static Optional<String> problem(String text, int shortest, int longest) {
    if (text.length() < shortest || text.length() > longest) {
      return Optional.of(
          "has %d characters; %d to %d are right".formatted(text.length(), shortest, longest));
    }
    return UNPRINTABLE.matcher(text).find()
        ? Optional.of(
            "is %s, with a control character or half a character; only printable text is right"
                .formatted(Violation.quote(text)))
        : Optional.empty();
  }
}
