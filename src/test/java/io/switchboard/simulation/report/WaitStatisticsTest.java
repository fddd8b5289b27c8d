package io.switchboard.simulation.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.simulation.ArrivalOutcome;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WaitStatisticsTest {

  @Test
  void quantilesOfAHundredWaitsAreTheWaitsAtTheirRanks() {
    assertThat(WaitStatistics.of(waitsOf(IntStream.rangeClosed(1, 100))))
        .hasValue(new WaitStatistics(50.5, 50, 90, 99, 100));
  }

  @Test
  void aFractionalRankIsRoundedUp() {
    assertThat(WaitStatistics.of(waitsOf(IntStream.rangeClosed(1, 11))))
        .hasValue(new WaitStatistics(6, 6, 10, 11, 11));
  }

  @Test
  void allFiguresOfASingleWaitEqualThatWait() {
    assertThat(WaitStatistics.of(waitsOf(IntStream.of(7))))
        .hasValue(new WaitStatistics(7, 7, 7, 7, 7));
  }

  @Test
  void noServedConversationsHaveNoWaits() {
    assertThat(WaitStatistics.of(List.of())).isEmpty();
  }

  @Test
  void theMeanOfWaitsWhoseSumExceedsALongIsExact() {
    int year = 31_536_000;
    assertThat(WaitStatistics.of(waitsOf(IntStream.generate(() -> year).limit(1_000))))
        .hasValueSatisfying(waits -> assertThat(waits.meanWaitSeconds()).isEqualTo(year));
  }

  @Property
  void aQuantileIsTheSmallestWaitNotExceededByEnoughOthers(
      @ForAll @Size(min = 1, max = 60) List<@LongRange(min = 0, max = 20) Long> waits,
      @ForAll @IntRange(min = 1, max = 100) int percent) {
    long[] sorted = waits.stream().mapToLong(Long::longValue).sorted().toArray();

    long quantile = WaitStatistics.quantile(sorted, percent, 100);

    long naive =
        LongStream.of(sorted)
            .filter(
                wait ->
                    100 * LongStream.of(sorted).filter(other -> other <= wait).count()
                        >= (long) percent * sorted.length)
            .min()
            .getAsLong();
    assertThat(quantile).isEqualTo(naive);
  }

  private static List<ArrivalOutcome> waitsOf(IntStream seconds) {
    return seconds
        .mapToObj(waited -> SmallCentre.served("c" + waited, "sales", "ann", 0, waited))
        .toList();
  }
}
