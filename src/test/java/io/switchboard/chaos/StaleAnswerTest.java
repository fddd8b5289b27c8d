package io.switchboard.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.routing.Presence;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * An answer to a call that was sent after a change was acknowledged must show that change or a
 * later one (routing rules, I9).
 */
class StaleAnswerTest {
  private static final String NODE = "node-2";
  private static final Map<String, String> WITH_BEN =
      Map.of("state", "ASSIGNED", "agent", "ben", "skill", "sales");

  private final Story story = Story.ofAMorning();

  // --- conversations ---

  @Test
  void a_closed_conversation_that_is_shown_as_assigned_is_stale() {
    story.close("c2", "ben");
    look("/conversations/c2", WITH_BEN);
    assertThat(story.found()).containsExactly("I9 c2");
  }

  @Test
  void the_former_holder_is_stale() {
    look("/conversations/c2", Map.of("state", "ASSIGNED", "agent", "ann", "skill", "sales"));
    assertThat(story.found()).containsExactly("I9 c2");
  }

  @Test
  void the_present_holder_is_not_stale() {
    look("/conversations/c2", WITH_BEN);
    assertThat(story.found()).isEmpty();
  }

  @Test
  void an_accepted_conversation_that_is_shown_as_waiting_or_ringing_is_stale() {
    look("/conversations/c3", Map.of("state", "OFFERED", "skill", "care", "offeredTo", "ann"));
    look("/conversations/c4", Map.of("state", "WAITING", "skill", "care"));
    assertThat(story.found()).containsExactly("I9 c3", "I9 c4");
  }

  @Test
  void an_answer_to_a_call_that_was_sent_before_the_change_was_acknowledged_may_show_either() {
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
  void what_one_client_was_shown_must_be_shown_to_the_next() {
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
  void an_explanation_from_before_is_stale() {
    story.close("c2", "ben");
    look("/conversations/c2/explanation", WITH_BEN);
    assertThat(story.found()).containsExactly("I9 c2");
  }

  @Test
  void a_conversation_that_has_begun_and_is_not_known_is_stale() {
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
  void a_conversation_that_never_began_may_be_unknown() {
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
  void a_state_that_the_conversation_never_had_is_found() {
    look("/conversations/c5", Map.of("state", "CLOSED", "skill", "care"));
    assertThat(story.found()).containsExactly("I9 c5");
  }

  @Test
  void a_write_that_is_answered_with_the_state_from_before_is_stale() {
    story.close("c2", "ben");
    story
        .tape()
        .answered("client", NODE, "REVISE", "c2", Map.of(), story.tape().tick(), 200, WITH_BEN);
    assertThat(story.found()).containsExactly("I9 c2");
  }

  @Test
  void a_repeated_start_that_is_said_to_have_begun_now_is_stale() {
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
  void a_repeated_start_that_shows_the_present_state_is_not_stale() {
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
  void an_acceptance_from_before_is_found() {
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
  void no_answer_and_503_show_nothing() {
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
  void an_agent_who_is_shown_with_a_conversation_that_was_closed_is_stale() {
    story.close("c2", "ben");
    look("/agents/ben", Map.of("presence", "AWAY", "assigned", "c4,c2"));
    assertThat(story.found()).containsExactly("I9 ben");
  }

  @Test
  void an_agent_who_is_shown_without_a_conversation_that_they_accepted_is_stale() {
    look("/agents/ben", Map.of("presence", "AWAY", "assigned", "c2"));
    assertThat(story.found()).containsExactly("I9 ben");
  }

  @Test
  void the_order_of_what_an_agent_has_does_not_count() {
    look("/agents/ben", Map.of("presence", "AWAY", "assigned", "c4,c2"));
    assertThat(story.found()).isEmpty();
  }

  @Test
  void a_presence_from_before_is_stale() {
    look("/agents/ben", Map.of("presence", "ONLINE", "assigned", "c2,c4"));
    assertThat(story.found()).containsExactly("I9 ben");
  }

  @Test
  void a_presence_that_has_not_been_acknowledged_yet_may_be_shown_or_not() {
    long sentAt = story.tape().now();
    story.present("ben", Presence.ONLINE);
    for (String presence : new String[] {"AWAY", "ONLINE"}) {
      Map<String, String> shown = Map.of("presence", presence, "assigned", "c2,c4");
      story.tape().answered("client", NODE, "LOOK", "/agents/ben", Map.of(), sentAt, 200, shown);
    }
    assertThat(story.found()).isEmpty();
  }

  // --- lines ---

  @Test
  void a_line_without_a_conversation_whose_start_was_acknowledged_is_stale() {
    look("/skills/care/queue?limit=1000", Map.of("line", "c5"));
    assertThat(story.found()).containsExactly("I9 care");
  }

  @Test
  void a_line_from_before_what_another_answer_showed_is_stale() {
    look("/skills/care/queue?limit=1000", Map.of("line", "c5,c6"));
    story.start("c7", "care");
    look("/skills/care/queue?limit=1000", Map.of("line", "c5,c6,c7"));
    look("/skills/care/queue?limit=1000", Map.of("line", "c5,c6"));
    assertThat(story.found()).containsExactly("I9 care");
  }

  // --- configuration ---

  @Test
  void an_older_revision_than_one_that_was_acknowledged_is_stale() {
    configured("/skills/probed", "8", "2");
    look("/skills/probed", Map.of("revision", "7", "value", "1"));
    assertThat(story.found()).containsExactly("I9 /skills/probed");
  }

  @Test
  void an_older_revision_of_the_account_than_one_of_its_pieces_is_stale() {
    configured("/skills/probed", "8", "2");
    look("", Map.of("revision", "7"));
    assertThat(story.found()).containsExactly("I9 ");
  }

  @Test
  void a_piece_keeps_an_older_revision_than_the_account() {
    configured("/skills/probed", "8", "2");
    look("", Map.of("revision", "9"));
    look("/skills/probed", Map.of("revision", "8", "value", "2"));
    assertThat(story.found()).isEmpty();
  }

  @Test
  void a_report_names_both_calls() {
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

  /** Another node is asked now, and shows this. */
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
