package io.switchboard.domain.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationTextTest {

  @ParameterizedTest
  @CsvSource({
    "P7D, P7D",
    "PT24H, P1D",
    "PT1H, PT1H",
    "PT1H30M, PT90M",
    "PT2M, PT2M",
    "PT90S, PT90S",
    "PT0S, PT0S",
    "PT1M0.5S, PT60.5S",
    "PT0.000000001S, PT0.000000001S",
    "PT-0.5S, PT-0.5S",
    "P-1D, P-1D"
  })
  void aDurationIsAWholeNumberOfTheLargestPossibleUnit(String duration, String text) {
    assertThat(DurationText.of(Duration.parse(duration))).isEqualTo(text);
  }

  @Property
  void aDurationIsReadBackEqual(@ForAll long seconds, @ForAll int nanoseconds) {
    Duration duration = Duration.ofSeconds(seconds / 2, nanoseconds);

    assertThat(Duration.parse(DurationText.of(duration))).isEqualTo(duration);
  }
}
