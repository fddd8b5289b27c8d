package io.switchboard.domain.account;

import java.util.regex.Pattern;

/**
 * One error in a document.
 *
 * @param path for example {@code $.skills[1].distribution.primary}
 * @param problem one sentence for a person that states the error and the valid values
 */
public record Violation(String path, String problem) {
  private static final int LONGEST_TEXT = 80;
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");

  /** A text as violations quote it: in quotes, printable and at most 80 characters. */
  public static String quote(String text) {
    return "'" + shorten(text) + "'";
  }

  /** A text as violations list it: printable and at most 80 characters. */
  static String shorten(String text) {
    String shown = text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + "…";
    return UNPRINTABLE.matcher(shown).replaceAll("\uFFFD");
  }
}
