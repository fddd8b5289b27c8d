package io.switchboard.simulation.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalSecondsTest {
  private static final long TEN_YEARS = 315_360_000_000_000_000L;

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.000000001, 1",
    "5, 5000000000",
    "007.50, 7500000000",
    "86400.123, 86400123000000",
    "315360000, 315360000000000000",
    "315360000.000000000, 315360000000000000",
  })
  void decimalSecondsAreExactNanoseconds(String text, long nanos) {
    assertThat(DecimalSeconds.parse(text)).hasValue(nanos);
  }

  @Property
  void anyTimeUpToTenYearsIsReadAsItsNumber(
      @ForAll @LongRange(max = TEN_YEARS) long nanos, @ForAll @IntRange(max = 9) int decimals) {
    BigDecimal seconds = BigDecimal.valueOf(nanos, 9).setScale(decimals, RoundingMode.DOWN);

    assertThat(DecimalSeconds.parse(seconds.toPlainString()))
        .hasValue(seconds.movePointRight(9).longValueExact());
  }

  @Property
  void writtenTimesAreReadBackEqual(@ForAll @LongRange(max = TEN_YEARS) long nanos) {
    assertThat(DecimalSeconds.parse(DecimalSeconds.withNineDecimals(nanos))).hasValue(nanos);
    assertThat(DecimalSeconds.parse(DecimalSeconds.shortest(nanos))).hasValue(nanos);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0.000000000",
    "1, 0.000000001, 0.000000001",
    "12500000000, 12.5, 12.500000000",
    "100000000000, 100, 100.000000000",
  })
  void timesAreWrittenShortOrWithNineDecimals(long nanos, String shortest, String nine) {
    assertThat(DecimalSeconds.shortest(nanos)).isEqualTo(shortest);
    assertThat(DecimalSeconds.withNineDecimals(nanos)).isEqualTo(nine);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-5", "-0", "-0.5", "-99999999999999999999"})
  void negativeTimesAreRefused(String text) {
    assertRefused(text, text + " is negative", "decimal seconds of 0 or more");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0000000000", "0.1234567891"})
  void moreThanNineDecimalsAreRefused(String text) {
    assertRefused(
        text, text + " has more than nine decimals", "decimal seconds with at most nine decimals");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "315360000.000000001",
        "315360001",
        "3153600000",
        "3153600009.9",
        "9223372036854775808"
      })
  void moreThanTenYearsAreRefused(String text) {
    assertRefused(text, text + " is more than ten years", "decimal seconds of at most 315360000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e3", "1.", ".5", "1.2.3", "+1", "0x10", "NaN", "abc"})
  void anythingButAPlainDecimalNumberIsRefused(String text) {
    assertRefused(text, text + " is not a plain decimal number", "decimal seconds such as 12.5");
  }

  @ParameterizedTest
  @ValueSource(strings = {" 1", "1 ", "1,5", "1\u20095", "\u0661", "1 s"})
  void foreignSignsAreRefusedAndShownInQuotes(String text) {
    assertRefused(
        text, '"' + text + "\" is not a plain decimal number", "decimal seconds such as 12.5");
  }

  @Test
  void anEmptyTextIsRefused() {
    assertRefused("", "empty", "decimal seconds of 0 or more");
  }

  private static void assertRefused(String text, String what, String expected) {
    assertThat(DecimalSeconds.parse(text)).isEqualTo(OptionalLong.empty());
    assertThat(DecimalSeconds.fault(text)).isEqualTo(what + "; expected " + expected);
  }
}
