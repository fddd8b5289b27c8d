package io.switchboard.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.routing.Presence;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * An answer to a call that was sent after the acknowledgement of a change must show that change or
 * a later one (routing rules, I9).
 */
class StaleAnswerTest {
  private static final String NODE = "node-2";
  private static final Map<String, String> WITH_BEN =
      Map.of("state", "ASSIGNED", "agent", "ben", "skill", "sales");

  private final Story story = Story.ofAMorning();

  // --- conversations ---

  @Test
  void aClosedConversationShownAsAssignedIsStale() {
    story.close("c2", "ben");
    look("/conversations/c2", WITH_BEN);
    assertThat(story.found()).containsExactly("I9 c2");
  }

  @Test
  void theFormerAgentIsStale() {
    look("/conversations/c2", Map.of("state", "ASSIGNED", "agent", "ann", "skill", "sales"));
    assertThat(story.found()).containsExactly("I9 c2");
  }

  @Test
  void thePresentAgentIsNotStale() {
    look("/conversations/c2", WITH_BEN);
    assertThat(story.found()).isEmpty();
  }

  @Test
  void anAcceptedConversationShownAsWaitingOrRingingIsStale() {
    look("/conversations/c3", Map.of("state", "OFFERED", "skill", "care", "offeredTo", "ann"));
    look("/conversations/c4", Map.of("state", "WAITING", "skill", "care"));
    assertThat(story.found()).containsExactly("I9 c3", "I9 c4");
  }

  @Test
  void aCallSentBeforeTheAcknowledgementOfAChangeMayShowEitherState() {
    long sentAt = story.tape().now();
    story.close("c2", "ben");
    story
        .tape()
        .answered("client", NODE, "LOOK", "/conversations/c2", Map.of(), sentAt, 200, WITH_BEN);
    story
        .tape()
        .answered(
            "client",
            NODE,
            "LOOK",
            "/conversations/c2",
            Map.of(),
            sentAt,
            200,
            Map.of("state", "CLOSED", "skill", "sales"));
    assertThat(story.found()).isEmpty();
  }

  @Test
  void aStateShownToOneClientMustBeShownToTheNext() {
    long sentAt = story.tape().now();
    story.close("c2", "ben");
    story.calls().remove(story.calls().size() - 1);
    Map<String, String> closed = Map.of("state", "CLOSED", "skill", "sales");
    story
        .tape()
        .answered("client", NODE, "LOOK", "/conversations/c2", Map.of(), sentAt, 200, closed);
    look("/conversations/c2", WITH_BEN);
    assertThat(story.found()).containsExactly("I9 c2");
  }

  @Test
  void anExplanationOfAnEarlierStateIsStale() {
    story.close("c2", "ben");
    look("/conversations/c2/explanation", WITH_BEN);
    assertThat(story.found()).containsExactly("I9 c2");
  }

  @Test
  void anUnknownConversationAfterItsStartIsStale() {
    story
        .tape()
        .answered(
            "client",
            NODE,
            "LOOK",
            "/conversations/c5",
            Map.of(),
            story.tape().tick(),
            404,
            Map.of());
    assertThat(story.found()).containsExactly("I9 c5");
  }

  @Test
  void aConversationWithoutAStartMayBeUnknown() {
    story
        .tape()
        .answered(
            "client",
            NODE,
            "LOOK",
            "/conversations/c99",
            Map.of(),
            story.tape().tick(),
            404,
            Map.of());
    assertThat(story.found()).isEmpty();
  }

  @Test
  void aStateThatTheConversationNeverHadIsFound() {
    look("/conversations/c5", Map.of("state", "CLOSED", "skill", "care"));
    assertThat(story.found()).containsExactly("I9 c5");
  }

  @Test
  void aWriteAnsweredWithAnEarlierStateIsStale() {
    story.close("c2", "ben");
    story
        .tape()
        .answered("client", NODE, "REVISE", "c2", Map.of(), story.tape().tick(), 200, WITH_BEN);
    assertThat(story.found()).containsExactly("I9 c2");
  }

  @Test
  void aRepeatedStartAnsweredAsCreatedIsStale() {
    Map<String, String> waiting = Map.of("state", "WAITING", "skill", "care");
    story
        .tape()
        .answered(
            "client",
            NODE,
            "START",
            "c5",
            Map.of("skill", "care"),
            story.tape().tick(),
            201,
            waiting);
    assertThat(story.found()).containsExactly("I9 c5");
  }

  @Test
  void aRepeatedStartAnsweredWithThePresentStateIsNotStale() {
    Map<String, String> waiting = Map.of("state", "WAITING", "skill", "care");
    story
        .tape()
        .answered(
            "client",
            NODE,
            "START",
            "c5",
            Map.of("skill", "care"),
            story.tape().tick(),
            200,
            waiting);
    assertThat(story.found()).isEmpty();
  }

  @Test
  void anAcceptAnsweredWithAnEarlierStateIsFound() {
    story.close("c2", "ben");
    story
        .tape()
        .answered(
            "client",
            NODE,
            "ACCEPT",
            "c2",
            Map.of("agent", "ben"),
            story.tape().tick(),
            200,
            WITH_BEN);
    assertThat(story.found()).contains("I9 c2");
  }

  @Test
  void aMissingAnswerOr503ShowsNoState() {
    story.close("c2", "ben");
    story
        .tape()
        .answered(
            "client",
            NODE,
            "LOOK",
            "/conversations/c2",
            Map.of(),
            story.tape().tick(),
            503,
            WITH_BEN);
    story
        .tape()
        .answered(
            "client",
            NODE,
            "LOOK",
            "/conversations/c2",
            Map.of(),
            story.tape().tick(),
            0,
            WITH_BEN);
    assertThat(story.found()).isEmpty();
  }

  // --- agents ---

  @Test
  void anAgentShownWithAClosedConversationIsStale() {
    story.close("c2", "ben");
    look("/agents/ben", Map.of("presence", "AWAY", "assigned", "c4,c2"));
    assertThat(story.found()).containsExactly("I9 ben");
  }

  @Test
  void anAgentShownWithoutAnAcceptedConversationIsStale() {
    look("/agents/ben", Map.of("presence", "AWAY", "assigned", "c2"));
    assertThat(story.found()).containsExactly("I9 ben");
  }

  @Test
  void theOrderOfTheConversationsOfAnAgentDoesNotCount() {
    look("/agents/ben", Map.of("presence", "AWAY", "assigned", "c4,c2"));
    assertThat(story.found()).isEmpty();
  }

  @Test
  void anEarlierPresenceIsStale() {
    look("/agents/ben", Map.of("presence", "ONLINE", "assigned", "c2,c4"));
    assertThat(story.found()).containsExactly("I9 ben");
  }

  @Test
  void anUnacknowledgedPresenceMayBeShownOrNot() {
    long sentAt = story.tape().now();
    story.present("ben", Presence.ONLINE);
    for (String presence : new String[] {"AWAY", "ONLINE"}) {
      Map<String, String> shown = Map.of("presence", presence, "assigned", "c2,c4");
      story.tape().answered("client", NODE, "LOOK", "/agents/ben", Map.of(), sentAt, 200, shown);
    }
    assertThat(story.found()).isEmpty();
  }

  // --- queues ---

  @Test
  void aQueueWithoutAnAcknowledgedConversationIsStale() {
    look("/skills/care/queue?limit=1000", Map.of("line", "c5"));
    assertThat(story.found()).containsExactly("I9 care");
  }

  @Test
  void aQueueOlderThanAnotherAnswerIsStale() {
    look("/skills/care/queue?limit=1000", Map.of("line", "c5,c6"));
    story.start("c7", "care");
    look("/skills/care/queue?limit=1000", Map.of("line", "c5,c6,c7"));
    look("/skills/care/queue?limit=1000", Map.of("line", "c5,c6"));
    assertThat(story.found()).containsExactly("I9 care");
  }

  // --- configuration ---

  @Test
  void aRevisionOlderThanAnAcknowledgedOneIsStale() {
    configured("/skills/probed", "8", "2");
    look("/skills/probed", Map.of("revision", "7", "value", "1"));
    assertThat(story.found()).containsExactly("I9 /skills/probed");
  }

  @Test
  void anAccountRevisionOlderThanThatOfAnItemIsStale() {
    configured("/skills/probed", "8", "2");
    look("", Map.of("revision", "7"));
    assertThat(story.found()).containsExactly("I9 ");
  }

  @Test
  void anItemMayHaveAnOlderRevisionThanTheAccount() {
    configured("/skills/probed", "8", "2");
    look("", Map.of("revision", "9"));
    look("/skills/probed", Map.of("revision", "8", "value", "2"));
    assertThat(story.found()).isEmpty();
  }

  @Test
  void aReportListsBothCalls() {
    story.close("c2", "ben");
    look("/conversations/c2", WITH_BEN);
    Violation violation = story.violations().get(0);
    assertThat(violation.what()).contains("LOOK", NODE, "CLOSE", "node-1", "ms before it was sent");
    assertThat(violation.evidence()).hasSize(2);
  }

  private void configured(String path, String revision, String value) {
    story
        .tape()
        .answered(
            "client",
            "node-1",
            "CONFIGURE",
            path,
            Map.of("value", value),
            story.tape().now(),
            200,
            Map.of("revision", revision, "value", value));
  }

  /** A read at another node, which shows this. */
  private void look(String path, Map<String, String> shown) {
    story
        .tape()
        .answered(
            "client",
            NODE,
            "LOOK",
            path,
            Map.of(),
            story.tape().now() + 1,
            200,
            new HashMap<>(shown));
  }
}
