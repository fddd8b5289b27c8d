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
  void quantiles_of_a_hundred_waits_are_the_waits_at_their_ranks() {
    assertThat(WaitStatistics.of(waitsOf(IntStream.rangeClosed(1, 100))))
        .hasValue(new WaitStatistics(50.5, 50, 90, 99, 100));
  }

  @Test
  void a_rank_that_is_no_whole_number_is_rounded_up() {
    assertThat(WaitStatistics.of(waitsOf(IntStream.rangeClosed(1, 11))))
        .hasValue(new WaitStatistics(6, 6, 10, 11, 11));
  }

  @Test
  void of_a_single_wait_all_figures_are_that_wait() {
    assertThat(WaitStatistics.of(waitsOf(IntStream.of(7))))
        .hasValue(new WaitStatistics(7, 7, 7, 7, 7));
  }

  @Test
  void nobody_served_has_no_waits() {
    assertThat(WaitStatistics.of(List.of())).isEmpty();
  }

  @Test
  void the_mean_of_waits_whose_sum_exceeds_a_long_is_exact() {
    int year = 31_536_000;
    assertThat(WaitStatistics.of(waitsOf(IntStream.generate(() -> year).limit(1_000))))
        .hasValueSatisfying(waits -> assertThat(waits.meanWaitSeconds()).isEqualTo(year));
  }

  @Property
  void a_quantile_is_the_smallest_wait_that_enough_others_do_not_exceed(
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
