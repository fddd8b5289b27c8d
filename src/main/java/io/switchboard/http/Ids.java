package io.switchboard.http;

import io.switchboard.domain.account.AccountLimits;
import io.switchboard.domain.account.Violation;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an id may be, wherever it stands. */
final class Ids {
  private static final Pattern ID =
      Pattern.compile("[A-Za-z0-9._-]{1," + AccountLimits.ID_LENGTH + "}");

  private Ids() {}

  /** What is wrong with a text as an id; empty when nothing is. */
  static Optional<String> problem(String text) {
    return ID.matcher(text).matches()
        ? Optional.empty()
        : Optional.of(
            "is %s; an id is 1 to %d of the characters A-Z, a-z, 0-9, dot, underscore and hyphen"
                .formatted(Violation.quote(text), AccountLimits.ID_LENGTH));
  }
}
