package io.switchboard.domain.account;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks that apply to each id, name and list of a document, regardless of its meaning. */
final class TextRules {
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");

  private TextRules() {}

  static void id(DocumentPath place, String id) {
    IdRules.problem(id).ifPresent(place::violation);
  }

  static void name(DocumentPath place, String name) {
    text(place, name, AccountLimits.NAME_LENGTH);
  }

  /** Checks text that must not be empty, nor contain control characters or unpaired surrogates. */
  static void nonEmptyText(DocumentPath place, String text, int longest) {
    if (text.isEmpty()) {
      place.violation("is empty; give 1 to %d characters".formatted(longest));
    }
    text(place, text, longest);
  }

  static void text(DocumentPath place, String text, int longest) {
    if (text.length() > longest) {
      place.violation(
          "has %d characters; there may be at most %d".formatted(text.length(), longest));
    }
    if (UNPRINTABLE.matcher(text).find()) {
      place.violation(
          "is %s, with a control character or half a character; only printable text is right"
              .formatted(Violation.quote(text)));
    }
  }

  static void size(DocumentPath place, Collection<?> elements, int most) {
    size(place, elements.size(), most);
  }

  static void size(DocumentPath place, Map<?, ?> members, int most) {
    size(place, members.size(), most);
  }

  private static void size(DocumentPath place, int size, int most) {
    if (size > most) {
      place.violation("has %d entries; there may be at most %d".formatted(size, most));
    }
  }

  static void unique(DocumentPath list, List<?> elements) {
    Set<Object> seen = new HashSet<>();
    for (int i = 0; i < elements.size(); i++) {
      if (!seen.add(elements.get(i))) {
        list.element(i)
            .violation(
                "names %s again; once is enough"
                    .formatted(Violation.quote(elements.get(i).toString())));
      }
    }
  }
}
