package io.switchboard.simulation.report;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** Text of numbers in the report; it is the same in every locale. */
final class NumberText {

  static final String NONE = "-";

  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private NumberText() {}

  /**
   * Returns at most two units, rounded half up: {@code 12.3 s}, {@code 2m 05s}, {@code 1h 02m};
   * from two days on {@code 28d 01h}.
   */
  static String time(double seconds) {
    long tenths = Math.round(seconds * 10);
    if (tenths < 10 * MINUTE) {
      return String.format(Locale.ROOT, "%.1f s", tenths / 10.0);
    }
    long whole = Math.round(seconds);
    if (whole < HOUR) {
      return units(whole, MINUTE, "m", 1, "s");
    }
    return Math.round(seconds / MINUTE) * MINUTE < 2 * DAY
        ? units(Math.round(seconds / MINUTE) * MINUTE, HOUR, "h", MINUTE, "m")
        : units(Math.round(seconds / HOUR) * HOUR, DAY, "d", HOUR, "h");
  }

  private static String units(long seconds, long large, String l, long small, String s) {
    return String.format(
        Locale.ROOT, "%d%s %02d%s", seconds / large, l, seconds % large / small, s);
  }

  /** A wait of the served conversations as by {@link #time}; a dash if there are none. */
  static String wait(ServiceFigures figures, ToDoubleFunction<WaitStatistics> which) {
    return figures.waits().map(waits -> time(which.applyAsDouble(waits))).orElse(NONE);
  }

  /** Returns one decimal: {@code 74.4 %}. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  static String percent(OptionalDouble share) {
    return share.isPresent() ? percent(share.getAsDouble()) : NONE;
  }

  /** Returns one decimal. */
  static String perConversation(OptionalDouble count) {
    return count.isPresent() ? String.format(Locale.ROOT, "%.1f", count.getAsDouble()) : NONE;
  }

  /** Returns two decimals and a sign: {@code +0.35}, {@code -0.35}, {@code 0.00}. */
  static String deviation(double conversations) {
    long hundredths = Math.round(100 * conversations);
    return hundredths == 0 ? "0.00" : String.format(Locale.ROOT, "%+.2f", hundredths / 100.0);
  }

  /** Returns two decimals: {@code 0.35}. */
  static String worst(double conversations) {
    return String.format(Locale.ROOT, "%.2f", conversations);
  }
}
