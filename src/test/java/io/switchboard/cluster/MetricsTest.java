package io.switchboard.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.api.Switch;
import io.switchboard.document.AccountDocument;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node that routes says of itself. */
class MetricsTest {
  @TempDir private static Path folder;
  private static Node node;
  private static Switch demo;

  @BeforeAll
  static void routeTwoConversations() throws Exception {
    NodeSettings settings =
        new NodeSettings(
            Conf.h2(folder).config(),
            Map.of("demo", AccountDocument.read(Files.readAllBytes(Path.of("conf/demo.json")))));
    node = Node.start(settings);
    NodeContract.up(node);
    demo = new Switch(node.port(), "demo");
    demo.put("/agents/eva/presence", "{\"state\": \"ONLINE\"}");
    start("taken");
    demo.until("/conversations/taken", is -> is.text("state").equals("OFFERED"));
    demo.post("/conversations/taken/accept", "{\"agent\": \"eva\"}");
    start("declined");
    demo.until("/conversations/declined", is -> is.text("state").equals("OFFERED"));
    demo.post("/conversations/declined/decline", "{\"agent\": \"eva\"}");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void it_counts_what_came_and_how_offers_ended() {
    says("switchboard_entered_total{account=\"demo\",how=\"started\",skill=\"support\"} 2.0");
    says("switchboard_offers_total{account=\"demo\",outcome=\"accepted\"} 1.0");
    says("switchboard_offers_total{account=\"demo\",outcome=\"declined\"} 1.0");
  }

  @Test
  void it_says_how_long_the_line_is() {
    says("switchboard_waiting{account=\"demo\",skill=\"support\"} 1.0");
  }

  @Test
  void it_times_waiting_ringing_and_writing() {
    says("switchboard_wait_seconds_count{account=\"demo\"} 1");
    says("switchboard_ringing_seconds_count{account=\"demo\"} 1");
    says("switchboard_write_seconds_count{entity=\"Agent\"}");
    says("switchboard_write_facts_count{entity=\"SkillQueue\"}");
  }

  @Test
  void it_shows_the_machine_and_the_pool() {
    says("jvm_memory_used_bytes{");
    says("hikaricp_connections{pool=\"switchboard\"}");
  }

  private static void says(String line) {
    Eventually.holds(
        () -> assertThat(NodeContract.get(node, "/metrics").body()).contains("\n" + line));
  }

  private static void start(String id) {
    assertThat(
            demo.post(
                    "/conversations",
                    "{\"id\": \"%s\", \"consumer\": \"joe\", \"skill\": \"support\"}".formatted(id))
                .status())
        .isEqualTo(201);
  }
}
