package io.switchboard.chaos;

import static org.assertj.core.api.Assertions.assertThat;

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
  private static final Map<String, String> ONLINE = Map.of("presence", "ONLINE");
  private static final Map<String, String> AWAY = Map.of("presence", "AWAY");

  private final Story story = Story.ofAMorning();

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
    story.tape().answered("client", "node-1", "PRESENCE", "cyd", ONLINE, sentAt, 200, Map.of());
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
    story.tape().answered("other", "node-1", "PRESENCE", "cyd", ONLINE, sentAt, 200, Map.of());
    story.becomes("cyd", Presence.AWAY);
    assertThat(story.found()).isEmpty();
  }

  @Test
  void anAttributeThatReturnsToAnOlderValueIsFound() {
    unanswered("REVISE", "c5", Map.of("value", "1"));
    revise("c5", "2");
    revised("c5", "1");
    assertThat(story.found()).contains("LATE c5");
  }

  @Test
  void anAttributeThatOnlyIncreasesIsInTime() {
    unanswered("REVISE", "c5", Map.of("value", "1"));
    revise("c5", "2");
    revise("c5", "3");
    assertThat(story.found()).isEmpty();
  }

  @Test
  void aMessageStoredAgainAfterTheAcknowledgementOfItsRepetitionIsFound() {
    unanswered("WRITE", "c2", Map.of("from", "AGENT"));
    story.write("c2", Party.AGENT);
    story.writes("c2", Party.AGENT);
    assertThat(story.found()).containsExactly("LATE c2");
  }

  @Test
  void aCloseAfterTheAcknowledgementOfANewerCommandIsFound() {
    unanswered("CLOSE", "c2", Map.of("by", "AGENT"));
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
    Map<String, String> with = Map.of("value", value);
    story.tape().answered("client", "node-1", "REVISE", id, with, sentAt, 200, Map.of());
  }

  /** Sets its attribute {@code n} to this value. */
  private void revised(String id, String value) {
    Inquiry asked = Inquiry.forSkill(id, "care");
    Inquiry inquiry =
        new Inquiry(
            id,
            asked.consumer(),
            asked.skill(),
            asked.channel(),
            Map.of("n", value),
            asked.urgent(),
            asked.firstTime(),
            asked.returned(),
            asked.transfers(),
            asked.priorityCredit());
    long now = story.tape().tick();
    DueTime due = new DueTime(now, 1, List.of(), 0);
    story.tape().conversation(id, new ConversationEvent.Revised(inquiry, due, now));
  }

  private void configured(String revision, String value) {
    story
        .tape()
        .answered(
            "client",
            "node-3",
            "CONFIGURE",
            "/skills/probed",
            Map.of("value", value),
            story.tape().now(),
            200,
            Map.of("revision", revision, "value", value));
  }

  private void shown(String revision, String value) {
    Map<String, String> answer = Map.of("revision", revision, "value", value);
    story
        .tape()
        .answered(
            "client",
            "node-2",
            "LOOK",
            "/skills/probed",
            Map.of(),
            story.tape().now() + 1,
            200,
            answer);
  }

  private void unanswered(String what, String subject, Map<String, String> with) {
    story
        .tape()
        .answered("client", "node-2", what, subject, with, story.tape().now() + 1, 503, Map.of());
  }
}
