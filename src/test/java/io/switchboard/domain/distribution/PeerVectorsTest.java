package io.switchboard.domain.distribution;

import static io.switchboard.domain.distribution.Splits.first;
import static io.switchboard.domain.distribution.Splits.groups;
import static io.switchboard.domain.distribution.Splits.next;
import static io.switchboard.domain.distribution.Splits.only;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Expectations from tests of other weighted load balancers. Those with another result here are
 * listed with the reasons in {@code docs/distribution.md}.
 */
@Tag("slow")
class PeerVectorsTest {

  @ParameterizedTest(name = "{0}: {1} in {2} turns")
  @CsvSource({
    "nginx, 5 1 1, 7, 5 1 1",
    "nginx-tests, 1 2, 30, 10 20",
    "grpc core, 1 2 3, 6, 1 2 3",
    "lua-resty-balancer, 6 3 1, 100000, 60000 30000 10000",
    "smallnest/weighted, 5 2 3, 100, 50 20 30",
    "smallnest/weighted, 7 9 13, 29000, 7000 9000 13000",
    "traefik, 3 1, 4, 3 1"
  })
  void wholePeriodsAreSharedExactly(String peer, String split, int turns, String expected) {
    assertThat(counts(Splits.parse(split), turns)).as(peer).isEqualTo(Splits.parse(expected));
  }

  @ParameterizedTest(name = "grpc-go: {0}")
  @CsvSource({"1 1 1", "1 2 3", "5 3 2", "17 23 37"})
  void tenThousandTurnsDeviateByLessThanOneNotByFivePercent(String text) {
    int[] split = Splits.parse(text);
    double sum = Arrays.stream(split).sum();

    int[] counts = counts(split, 10_000);

    for (int group = 0; group < split.length; group++) {
      assertThat(Math.abs(counts[group] - 10_000 * split[group] / sum)).isLessThan(1);
    }
  }

  @ParameterizedTest(name = "{0}: {1} equal groups, {2} turns")
  @CsvSource({"nginx-tests, 4, 16", "grpc-go, 3, 12", "envoy, 128, 16384"})
  void groupsWithEqualSharesTakeTurns(String peer, int groups, int turns) {
    Shares shares = Splits.shares(groups(IntStream.range(0, groups).map(group -> 1).toArray()));

    for (int turn = 0; turn < turns; turn++) {
      assertThat(next(shares, first(groups))).as(peer).isEqualTo(turn % groups);
    }
  }

  @Test
  void envoy128DifferentWeightsAreSharedExactly() {
    int[] split = IntStream.rangeClosed(1, 128).toArray();

    assertThat(counts(split, 8_256)).isEqualTo(split);
  }

  @Test
  void nginxTestsTheOtherGroupsTakeTurnsWithoutADrainedGroup() {
    Shares shares = Splits.shares(groups(1, 1, 1, 1));
    for (int turn = 0; turn < 16; turn++) {
      next(shares, first(4));
    }

    for (int turn = 0; turn < 12; turn++) {
      assertThat(next(shares, only(1, 2, 3))).isEqualTo(1 + turn % 3);
    }
  }

  @Test
  void traefikOneOfTwoGroupsGetsAllTurnsWhileTheOtherIsAbsent() {
    Shares shares = Splits.shares(groups(1, 1));

    assertThat(IntStream.range(0, 3).map(turn -> next(shares, only(0)))).containsOnly(0);
  }

  @Test
  void traefikAReturningGroupGetsNoMissedTurns() {
    Shares shares = Splits.shares(groups(1, 1));
    for (int turn = 0; turn < 1_000; turn++) {
      next(shares, only(0));
    }

    assertThat(new int[] {next(shares, first(2)), next(shares, first(2))})
        .containsExactlyInAnyOrder(0, 1);
  }

  private static int[] counts(int[] split, int turns) {
    Shares shares = Splits.shares(groups(split));
    BitSet all = first(split.length);
    int[] counts = new int[split.length];
    for (int turn = 0; turn < turns; turn++) {
      counts[next(shares, all)]++;
    }
    return counts;
  }
}
