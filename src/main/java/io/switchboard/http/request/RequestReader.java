package io.switchboard.http.request;

import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.Route;
import io.switchboard.document.JsonMembers;
import io.switchboard.document.JsonValue;
import io.switchboard.domain.account.IdRules;
import io.switchboard.domain.account.TextRules;
import io.switchboard.domain.account.Violation;
import io.switchboard.http.problem.Problem;
import io.switchboard.http.problem.RequestRefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Strict reader of request bodies: an unknown member is an error. */
public final class RequestReader {
  /** Maximum size in bytes of a body that is not a configuration document. */
  public static final int MAX_BYTES = 64 * 1024;

  private RequestReader() {}

  /** Reads an object; refuses with all violations: 400 when the body is not JSON, else 422. */
  public static <T> T read(byte[] body, Function<JsonMembers, T> reader) {
    List<Violation> found = new ArrayList<>();
    JsonValue value = JsonValue.read(body, found);
    T read = value.entry(reader);
    if (!found.isEmpty()) {
      StatusCode status =
          value.isJson() ? StatusCodes.UNPROCESSABLE_CONTENT : StatusCodes.BAD_REQUEST;
      throw new RequestRefusedException(Problem.of(status, "The body is invalid.").at(found));
    }
    return read;
  }

  /** Passes the content of a JSON body of at most {@link #MAX_BYTES} to a route. */
  public static <T> Route body(Function<JsonMembers, T> reader, Function<T, Route> inner) {
    return JsonBody.ofJson(MAX_BYTES, body -> inner.apply(read(body, reader)));
  }

  /** Returns the refusal of a query parameter, with 400. */
  public static RequestRefusedException parameter(String name, String problem) {
    return new RequestRefusedException(
        Problem.of(StatusCodes.BAD_REQUEST, "A query parameter is invalid.").at(name, problem));
  }

  /** Reads an id and records a violation if it is malformed. */
  public static Optional<String> id(JsonValue value) {
    Optional<String> id = value.text();
    id.flatMap(IdRules::problem).ifPresent(value::refuse);
    return id;
  }

  /** Reads printable text; the bounds are numbers of UTF-16 characters. */
  static Optional<String> text(JsonValue value, int shortest, int longest) {
    Optional<String> text = value.text();
    text.flatMap(given -> TextRules.problem(given, shortest, longest)).ifPresent(value::refuse);
    return text;
  }
}
