package io.switchboard.domain.account;

import java.util.Optional;

/**
 * The rule for each id that a client chooses: 1 to {@link AccountLimits#ID_LENGTH} of the
 * characters {@code A-Z a-z 0-9 . _ -}, but neither {@code .} nor {@code ..}.
 *
 * <p>An id is a segment of a URL. Percent-encoding leaves these characters unchanged (RFC 3986,
 * unreserved). The two exceptions are dot segments: clients, browsers and proxies remove them from
 * a URL, percent-encoded or not, so that the call would reach another resource. Ids are
 * case-sensitive: {@code ann} and {@code Ann} differ.
 */
public final class IdRules {
  private static final String RULE =
      "an id is 1 to %d of the characters A-Z, a-z, 0-9, dot, underscore and hyphen, but not . or .."
          .formatted(AccountLimits.ID_LENGTH);

  private IdRules() {}

  /** Whether a text is a valid id. A loop for speed, because it checks each cell of a trace. */
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

  /** The problem of a text as an id; empty when it is valid. */
  public static Optional<String> problem(String text) {
    return isValid(text)
        ? Optional.empty()
        : Optional.of("is %s; %s".formatted(Violation.quote(text), RULE));
  }

  private static boolean isPermitted(char c) {
    boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
  }
}
