package io.switchboard.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.distribution.Ledger;
import io.switchboard.domain.distribution.Ledger.Tier;
import io.switchboard.domain.queue.QueueStatistics;
import io.switchboard.domain.statemachine.Invariant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Gauges of a node's queues and of violated invariants. */
class QueueGaugesTest {
  private static final String SALES = "account=\"shop\",skill=\"sales\"";

  private final Metrics metrics = new Metrics();

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void aQueueIsShownWithItsLastFigures() {
    isLine(new QueueStatistics(9, 9, 0, 0, 0, Optional.empty()));
    isLine(new QueueStatistics(5, 3, 2, 90_500_000_000L, 4, Optional.empty()));

    says("switchboard_conversations{%s,state=\"waiting\"} 3.0");
    says("switchboard_conversations{%s,state=\"offered\"} 2.0");
    says("switchboard_oldest_wait_seconds{%s} 90.5");
    says("switchboard_overdue{%s} 4.0");
  }

  @Test
  void theDeviationOfAGroupIsShownWithItsSign() {
    Ledger.GroupTotals red =
        new Ledger.GroupTotals(Tier.PRIMARY, "red", 60, 7, 0, 0, 0, 0, -0.25, 0.5, 0, 0);
    isLine(new QueueStatistics(0, 0, 0, 0, 0, Optional.of(new Ledger(List.of(red)))));

    String group = "account=\"shop\",group=\"red\",skill=\"sales\",tier=\"primary\"";
    says("switchboard_share_deviation{" + group + "} -0.25");
    says("switchboard_share_deviation_worst{" + group + "} 0.5");
  }

  @Test
  void aQueueThatHasLeftTheNodeIsNotShown() {
    isLine(new QueueStatistics(1, 1, 0, 0, 0, Optional.empty()));
    says("switchboard_overdue{%s} 0.0");

    metrics.queueLeft("shop", "sales");

    assertThat(metrics.scrape()).doesNotContain(SALES);
  }

  @Test
  void theAccountsWithQueuesOnTheNodeAreCounted() {
    QueueStatistics empty = new QueueStatistics(0, 0, 0, 0, 0, Optional.empty());
    metrics.queue("shop", "sales", empty);
    metrics.queue("shop", "support", empty);
    metrics.queue("bank", "sales", empty);

    says("switchboard_accounts 2.0");
  }

  @Test
  void noInvariantIsViolatedBeforeAReport() {
    metrics.usesAccount("shop");
    says("switchboard_violations_total{account=\"shop\",invariant=\"shares\"} 0.0");

    metrics.violated("shop", Invariant.SHARES);
    metrics.usesAccount("shop");

    says("switchboard_violations_total{account=\"shop\",invariant=\"shares\"} 1.0");
    says("switchboard_violations_total{account=\"shop\",invariant=\"capacity\"} 0.0");
  }

  private void isLine(QueueStatistics figures) {
    metrics.queue("shop", "sales", figures);
  }

  private void says(String line) {
    assertThat(metrics.scrape()).contains("\n" + line.formatted(SALES) + "\n");
  }
}
