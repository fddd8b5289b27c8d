package io.switchboard.simulation.trace;

import io.switchboard.domain.account.AccountLimits;

/** Syntax of ids and names, in loops: regular expressions took ten times as long. */
final class IdSyntax {
  private IdSyntax() {}

  /** States the error of a text that is not an id, and the valid texts. */
  static String fault(String text) {
    return (text.isEmpty() ? "empty" : InputProblems.shown(text) + " is not an id")
        + "; expected 1 to 64 of A-Z a-z 0-9 . _ -, but not . or ..";
  }

  /** Whether it has 1 to 256 UTF-16 characters, none a control character or line break. */
  static boolean isPrintable(String text) {
    return !text.isEmpty() && text.length() <= AccountLimits.ATTRIBUTE_LENGTH && !breaksLines(text);
  }

  private static boolean breaksLines(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
        return true;
      }
    }
    return false;
  }

  /** States the error of a text that is not printable, and the valid texts. */
  static String printableFault(String text) {
    return InputProblems.shown(text)
        + " is too long or not printable; expected 1 to 256 printable characters";
  }
}
