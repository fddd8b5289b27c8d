package io.switchboard.simulation.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportJsonTest {

  private JsonNode json;

  @BeforeEach
  void write() throws IOException {
    StringWriter written = new StringWriter();
    ReportJson.write(written, SmallCentre.report());
    json = new ObjectMapper().readTree(written.toString());
  }

  @Test
  void theReportHasTheseMembers() {
    assertThat(names(json))
        .containsExactly(
            "account",
            "virtualSpanSeconds",
            "wallTimeSeconds",
            "decisions",
            "messagesPerConversation",
            "eventsPerConversation",
            "totals",
            "skills",
            "groups",
            "agents",
            "distribution");
  }

  @Test
  void totalsHaveTheseMembers() {
    assertThat(names(json.at("/totals")))
        .containsExactly(
            "arrivals",
            "served",
            "abandoned",
            "waiting",
            "withinResponseTime",
            "waits",
            "occupancy");
    assertThat(names(json.at("/totals/waits")))
        .containsExactly(
            "meanWaitSeconds",
            "medianWaitSeconds",
            "p90WaitSeconds",
            "p99WaitSeconds",
            "maxWaitSeconds");
  }

  @Test
  void skillsGroupsAndAgentsHaveTheirIds() {
    assertThat(names(json.at("/skills/0"))).startsWith("skill", "responseTimeSeconds", "arrivals");
    assertThat(names(json.at("/groups/0")))
        .startsWith("group", "agentsOnShift", "arrivals")
        .endsWith("occupancy");
    assertThat(names(json.at("/agents/0")))
        .startsWith("agent", "group", "arrivals")
        .endsWith("occupancy");
  }

  @Test
  void aDistributionHasTheseMembers() {
    assertThat(names(json.at("/distribution/0")))
        .containsExactly("skill", "worstDeviation", "groups");
    assertThat(names(json.at("/distribution/0/groups/0")))
        .containsExactly(
            "tier",
            "group",
            "plannedShare",
            "allottedShare",
            "acceptedShare",
            "allotted",
            "diverted",
            "overflowedFrom",
            "overflowedTo",
            "accepted",
            "deviation",
            "worstDeviation");
  }

  @Test
  void valuesArePlainNumbers() {
    assertThat(json.at("/totals/waits/meanWaitSeconds").doubleValue()).isEqualTo(24.2);
    assertThat(json.at("/totals/arrivals").longValue()).isEqualTo(7);
    assertThat(json.at("/totals/occupancy").doubleValue()).isEqualTo(0.5);
  }

  @Test
  void inapplicableValuesAreNull() {
    assertThat(json.at("/skills/2/waits").isNull()).isTrue();
    assertThat(json.at("/skills/2/withinResponseTime").isNull()).isTrue();
    assertThat(json.at("/agents/2/occupancy").isNull()).isTrue();
    assertThat(json.at("/agents/2/group").isNull()).isTrue();
  }

  private static List<String> names(JsonNode node) {
    return node.properties().stream().map(member -> member.getKey()).toList();
  }
}
