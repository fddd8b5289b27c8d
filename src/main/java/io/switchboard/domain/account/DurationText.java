package io.switchboard.domain.account;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Writes durations in ISO-8601 as one number with one unit. */
public final class DurationText {
  private static final TreeMap<Long, String> UNITS =
      new TreeMap<>(Map.of(86_400L, "P%dD", 3_600L, "PT%dH", 60L, "PT%dM"));

  private DurationText() {}

  /** The duration in its largest whole unit, such as {@code P7D}, for {@link Duration#parse}. */
  public static String of(Duration duration) {
    if (duration.toNanosPart() == 0 && !duration.isZero()) {
      for (Map.Entry<Long, String> unit : UNITS.descendingMap().entrySet()) {
        if (duration.toSeconds() % unit.getKey() == 0) {
          return unit.getValue().formatted(duration.toSeconds() / unit.getKey());
        }
      }
    }
    BigDecimal seconds =
        BigDecimal.valueOf(duration.toSeconds()).add(BigDecimal.valueOf(duration.toNanosPart(), 9));
    return "PT" + seconds.stripTrailingZeros().toPlainString() + "S";
  }
}
