package io.switchboard.domain.account;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/**
 * From where to where a value may go, both ends included.
 *
 * @param rule what is right, as half a sentence: "a percentage is a whole number from 1 to 100"
 */
public record Range<T extends Comparable<T>>(String rule, T least, T most) {

  static Range<Integer> ofWhole(String subject, int least, int most) {
    return new Range<>(
        "%s is a whole number from %d to %d".formatted(subject, least, most), least, most);
  }

  static Range<BigDecimal> ofNumbers(String subject, String least, String most) {
    return new Range<>(
        "%s is a number from %s to %s with at most three decimals".formatted(subject, least, most),
        new BigDecimal(least),
        new BigDecimal(most));
  }

  static Range<Duration> ofDurations(String subject, Duration least, Duration most) {
    String ends = DurationText.of(least) + " to " + DurationText.of(most);
    return new Range<>(subject + " is a duration from " + ends, least, most);
  }

  void check(Place place, T value) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      refuse(place, value);
    }
  }

  void check(Place place, Optional<T> value) {
    value.ifPresent(given -> check(place, given));
  }

  void refuse(Place place, T value) {
    String shown = value instanceof Duration time ? DurationText.of(time) : value.toString();
    place.violation("is " + shown + "; " + rule);
  }
}
