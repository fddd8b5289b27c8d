package io.switchboard.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.api.AccountClient;
import io.switchboard.document.AccountDocument;
import io.switchboard.server.Conf;
import io.switchboard.server.Eventually;
import io.switchboard.server.Node;
import io.switchboard.server.NodeContract;
import io.switchboard.server.NodeSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics of a node that routes. */
@Tag("slow")
class MetricsTest {
  private static final String EVA_IS_AWAY = "account=\"demo\",group=\"\",presence=\"away\"";

  @TempDir private static Path folder;
  private static Node node;
  private static AccountClient demo;

  @BeforeAll
  static void routeTwoConversations() throws Exception {
    NodeSettings settings =
        new NodeSettings(
            Conf.h2(folder).config(),
            Map.of("demo", AccountDocument.read(Files.readAllBytes(Path.of("conf/demo.json")))));
    node = Node.start(settings);
    NodeContract.up(node);
    demo = new AccountClient(node.port(), "demo");
    demo.put("/agents/eva/presence", "{\"state\": \"ONLINE\"}");
    shareOne();
    start("taken");
    demo.until("/conversations/taken", is -> is.text("state").equals("OFFERED"));
    demo.post("/conversations/taken/accept", "{\"agent\": \"eva\"}");
    start("declined");
    demo.until("/conversations/declined", is -> is.text("state").equals("OFFERED"));
    demo.post("/conversations/declined/decline", "{\"agent\": \"eva\"}");
    demo.put("/agents/eva/presence", "{\"state\": \"AWAY\"}");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void theMetricsCountConversationsAndTheEndsOfOffers() {
    says("switchboard_entered_total{account=\"demo\",how=\"started\",skill=\"support\"} 2.0");
    says("switchboard_offers_total{account=\"demo\",outcome=\"accepted\"} 1.0");
    says("switchboard_offers_total{account=\"demo\",outcome=\"declined\"} 1.0");
  }

  @Test
  void theMetricsCountTheConversationsOfASkillByState() {
    says("switchboard_conversations{account=\"demo\",skill=\"support\",state=\"waiting\"} 1.0");
    says("switchboard_conversations{account=\"demo\",skill=\"support\",state=\"offered\"} 0.0");
    says("switchboard_conversations{account=\"demo\",skill=\"support\",state=\"assigned\"} 1.0");
  }

  @Test
  void theMetricsIncludeTheOldestWaitAndTheNumberOverdue() {
    says("switchboard_oldest_wait_seconds{account=\"demo\",skill=\"support\"} ");
    says("switchboard_overdue{account=\"demo\",skill=\"support\"} 0.0");
  }

  @Test
  void theMetricsIncludePresenceAndLoadOfAgents() {
    says("switchboard_agents{%s} 1.0".formatted(EVA_IS_AWAY));
    says("switchboard_agent_load{%s} 1.0".formatted(EVA_IS_AWAY));
    says("switchboard_agent_capacity{%s} 2.0".formatted(EVA_IS_AWAY));
  }

  @Test
  void theMetricsIncludeTheDeviationsOfGroups() {
    String vendor = "account=\"demo\",group=\"vendor-a\",skill=\"sales\",tier=\"primary\"";
    says("switchboard_share_deviation{%s} -0.4".formatted(vendor));
    says("switchboard_share_deviation_worst{%s} 0.4".formatted(vendor));
  }

  @Test
  void theMetricsIncludeNoViolatedInvariant() {
    for (String invariant : List.of("one_place", "capacity", "shares")) {
      says(
          "switchboard_violations_total{account=\"demo\",invariant=\"%s\"} 0.0"
              .formatted(invariant));
    }
  }

  @Test
  void theMetricsTimeWaitingRingingWritingAndRecovery() {
    says("switchboard_wait_seconds_count{account=\"demo\",first=\"true\"} 1");
    says("switchboard_ringing_seconds_count{account=\"demo\"} 1");
    says("switchboard_write_seconds_count{entity=\"Agent\"}");
    says("switchboard_write_events_count{entity=\"SkillQueue\"}");
    says("switchboard_recovery_seconds_count{entity=\"Conversation\"}");
  }

  @Test
  void theMetricsIncludeTheMachineAndThePool() {
    says("jvm_memory_used_bytes{");
    says("hikaricp_connections{pool=\"switchboard\"}");
  }

  private static void says(String line) {
    Eventually.holds(
        () -> assertThat(NodeContract.get(node, "/metrics").body()).contains("\n" + line));
  }

  /** A conversation is allotted to the first of two available groups. */
  private static void shareOne() {
    demo.put("/agents/ben/presence", "{\"state\": \"ONLINE\"}");
    demo.put("/agents/cem/presence", "{\"state\": \"ONLINE\"}");
    start("shared", "sales");
  }

  private static void start(String id) {
    start(id, "support");
  }

  private static void start(String id, String skill) {
    assertThat(
            demo.post(
                    "/conversations",
                    "{\"id\": \"%s\", \"consumer\": \"joe\", \"skill\": \"%s\"}"
                        .formatted(id, skill))
                .status())
        .isEqualTo(201);
  }
}
