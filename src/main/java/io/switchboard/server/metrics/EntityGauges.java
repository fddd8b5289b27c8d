package io.switchboard.server.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.switchboard.domain.account.DynamicWeights;
import io.switchboard.domain.agent.AgentStatistics;
import io.switchboard.domain.distribution.Ledger.GroupTotals;
import io.switchboard.domain.queue.QueueStatistics;
import io.switchboard.domain.routing.Presence;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gauges of the queues and agents on a node. They show the state at the last call of {@link
 * #publish}; a value whose queue or agents have left the node disappears. Of agents only sums are
 * kept. Any thread may report a change.
 */
final class EntityGauges {
  private static final double SECOND = Duration.ofSeconds(1).toNanos();

  private record Value(Tags labels, double amount) {}

  /** One gauge with a value for each set of labels; {@code unit} is null if it counts. */
  private record Gauge(
      String name, String unit, String help, Function<EntityGauges, Stream<Value>> values) {

    Gauge(String name, String help, Function<EntityGauges, Stream<Value>> values) {
      this(name, null, help, values);
    }
  }

  private static final List<Gauge> TABLE =
      List.of(
          new Gauge(
              "switchboard.accounts",
              "Accounts whose queues are on this node",
              state -> Stream.of(new Value(Tags.empty(), state.accounts()))),
          new Gauge(
              "switchboard.conversations",
              "Conversations by state and skill",
              EntityGauges::conversations),
          new Gauge(
              "switchboard.oldest.wait",
              "seconds",
              "Longest time that a conversation has waited in the queue of a skill",
              ofQueues(queue -> queue.oldestWait() / SECOND)),
          new Gauge(
              "switchboard.overdue",
              "Conversations in the queue of a skill that are past their due time",
              ofQueues(QueueStatistics::overdue)),
          new Gauge(
              "switchboard.share.deviation",
              "Conversations allotted to a group beyond its share",
              ofShares(GroupTotals::deviation)),
          new Gauge(
              "switchboard.share.deviation.worst",
              "The largest deviation of a group so far, in either direction",
              ofShares(GroupTotals::worstDeviation)),
          new Gauge(
              "switchboard.agents", "Agents by group and presence", ofAgents(AgentSums::agents)),
          new Gauge(
              "switchboard.agent.load",
              "Weight of the conversations that agents have, ringing offers included",
              ofAgents(sums -> (double) sums.load() / DynamicWeights.ONE)),
          new Gauge(
              "switchboard.agent.capacity",
              "Conversations that agents take at most",
              ofAgents(AgentSums::maximum)));

  private record Skill(String account, String skill) {
    Tags labels() {
      return Tags.of("account", account, "skill", skill);
    }
  }

  private record Agents(String account, String group, Presence presence) {
    Tags labels() {
      return Tags.of("account", account, "group", group, "presence", Metrics.label(presence));
    }
  }

  /** Number of agents, their load in thousandths of a conversation, and the sum of their maxima. */
  private record AgentSums(long agents, long load, long maximum) {
    static AgentSums of(AgentStatistics figures, int times) {
      return new AgentSums(times, times * figures.load(), (long) times * figures.maximum());
    }

    /** Null for no agents. */
    AgentSums plus(AgentSums other) {
      return agents + other.agents == 0
          ? null
          : new AgentSums(agents + other.agents, load + other.load, maximum + other.maximum);
    }
  }

  /** A gauge, and the values that it shows. */
  private static final class Published {
    private final Gauge gauge;
    private final MultiGauge meter;
    private Map<Tags, Double> amounts = Map.of();

    Published(Gauge gauge, MeterRegistry registry) {
      this.gauge = gauge;
      this.meter =
          MultiGauge.builder(gauge.name())
              .description(gauge.help())
              .baseUnit(gauge.unit())
              .register(registry);
    }

    void show(EntityGauges state) {
      amounts = gauge.values().apply(state).collect(Collectors.toMap(Value::labels, Value::amount));
      meter.register(
          amounts.keySet().stream()
              .<Row<?>>map(labels -> Row.of(labels, this, all -> all.amounts.get(labels)))
              .toList());
    }
  }

  private final Map<Skill, QueueStatistics> queues = new HashMap<>();
  private final Map<Agents, AgentSums> agents = new HashMap<>();
  private final Map<Skill, Integer> assigned = new HashMap<>();
  private final List<Published> all;

  EntityGauges(MeterRegistry registry) {
    all = TABLE.stream().map(gauge -> new Published(gauge, registry)).toList();
  }

  synchronized void queue(String account, String skill, QueueStatistics figures) {
    queues.put(new Skill(account, skill), figures);
  }

  synchronized void queueLeft(String account, String skill) {
    queues.remove(new Skill(account, skill));
  }

  synchronized void agent(
      String account, Optional<AgentStatistics> before, Optional<AgentStatistics> now) {
    before.ifPresent(figures -> add(account, figures, -1));
    now.ifPresent(figures -> add(account, figures, 1));
  }

  private void add(String account, AgentStatistics figures, int times) {
    agents.merge(
        new Agents(account, figures.group(), figures.presence()),
        AgentSums.of(figures, times),
        AgentSums::plus);
    figures
        .assigned()
        .forEach(
            (skill, count) ->
                assigned.merge(
                    new Skill(account, skill),
                    times * count,
                    (one, other) -> one + other == 0 ? null : one + other));
  }

  /** Publishes the current state. Only added and removed values cost more than a lookup. */
  synchronized void publish() {
    all.forEach(gauge -> gauge.show(this));
  }

  // --- values ---

  private double accounts() {
    return queues.keySet().stream().map(Skill::account).distinct().count();
  }

  private Stream<Value> conversations() {
    return Stream.of(
            inState("waiting", queues, QueueStatistics::waiting),
            inState("offered", queues, QueueStatistics::offered),
            inState("assigned", assigned, Integer::intValue))
        .flatMap(values -> values);
  }

  private static <S> Stream<Value> inState(
      String state, Map<Skill, S> skills, ToDoubleFunction<S> amount) {
    return values(skills, skill -> skill.labels().and("state", state), amount);
  }

  private static Function<EntityGauges, Stream<Value>> ofQueues(
      ToDoubleFunction<QueueStatistics> amount) {
    return state -> values(state.queues, Skill::labels, amount);
  }

  private static Function<EntityGauges, Stream<Value>> ofAgents(
      ToDoubleFunction<AgentSums> amount) {
    return state -> values(state.agents, Agents::labels, amount);
  }

  private static <K, S> Stream<Value> values(
      Map<K, S> states, Function<K, Tags> labels, ToDoubleFunction<S> amount) {
    return states.entrySet().stream()
        .map(one -> new Value(labels.apply(one.getKey()), amount.applyAsDouble(one.getValue())));
  }

  private static Function<EntityGauges, Stream<Value>> ofShares(
      ToDoubleFunction<GroupTotals> amount) {
    return state ->
        state.queues.entrySet().stream()
            .flatMap(
                queue ->
                    queue.getValue().shares().stream()
                        .flatMap(ledger -> ledger.groups().stream())
                        .map(
                            share ->
                                new Value(
                                    queue
                                        .getKey()
                                        .labels()
                                        .and("tier", Metrics.label(share.tier()))
                                        .and("group", share.group()),
                                    amount.applyAsDouble(share))));
  }
}
