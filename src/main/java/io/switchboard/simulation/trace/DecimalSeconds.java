package io.switchboard.simulation.trace;

import java.util.OptionalLong;

/** Conversion between seconds as a plain decimal number and nanoseconds, without rounding. */
public final class DecimalSeconds {

  /** Maximum, in seconds: ten years of 365 days. */
  static final long MOST = 10L * 365 * 24 * 60 * 60;

  private static final int DECIMALS = 9;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private DecimalSeconds() {}

  /**
   * Parses {@code digits[.digits]}, with at most nine decimals and from 0 to {@link #MOST} seconds,
   * as nanoseconds; empty for any other text.
   */
  public static OptionalLong parse(String text) {
    long value = 0;
    int decimals = -1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' && i > 0 && decimals < 0) {
        decimals = 0;
      } else if (c >= '0' && c <= '9' && decimals < DECIMALS && (decimals >= 0 || value <= MOST)) {
        value = value * 10 + (c - '0');
        decimals += decimals >= 0 ? 1 : 0;
      } else {
        return OptionalLong.empty();
      }
    }
    if (text.isEmpty() || decimals == 0) {
      return OptionalLong.empty();
    }
    for (int i = Math.max(decimals, 0); i < DECIMALS; i++) {
      value *= 10;
    }
    return value > MOST * NANOS_PER_SECOND ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /** States the error of a text that {@link #parse} refuses, and the valid texts. */
  public static String fault(String text) {
    String shown = InputProblems.shown(text);
    if (text.isEmpty()) {
      return "empty; expected decimal seconds of 0 or more";
    }
    if (text.matches("-\\d+(\\.\\d+)?")) {
      return shown + " is negative; expected decimal seconds of 0 or more";
    }
    if (text.matches("\\d+\\.\\d{10,}")) {
      return shown
          + " has more than nine decimals; expected decimal seconds with at most nine decimals";
    }
    if (text.matches("\\d+(\\.\\d+)?")) {
      return shown + " is more than ten years; expected decimal seconds of at most " + MOST;
    }
    return shown + " is not a plain decimal number; expected decimal seconds such as 12.5";
  }

  /** Returns seconds with exactly nine decimals. */
  static String withNineDecimals(long nanos) {
    String fraction = Long.toString(nanos % NANOS_PER_SECOND + NANOS_PER_SECOND).substring(1);
    return nanos / NANOS_PER_SECOND + "." + fraction;
  }

  /** Returns seconds with as few decimals as possible, and without a point for a whole number. */
  static String shortest(long nanos) {
    String text = withNineDecimals(nanos);
    int end = text.length();
    while (text.charAt(end - 1) == '0') {
      end--;
    }
    return text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end);
  }
}
