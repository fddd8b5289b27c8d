package io.switchboard.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.agent.AgentStatistics;
import io.switchboard.domain.routing.Presence;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Gauges of a node's agents. */
class AgentGaugesTest {
  private static final String RED = "account=\"shop\",group=\"red\",presence=\"online\"";
  private static final String SALES = "account=\"shop\",skill=\"sales\",state=\"assigned\"";

  private final Metrics metrics = new Metrics();

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void agentsOfAGroupWithTheSamePresenceAreCountedTogether() {
    comes(online("red", 1_500, 4));
    comes(online("red", 100, 2));
    comes(online("blue", 1_000, 1));

    says("switchboard_agents{%s} 2.0", RED);
    says("switchboard_agent_load{%s} 1.6", RED);
    says("switchboard_agent_capacity{%s} 6.0", RED);
    says("switchboard_agents{%s} 1.0", "account=\"shop\",group=\"blue\",presence=\"online\"");
  }

  @Test
  void aChangedAgentCountsWithThePresentFigures() {
    AgentStatistics before = online("red", 1_000, 4);
    comes(online("red", 0, 4));
    comes(before);

    changes(before, online("blue", 2_000, 3));

    says("switchboard_agents{%s} 1.0", RED);
    says("switchboard_agent_load{%s} 0.0", RED);
    says("switchboard_agent_capacity{%s} 3.0", RED.replace("red", "blue"));
  }

  @Test
  void conversationsOfAllAgentsAreCountedBySkill() {
    comes(having("red", Map.of("sales", 2, "billing", 1)));
    comes(having("blue", Map.of("sales", 1)));

    says("switchboard_conversations{%s} 3.0", SALES);
    says("switchboard_conversations{%s} 1.0", SALES.replace("sales", "billing"));
  }

  @Test
  void aGaugeWithoutAgentsIsNotShown() {
    AgentStatistics agent = having("red", Map.of("sales", 2));
    comes(agent);
    assertThat(metrics.scrape()).contains(RED, SALES);

    metrics.agent("shop", Optional.of(agent), Optional.empty());

    assertThat(metrics.scrape()).doesNotContain(RED, SALES);
  }

  @Test
  void theRemovalOfAnUnknownAgentChangesNothing() {
    metrics.agent("shop", Optional.empty(), Optional.empty());

    assertThat(metrics.scrape()).doesNotContain("switchboard_agents{");
  }

  @Test
  void accountsAreCountedSeparately() {
    comes(online("red", 0, 1));
    metrics.agent("bank", Optional.empty(), Optional.of(online("red", 0, 1)));

    says("switchboard_agents{%s} 1.0", RED);
    says("switchboard_agents{%s} 1.0", RED.replace("shop", "bank"));
  }

  private void comes(AgentStatistics agent) {
    metrics.agent("shop", Optional.empty(), Optional.of(agent));
  }

  private void changes(AgentStatistics before, AgentStatistics now) {
    metrics.agent("shop", Optional.of(before), Optional.of(now));
  }

  private void says(String line, String labels) {
    assertThat(metrics.scrape()).contains("\n" + line.formatted(labels) + "\n");
  }

  private static AgentStatistics online(String group, long load, int maximum) {
    return figures(group, load, maximum, Map.of());
  }

  private static AgentStatistics having(String group, Map<String, Integer> assigned) {
    return figures(group, 0, 4, assigned);
  }

  private static AgentStatistics figures(
      String group, long load, int maximum, Map<String, Integer> assigned) {
    return new AgentStatistics(
        Presence.ONLINE, group, CapacityMode.DYNAMIC, 0, 0, load, maximum, assigned);
  }
}
