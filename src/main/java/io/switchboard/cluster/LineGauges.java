package io.switchboard.cluster;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.switchboard.domain.distribution.Ledger;
import io.switchboard.domain.machine.LineFigures;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The lines of the queues that a node has. They are shown as they were when {@link #publish} was
 * last called; a line that has left is not shown any more. Any thread may tell.
 */
final class LineGauges {
  private static final double SECOND = Duration.ofSeconds(1).toNanos();

  private record Line(String account, String skill) {
    Tags tags() {
      return Tags.of("account", account, "skill", skill);
    }
  }

  private final Map<Line, LineFigures> lines = new ConcurrentHashMap<>();
  private final MultiGauge conversations;
  private final MultiGauge oldestWait;
  private final MultiGauge overdue;
  private final MultiGauge deviation;
  private final MultiGauge worstDeviation;

  LineGauges(MeterRegistry registry) {
    conversations =
        MultiGauge.builder("switchboard.conversations")
            .description("Conversations by state and skill")
            .register(registry);
    oldestWait =
        MultiGauge.builder("switchboard.oldest.wait")
            .description("How long the one is in the line of a skill who is there longest")
            .baseUnit("seconds")
            .register(registry);
    overdue =
        MultiGauge.builder("switchboard.overdue")
            .description("Conversations in the line of a skill that are past their due time")
            .register(registry);
    deviation =
        MultiGauge.builder("switchboard.share.deviation")
            .description("Conversations allotted to a group beyond what its share has earned it")
            .register(registry);
    worstDeviation =
        MultiGauge.builder("switchboard.share.deviation.worst")
            .description("The largest deviation of a group so far, in either direction")
            .register(registry);
  }

  /** The line of a skill is like this. */
  void is(String account, String skill, LineFigures figures) {
    lines.put(new Line(account, skill), figures);
  }

  /** The node does not have the line any more. */
  void left(String account, String skill) {
    lines.remove(new Line(account, skill));
  }

  /** Shows what there is now. */
  void publish() {
    show(conversations, LineGauges::byState);
    show(oldestWait, (line, is) -> Stream.of(row(line.tags(), is.oldestWait() / SECOND)));
    show(overdue, (line, is) -> Stream.of(row(line.tags(), is.overdue())));
    show(deviation, (line, is) -> byGroup(line, is, Ledger.Entry::deviation));
    show(worstDeviation, (line, is) -> byGroup(line, is, Ledger.Entry::worstDeviation));
  }

  private interface Rows {
    Stream<Row<?>> of(Line line, LineFigures figures);
  }

  private void show(MultiGauge gauge, Rows rows) {
    Function<Map.Entry<Line, LineFigures>, Stream<Row<?>>> each =
        entry -> rows.of(entry.getKey(), entry.getValue());
    gauge.register(lines.entrySet().stream().flatMap(each).toList(), true);
  }

  private static Stream<Row<?>> byState(Line line, LineFigures figures) {
    return Stream.of(
        row(line.tags().and("state", "waiting"), figures.waiting()),
        row(line.tags().and("state", "offered"), figures.offered()));
  }

  private static Stream<Row<?>> byGroup(
      Line line, LineFigures figures, ToDoubleFunction<Ledger.Entry> amount) {
    return figures.shares().stream()
        .flatMap(ledger -> ledger.groups().stream())
        .map(
            entry ->
                row(
                    line.tags()
                        .and("tier", entry.tier().name().toLowerCase(Locale.ROOT))
                        .and("group", entry.group()),
                    amount.applyAsDouble(entry)));
  }

  private static Row<?> row(Tags tags, double amount) {
    return Row.of(tags, amount);
  }
}
