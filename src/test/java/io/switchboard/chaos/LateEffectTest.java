package io.switchboard.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.Records;
import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.conversation.ConversationEvent;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.routing.DueTime;
import io.switchboard.domain.routing.Presence;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * After the acknowledgement of a change no older attempt of the same client may take effect
 * (routing rules, I9).
 */
class LateEffectTest {
  private static final String ONLINE = "presence=ONLINE";
  private static final String AWAY = "presence=AWAY";

  private final ScriptedRun story = ScriptedRun.ofAMorning();

  @Test
  void aPresenceThatReturnsAfterTheAcknowledgementOfANewerOneIsFound() {
    unanswered("PRESENCE", "cyd", AWAY);
    story.present("cyd", Presence.ONLINE);
    story.becomes("cyd", Presence.AWAY);
    assertThat(story.found()).contains("LATE cyd");
  }

  @Test
  void anUnansweredAttemptWithoutASuccessorMayTakeEffectLater() {
    unanswered("PRESENCE", "cyd", AWAY);
    story.becomes("cyd", Presence.AWAY);
    assertThat(story.found()).isEmpty();
  }

  @Test
  void anEffectBeforeTheAcknowledgementOfANewerOneIsInTime() {
    unanswered("PRESENCE", "cyd", AWAY);
    long sentAt = story.tape().now();
    story.becomes("cyd", Presence.AWAY);
    story.becomes("cyd", Presence.ONLINE);
    story.answered("node-1", "PRESENCE", "cyd", ONLINE, sentAt, 200, "");
    assertThat(story.found()).doesNotContain("LATE cyd");
  }

  @Test
  void aNewerAttemptWithTheSameContentExplainsTheEffect() {
    unanswered("PRESENCE", "cyd", AWAY);
    story.present("cyd", Presence.ONLINE);
    story.present("cyd", Presence.AWAY);
    assertThat(story.found()).isEmpty();
  }

  @Test
  void anAcknowledgementToAnotherClientDoesNotEndAnAttempt() {
    unanswered("PRESENCE", "cyd", AWAY);
    long sentAt = story.tape().now();
    story.becomes("cyd", Presence.ONLINE);
    story
        .tape()
        .answered(
            "other",
            "node-1",
            "PRESENCE",
            "cyd",
            ScriptedRun.values(ONLINE),
            sentAt,
            200,
            Map.of());
    story.becomes("cyd", Presence.AWAY);
    assertThat(story.found()).isEmpty();
  }

  @Test
  void anAttributeThatReturnsToAnOlderValueIsFound() {
    unanswered("REVISE", "c5", "value=1");
    revise("c5", "2");
    revised("c5", "1");
    assertThat(story.found()).contains("LATE c5");
  }

  @Test
  void anAttributeThatOnlyIncreasesIsInTime() {
    unanswered("REVISE", "c5", "value=1");
    revise("c5", "2");
    revise("c5", "3");
    assertThat(story.found()).isEmpty();
  }

  @Test
  void aMessageStoredAgainAfterTheAcknowledgementOfItsRepetitionIsFound() {
    unanswered("WRITE", "c2", "from=AGENT");
    story.write("c2", Party.AGENT);
    story.writes("c2", Party.AGENT);
    assertThat(story.found()).containsExactly("LATE c2");
  }

  @Test
  void aCloseAfterTheAcknowledgementOfANewerCommandIsFound() {
    unanswered("CLOSE", "c2", "by=AGENT");
    story.write("c2", Party.AGENT);
    story.closes("c2", "ben");
    assertThat(story.found()).containsExactly("LATE c2");
  }

  @Test
  void aConfigurationWithAnOlderValueInANewerRevisionIsFound() {
    configured("272", "135");
    configured("273", "136");
    shown("275", "135");
    assertThat(story.found()).containsExactly("LATE /skills/probed");
  }

  @Test
  void aConfigurationWhoseValueOnlyIncreasesIsInTime() {
    configured("272", "135");
    configured("273", "136");
    shown("275", "136");
    assertThat(story.found()).isEmpty();
  }

  private void revise(String id, String value) {
    long sentAt = story.tape().tick();
    revised(id, value);
    story.answered("node-1", "REVISE", id, "value=" + value, sentAt, 200, "");
  }

  /** Sets its attribute {@code n} to this value. */
  private void revised(String id, String value) {
    Inquiry inquiry = Records.with(Inquiry.forSkill(id, "care"), "attributes", Map.of("n", value));
    long now = story.tape().tick();
    DueTime due = new DueTime(now, 1, List.of(), 0);
    story.tape().conversation(id, new ConversationEvent.Revised(inquiry, due, now));
  }

  private void configured(String revision, String value) {
    String answer = "revision=" + revision + " value=" + value;
    long now = story.tape().now();
    story.answered("node-3", "CONFIGURE", "/skills/probed", "value=" + value, now, 200, answer);
  }

  private void shown(String revision, String value) {
    String answer = "revision=" + revision + " value=" + value;
    story.answered("node-2", "LOOK", "/skills/probed", "", 200, answer);
  }

  private void unanswered(String what, String subject, String with) {
    story.answered("node-2", what, subject, with, 503, "");
  }
}
