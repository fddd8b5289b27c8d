package io.switchboard.simulation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.switchboard.simulation.report.QueueLengthSeries.Wait;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueLengthSeriesTest {
  private static final long SECOND = SmallCentre.SECOND;

  @ParameterizedTest
  @CsvSource({
    "0, 1, 1",
    "1, 1, 1",
    "600, 1, 600",
    "601, 5, 121",
    "86400, 300, 288",
    "2419200, 7200, 336",
    "604800000, 1008000, 600"
  })
  void theStepIsTheFinestRoundOneForAtMostSixHundredSteps(
      long spanSeconds, long stepSeconds, int steps) {
    assertThat(QueueLengthSeries.spanning(spanSeconds * SECOND))
        .isEqualTo(new QueueLengthSeries(stepSeconds * SECOND, steps));
  }

  @Test
  void aStepShowsTheAverageNumberOfWaitingConversations() {
    QueueLengthSeries time = new QueueLengthSeries(10, 4);

    List<Double> averages =
        time.averages(List.of(new Wait(5, 25), new Wait(12, 14), new Wait(30, 40)));

    assertThat(averages).containsExactly(0.5, 1.2, 0.5, 1.0);
  }

  @Property
  void averagesEqualThoseOfACountAtEachMoment(
      @ForAll @Size(max = 20) List<@LongRange(min = 0, max = 99) Long> starts,
      @ForAll @IntRange(min = 0, max = 60) int longest) {
    QueueLengthSeries time = new QueueLengthSeries(10, 10);
    List<Wait> waits = new ArrayList<>();
    for (long start : starts) {
      waits.add(new Wait(start, Math.min(100, start + start * 7 % (longest + 1))));
    }

    List<Double> averages = time.averages(waits);

    for (int step = 0; step < 10; step++) {
      double moments = 0;
      for (long moment = 10L * step; moment < 10L * (step + 1); moment++) {
        long at = moment;
        moments += waits.stream().filter(wait -> wait.from() <= at && at < wait.to()).count();
      }
      assertThat(averages.get(step)).isCloseTo(moments / 10, within(0.0006));
    }
  }
}
