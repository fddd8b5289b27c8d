package io.switchboard.http.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparing;

import akka.http.javadsl.model.HttpRequest;
import io.switchboard.document.Page;
import io.switchboard.domain.account.IdRules;
import io.switchboard.domain.account.Violation;
import io.switchboard.http.problem.RequestRefusedException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Page of a list that a client asks for. The cursor is the key at which the previous page ended; so
 * no entry that remains in the list is omitted or repeated while the list changes.
 *
 * @param after the key after which the page begins; empty for the first page
 */
public record Paging(int limit, Optional<String> after) {
  public static final String LIMIT = "limit";
  public static final String CURSOR = "cursor";

  private static final int MAX_LIMIT = 1_000;
  private static final String DEFAULT = "100";

  /** Reads {@code limit} and {@code cursor}; 400 when one of them is invalid. */
  public static Paging of(HttpRequest request) {
    String limit = request.getUri().query().get(LIMIT).orElse(DEFAULT);
    if (!limit.matches("[1-9][0-9]{0,3}") || Integer.parseInt(limit) > MAX_LIMIT) {
      throw RequestReader.parameter(
          LIMIT,
          "is %s; expected a whole number from 1 to %d"
              .formatted(Violation.quote(limit), MAX_LIMIT));
    }
    return new Paging(
        Integer.parseInt(limit), request.getUri().query().get(CURSOR).map(Paging::decoded));
  }

  /** The id after which the page begins; 400 when the cursor does not contain an id. */
  public Optional<String> afterId() {
    if (!after.stream().allMatch(IdRules::isValid)) {
      throw invalidCursor();
    }
    return after;
  }

  /** Returns the page of the list, in the order of the keys. */
  public <T> Page<T> of(List<T> all, Function<T, String> key) {
    List<T> rest =
        all.stream()
            .filter(item -> after.isEmpty() || key.apply(item).compareTo(after.get()) > 0)
            .sorted(comparing(key))
            .limit(limit + 1L)
            .toList();
    return rest.size() <= limit
        ? new Page<>(rest, Optional.empty())
        : new Page<>(rest.subList(0, limit), Optional.of(encoded(key.apply(rest.get(limit - 1)))));
  }

  static String encoded(String key) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(UTF_8));
  }

  private static String decoded(String cursor) {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
    } catch (IllegalArgumentException e) {
      throw invalidCursor();
    }
  }

  /** Returns the refusal of a cursor that the server did not issue. */
  public static RequestRefusedException invalidCursor() {
    return RequestReader.parameter(
        CURSOR, "was not issued by the server; expected a value of 'next'");
  }
}
