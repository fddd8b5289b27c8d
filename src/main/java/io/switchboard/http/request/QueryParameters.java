package io.switchboard.http.request;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.StatusCodes;
import akka.http.scaladsl.model.IllegalUriException;
import io.switchboard.domain.account.Violation;
import io.switchboard.http.problem.Problem;
import io.switchboard.http.problem.RequestRefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Check of the names of query parameters. An unknown name and a repeated name are refused: a client
 * that writes {@code dryrun} for {@code dryRun} must not change anything.
 */
public final class QueryParameters {
  private QueryParameters() {}

  /** Checks the names of all parameters against the known ones; 400 with each invalid name. */
  public static void check(HttpRequest request, Set<String> known) {
    List<Violation> found = new ArrayList<>();
    given(request)
        .forEach(
            (name, values) -> {
              if (!known.contains(name)) {
                found.add(new Violation(name, "is unknown; " + expected(known)));
              } else if (values.size() > 1) {
                found.add(
                    new Violation(
                        name, "occurs %d times; it may occur once".formatted(values.size())));
              }
            });
    if (!found.isEmpty()) {
      throw new RequestRefusedException(
          Problem.of(StatusCodes.BAD_REQUEST, "A query parameter is invalid.").at(found));
    }
  }

  private static Map<String, List<String>> given(HttpRequest request) {
    try {
      return request.getUri().query().toMultiMap();
    } catch (IllegalUriException e) {
      throw new RequestRefusedException(
          StatusCodes.BAD_REQUEST,
          "The query of the address is malformed; expected name=value&name=value, percent-encoded.");
    }
  }

  private static String expected(Set<String> known) {
    return known.isEmpty()
        ? "the endpoint has no parameters"
        : "the endpoint has " + String.join(", ", known);
  }
}
