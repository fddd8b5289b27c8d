package io.switchboard.server.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.switchboard.domain.account.DynamicWeights;
import io.switchboard.domain.agent.AgentStatistics;
import io.switchboard.domain.routing.Presence;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Gauges of the agents on a node, as sums; no figures of a single agent are kept. They show the
 * state at the last call of {@link #publish}; a label without agents disappears. Any thread may
 * report a change.
 */
final class AgentGauges {

  private record Team(String account, String group, Presence presence) {
    Tags tags() {
      return Tags.of(
          "account", account, "group", group, "presence", presence.name().toLowerCase(Locale.ROOT));
    }
  }

  /** Number of agents, their load in thousandths of a conversation, and the sum of their maxima. */
  private record Sum(long agents, long load, long maximum) {
    static Sum of(AgentStatistics figures, int times) {
      return new Sum(times, times * figures.load(), (long) times * figures.maximum());
    }

    static Sum added(Sum one, Sum other) {
      long agents = one.agents + other.agents;
      return agents == 0
          ? null
          : new Sum(agents, one.load + other.load, one.maximum + other.maximum);
    }
  }

  private record Served(String account, String skill) {
    Tags tags() {
      return Tags.of("account", account, "skill", skill, "state", "assigned");
    }
  }

  private final Map<Team, Sum> groups = new HashMap<>();
  private final Map<Served, Integer> assigned = new HashMap<>();
  private Map<Team, Sum> shownTeams = Map.of();
  private Map<Served, Integer> shownAssigned = Map.of();
  private final MultiGauge agents;
  private final MultiGauge load;
  private final MultiGauge capacity;
  private final MultiGauge conversations;

  AgentGauges(MeterRegistry registry) {
    agents =
        MultiGauge.builder("switchboard.agents")
            .description("Agents by group and presence")
            .register(registry);
    load =
        MultiGauge.builder("switchboard.agent.load")
            .description("Weight of the conversations that agents have, ringing offers included")
            .register(registry);
    capacity =
        MultiGauge.builder("switchboard.agent.capacity")
            .description("Conversations that agents take at most")
            .register(registry);
    conversations =
        MultiGauge.builder("switchboard.conversations")
            .description("Conversations by state and skill")
            .register(registry);
  }

  /** Records that an agent was loaded on the node, has changed, or has left it. */
  synchronized void changed(
      String account, Optional<AgentStatistics> before, Optional<AgentStatistics> now) {
    before.ifPresent(figures -> add(account, figures, -1));
    now.ifPresent(figures -> add(account, figures, 1));
  }

  private void add(String account, AgentStatistics figures, int times) {
    Team group = new Team(account, figures.group(), figures.presence());
    groups.merge(group, Sum.of(figures, times), Sum::added);
    figures
        .assigned()
        .forEach(
            (skill, count) ->
                assigned.merge(
                    new Served(account, skill), times * count, AgentGauges::sumOrNothing));
  }

  private static Integer sumOrNothing(int one, int other) {
    return one + other == 0 ? null : one + other;
  }

  /** Publishes the current state. Only added and removed rows cost more than a lookup. */
  synchronized void publish() {
    shownTeams = Map.copyOf(groups);
    shownAssigned = Map.copyOf(assigned);
    show(agents, Sum::agents);
    show(load, sum -> (double) sum.load() / DynamicWeights.ONE);
    show(capacity, Sum::maximum);
    conversations.register(
        shownAssigned.keySet().stream()
            .<Row<?>>map(
                served -> Row.of(served.tags(), this, all -> all.shownAssigned.get(served)))
            .toList());
  }

  private void show(MultiGauge gauge, ToDoubleFunction<Sum> amount) {
    gauge.register(
        shownTeams.keySet().stream()
            .<Row<?>>map(
                group ->
                    Row.of(
                        group.tags(), this, all -> amount.applyAsDouble(all.shownTeams.get(group))))
            .toList());
  }
}
