package io.switchboard.api;

import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.rings;
import static io.switchboard.domain.Centre.skill;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Routing rules, section 7, I8: each decision has an explanation, also after the close. */
@Tag("slow")
class ClosedExplanationTest {
  @RegisterExtension static final RunningNode NODE = new RunningNode();

  private static HttpScenario twoAgents() {
    return NODE.given(rings("10M", 0), agent("ann", "sales"), agent("bob", "sales"))
        .online("ann", "bob");
  }

  @Test
  void aRingingConversationIsExplainedAsOfferedToItsAgent() {
    HttpScenario centre = twoAgents().arrive("sales", "c1");

    JsonNode explanation = centre.explanationOf("c1");

    assertThat(explanation.path("state").asText()).isEqualTo("OFFERED");
    assertThat(explanation.path("agent").asText()).isEqualTo("ann");
    assertThat(explanation.path("reasons").path("candidates")).hasSize(2);
  }

  @Test
  void theExplanationOfAClosedConversationHasItsAgentAndTheReason() {
    HttpScenario centre = twoAgents().arrive("sales", "c1").accept("c1");
    JsonNode before = centre.reasonsOf("c1");

    centre.close("c1");

    assertThat(centre.stateOf("c1")).isEqualTo("CLOSED");
    assertThat(centre.holderOf("c1")).isEqualTo("ann");
    assertThat(centre.explanationOf("c1").path("agent").asText()).isEqualTo("ann");
    assertThat(centre.reasonsOf("c1")).isEqualTo(before);
  }

  @Test
  void theExplanationOfAnAbandonedConversationHasTheReasonOfItsWaitAndItsGroup() {
    HttpScenario centre =
        NODE.given(
            skill("sales").primary("a", 60).primary("b", 40),
            agent("ann", "sales").in("a"),
            agent("bob", "sales").in("b"));
    centre.arrive("sales", "c1");
    JsonNode before = centre.reasonsOf("c1");
    assertThat(before.path("candidates")).hasSize(2);

    centre.close("c1");

    assertThat(centre.groupOf("c1")).isEqualTo("a");
    assertThat(centre.reasonsOf("c1")).isEqualTo(before);
    assertThat(centre.explanationOf("c1").has("agent")).isFalse();
  }
}
