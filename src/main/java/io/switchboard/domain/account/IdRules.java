package io.switchboard.domain.account;

import java.util.Optional;

/**
 * The rule of every id that a client chooses: 1 to {@link AccountLimits#ID_LENGTH} of the
 * characters {@code A-Z a-z 0-9 . _ -}, but neither {@code .} nor {@code ..}.
 *
 * <p>An id is a segment of an address. The characters are those that no encoding changes (RFC 3986,
 * unreserved). The two exceptions are dot segments: clients, browsers and proxies remove them from
 * an address, percent-encoded or not, so that the call would reach something else. Ids are compared
 * as they are: {@code ann} and {@code Ann} are two.
 */
public final class IdRules {
  private static final String RULE =
      "an id is 1 to %d of the characters A-Z, a-z, 0-9, dot, underscore and hyphen, but not . or .."
          .formatted(AccountLimits.ID_LENGTH);

  private IdRules() {}

  /** Whether a text can be an id. A loop, as every cell of a trace is asked. */
  public static boolean isValid(String text) {
    if (text.isEmpty() || text.length() > AccountLimits.ID_LENGTH) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (!isPermitted(text.charAt(i))) {
        return false;
      }
    }
    return !text.equals(".") && !text.equals("..");
  }

  /** What is wrong with a text as an id; empty when nothing is. */
  public static Optional<String> problem(String text) {
    return isValid(text)
        ? Optional.empty()
        : Optional.of("is %s; %s".formatted(Violation.quote(text), RULE));
  }

  /** Whether a text says that something is no id, as {@link #problem} does. */
  public static boolean isProblem(String problem) {
    return problem.endsWith(RULE);
  }

  private static boolean isPermitted(char c) {
    boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
  }
}
