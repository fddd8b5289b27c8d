package io.switchboard.domain.account;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Rules for each id, name, text and list, regardless of its meaning. */
public final class TextRules {
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");

  private TextRules() {}

  /**
   * The problem of a text that is too short, too long, or contains control characters or unpaired
   * surrogates; the bounds are numbers of UTF-16 characters.
   */
  public static Optional<String> problem(String text, int shortest, int longest) {
    if (text.length() < shortest) {
      return Optional.of("has %d characters; the minimum is %d".formatted(text.length(), shortest));
    }
    if (text.length() > longest) {
      return Optional.of("has %d characters; the maximum is %d".formatted(text.length(), longest));
    }
    return UNPRINTABLE.matcher(text).find()
        ? Optional.of(
            "is %s, which has a control character or an unpaired surrogate; expected printable text"
                .formatted(Violation.quote(text)))
        : Optional.empty();
  }

  static void id(DocumentPath path, String id) {
    IdRules.problem(id).ifPresent(path::violation);
  }

  static void name(DocumentPath path, String name) {
    text(path, name, AccountLimits.NAME_LENGTH);
  }

  static void nonEmptyText(DocumentPath path, String text, int longest) {
    problem(text, 1, longest).ifPresent(path::violation);
  }

  static void text(DocumentPath path, String text, int longest) {
    problem(text, 0, longest).ifPresent(path::violation);
  }

  static void size(DocumentPath path, int size, int most) {
    if (size > most) {
      path.violation("has %d entries; the maximum is %d".formatted(size, most));
    }
  }

  static void unique(DocumentPath list, List<?> elements) {
    Set<Object> seen = new HashSet<>();
    list.each(
        elements,
        (at, element) -> {
          if (!seen.add(element)) {
            at.violation("repeats %s; remove it".formatted(Violation.quote(element.toString())));
          }
        });
  }
}
