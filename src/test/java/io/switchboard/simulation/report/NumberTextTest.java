package io.switchboard.simulation.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0.0 s",
    "12.34, 12.3 s",
    "59.94, 59.9 s",
    "59.96, 1m 00s",
    "125.4, 2m 05s",
    "3599.4, 59m 59s",
    "3599.6, 1h 00m",
    "3720, 1h 02m",
    "172769, 47h 59m",
    "172770, 2d 00h",
    "2422800, 28d 01h"
  })
  void aTimeHasAtMostTwoUnits(double seconds, String words) {
    assertThat(NumberText.time(seconds)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({"0.351, +0.35", "-0.351, -0.35", "-0.001, 0.00", "0, 0.00"})
  void aDeviationHasASignUnlessItIsZero(double deviation, String words) {
    assertThat(NumberText.deviation(deviation)).isEqualTo(words);
  }

  @Test
  void anAbsentShareIsADash() {
    assertThat(NumberText.percent(OptionalDouble.empty())).isEqualTo("-");
  }

  @Test
  void numbersAreTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertThat(NumberText.percent(0.7444)).isEqualTo("74.4 %");
      assertThat(NumberText.time(125)).isEqualTo("2m 05s");
      assertThat(NumberText.deviation(1.5)).isEqualTo("+1.50");
      assertThat(NumberText.worst(1.5)).isEqualTo("1.50");
    } finally {
      Locale.setDefault(before);
    }
  }
}
