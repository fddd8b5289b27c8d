package io.switchboard.domain.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.distribution.Ledger;
import io.switchboard.domain.distribution.Ledger.Tier;
import io.switchboard.domain.statemachine.Invariant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Figures of a queue, and violations of invariants in them. */
class QueueStatisticsTest extends QueueScenario {

  @Test
  void anOfferedConversationCountsInTheLengthButNotAsWaiting() {
    opens();
    seeks("ann");
    enters("c1");
    enters("c2");
    enters("c3");

    QueueStatistics figures = figures();

    assertThat(figures.length()).isEqualTo(3);
    assertThat(figures.offered()).isEqualTo(2);
    assertThat(figures.waiting()).isOne();
  }

  @Test
  void theOldestWaitIsThatOfTheFirstEntry() {
    opens();
    enters("c1");
    queue.pass("1m");
    enters("c2");
    queue.pass("2m");

    assertThat(figures().oldestWait()).isEqualTo(180_000_000_000L);
  }

  @Test
  void anEmptyQueueHasNoOldestWait() {
    opens();

    assertThat(figures()).isEqualTo(new QueueStatistics(0, 0, 0, 0, 0, Optional.empty()));
  }

  @Test
  void aConversationPastItsDueTimeIsOverdueEvenWhileOffered() {
    opens();
    enters("c1");
    enters("c2");
    queue.pass("59m");
    enters("late");
    seeks("ann");
    queue.pass("2m");

    assertThat(figures().overdue()).isEqualTo(2);
  }

  @Test
  void aConsistentQueueViolatesNoInvariant() {
    assertThat(line(3, 2, 1).broken(Optional.empty())).isEmpty();
    assertThat(line(3, 1, 1).broken(Optional.empty())).isEmpty();
  }

  @Test
  void aConversationBothWaitingAndOfferedViolatesOnePlace() {
    assertThat(line(3, 3, 1).broken(Optional.empty())).containsExactly(Invariant.ONE_PLACE);
  }

  @Test
  void anEarlierViolationIsNotReportedAgain() {
    assertThat(line(4, 4, 1).broken(Optional.of(line(3, 3, 1)))).isEmpty();
    assertThat(line(4, 4, 1).broken(Optional.of(line(3, 2, 1))))
        .containsExactly(Invariant.ONE_PLACE);
  }

  @Test
  void aDeviationBeyondTheProvenBoundViolatesShares() {
    assertThat(sharing(0.5, 0.5).broken(Optional.empty())).isEmpty();
    assertThat(sharing(0.5, 0.51).broken(Optional.empty())).containsExactly(Invariant.SHARES);
    assertThat(sharing(1, 1, 1).broken(Optional.empty())).isEmpty();
    assertThat(sharing(0).broken(Optional.empty())).isEmpty();
  }

  private QueueStatistics figures() {
    return machine.figures(queue.now());
  }

  private static QueueStatistics line(int length, int placed, int offered) {
    return new QueueStatistics(length, placed, offered, 0, 0, Optional.empty());
  }

  /** A queue whose primary groups had these worst deviations, beside one secondary group. */
  private static QueueStatistics sharing(double... worst) {
    List<Ledger.GroupTotals> groups =
        new ArrayList<>(
            IntStream.range(0, worst.length)
                .mapToObj(i -> entry(Tier.PRIMARY, "g" + i, worst[i]))
                .toList());
    groups.add(entry(Tier.SECONDARY, "temps", 0));
    return new QueueStatistics(0, 0, 0, 0, 0, Optional.of(new Ledger(groups)));
  }

  private static Ledger.GroupTotals entry(Tier tier, String group, double worst) {
    return new Ledger.GroupTotals(tier, group, 1, 0, 0, 0, 0, 0, 0, worst, 0, 0);
  }
}
