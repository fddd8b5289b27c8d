package io.switchboard.server.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.switchboard.domain.distribution.Ledger;
import io.switchboard.domain.queue.QueueStatistics;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Gauges of the queues on a node. They show the state at the last call of {@link #publish}; a queue
 * that has left the node disappears. Any thread may report a change.
 */
final class QueueGauges {
  private static final double SECOND = Duration.ofSeconds(1).toNanos();

  private record Line(String account, String skill) {
    Tags tags() {
      return Tags.of("account", account, "skill", skill);
    }
  }

  private final Map<Line, QueueStatistics> lines = new ConcurrentHashMap<>();
  private Map<Line, QueueStatistics> shown = Map.of();
  private final MultiGauge conversations;
  private final MultiGauge oldestWait;
  private final MultiGauge overdue;
  private final MultiGauge deviation;
  private final MultiGauge worstDeviation;

  QueueGauges(MeterRegistry registry) {
    conversations =
        MultiGauge.builder("switchboard.conversations")
            .description("Conversations by state and skill")
            .register(registry);
    oldestWait =
        MultiGauge.builder("switchboard.oldest.wait")
            .description("Longest time that a conversation has waited in the queue of a skill")
            .baseUnit("seconds")
            .register(registry);
    overdue =
        MultiGauge.builder("switchboard.overdue")
            .description("Conversations in the queue of a skill that are past their due time")
            .register(registry);
    deviation =
        MultiGauge.builder("switchboard.share.deviation")
            .description("Conversations allotted to a group beyond its share")
            .register(registry);
    worstDeviation =
        MultiGauge.builder("switchboard.share.deviation.worst")
            .description("The largest deviation of a group so far, in either direction")
            .register(registry);
  }

  /** Records the current figures of the queue of a skill. */
  void is(String account, String skill, QueueStatistics figures) {
    lines.put(new Line(account, skill), figures);
  }

  /** Records that the queue of a skill has left the node. */
  void left(String account, String skill) {
    lines.remove(new Line(account, skill));
  }

  /** Publishes the current state. Only added and removed rows cost more than a lookup. */
  void publish() {
    shown = Map.copyOf(lines);
    show(conversations, this::byState);
    show(oldestWait, line -> row(line, line.tags(), is -> is.oldestWait() / SECOND));
    show(overdue, line -> row(line, line.tags(), QueueStatistics::overdue));
    show(deviation, line -> byGroup(line, Ledger.GroupTotals::deviation));
    show(worstDeviation, line -> byGroup(line, Ledger.GroupTotals::worstDeviation));
  }

  private void show(MultiGauge gauge, Function<Line, Stream<Row<?>>> rows) {
    gauge.register(shown.keySet().stream().flatMap(rows).toList());
  }

  private Stream<Row<?>> byState(Line line) {
    return Stream.concat(
        row(line, line.tags().and("state", "waiting"), QueueStatistics::waiting),
        row(line, line.tags().and("state", "offered"), QueueStatistics::offered));
  }

  private Stream<Row<?>> byGroup(Line line, ToDoubleFunction<Ledger.GroupTotals> amount) {
    return shares(shown.get(line))
        .flatMap(
            share ->
                row(
                    line,
                    line.tags()
                        .and("tier", share.tier().name().toLowerCase(Locale.ROOT))
                        .and("group", share.group()),
                    is ->
                        shares(is)
                            .filter(one -> one.tier() == share.tier())
                            .filter(one -> one.group().equals(share.group()))
                            .mapToDouble(amount)
                            .sum()));
  }

  private static Stream<Ledger.GroupTotals> shares(QueueStatistics figures) {
    return figures.shares().stream().flatMap(ledger -> ledger.groups().stream());
  }

  private Stream<Row<?>> row(Line line, Tags tags, ToDoubleFunction<QueueStatistics> amount) {
    return Stream.of(Row.of(tags, this, all -> amount.applyAsDouble(all.shown.get(line))));
  }
}
