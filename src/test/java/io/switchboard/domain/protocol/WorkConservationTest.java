package io.switchboard.domain.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.protocol.ConservationDay.Failure;
import io.switchboard.domain.protocol.ConservationDay.Tally;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Random days without faults, on which no conversation may wait while an eligible agent has
 * capacity (I6), under any requests and changes of the document. {@code -Dconservation.days=N} sets
 * their number, {@code -Dconservation.seed=N} the first seed.
 */
final class WorkConservationTest {
  private static final long SEED = Long.getLong("conservation.seed", 0);
  private static final int ENOUGH = 200;
  private static final int DAYS = Integer.getInteger("conservation.days", ENOUGH);
  private static final int MOST_STEPS = 60;

  @Test
  void noConversationWaitsWhileAnEligibleAgentHasCapacity() {
    Tally tally = new Tally();
    for (long seed = SEED; seed < SEED + DAYS; seed++) {
      ConservationDay day = ConservationDay.of(seed, MOST_STEPS);
      Optional<Failure> failure = day.run(tally);
      if (failure.isPresent()) {
        ConservationDay shortest = day.shortened(failure.get());
        throw new AssertionError(shortest.describe(shortest.run(new Tally()).orElseThrow()));
      }
    }
    if (DAYS >= ENOUGH) {
      assertThat(tally.sharesChecked).isPositive();
      assertThat(tally.steps).containsKeys(everyKind());
    }
  }

  /** All kinds of steps must occur; otherwise the test proves too little. */
  private static String[] everyKind() {
    Stream<String> changes =
        Stream.of(DocumentChange.values()).map(change -> RandomStep.Kind.CONFIGURE + " " + change);
    Stream<String> others =
        Stream.of(RandomStep.Kind.values())
            .filter(kind -> kind != RandomStep.Kind.CONFIGURE)
            .map(RandomStep.Kind::toString);
    return Stream.concat(changes, others).toArray(String[]::new);
  }
}
