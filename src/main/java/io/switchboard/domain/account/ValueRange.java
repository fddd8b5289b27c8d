package io.switchboard.domain.account;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** A range with both ends included, and its rule as a clause: "a percentage is 1 to 100". */
public record ValueRange<T extends Comparable<T>>(String rule, T least, T most) {

  /** A range of whole numbers; {@code subject} is for example "a percentage". */
  public static ValueRange<Integer> ofWhole(String subject, int least, int most) {
    return new ValueRange<>(
        "%s is a whole number from %d to %d".formatted(subject, least, most), least, most);
  }

  static ValueRange<BigDecimal> ofNumbers(String subject, String least, String most) {
    return new ValueRange<>(
        "%s is a number from %s to %s with at most three decimals".formatted(subject, least, most),
        new BigDecimal(least),
        new BigDecimal(most));
  }

  /** A range of durations; {@code subject} is for example "a response time". */
  public static ValueRange<Duration> ofDurations(String subject, Duration least, Duration most) {
    String ends = DurationText.of(least) + " to " + DurationText.of(most);
    return new ValueRange<>(subject + " is a duration from " + ends, least, most);
  }

  /** Whether a value is in the range. */
  public boolean includes(T value) {
    return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
  }

  void check(DocumentPath path, T value) {
    if (!includes(value)) {
      refuse(path, value);
    }
  }

  void check(DocumentPath path, Optional<T> value) {
    value.ifPresent(given -> check(path, given));
  }

  void refuse(DocumentPath path, T value) {
    String shown = value instanceof Duration time ? DurationText.of(time) : value.toString();
    path.violation("is " + shown + "; " + rule);
  }
}
