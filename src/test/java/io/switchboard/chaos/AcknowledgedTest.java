package io.switchboard.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Checks of acknowledged calls: what was acknowledged must be stored, and nothing else need be. */
class AcknowledgedTest {
  private final Story story = Story.ofAMorning();

  @Test
  void aCallWithUnknownOutcomeNeedsNoEffect() {
    story
        .calls()
        .add(new Call(99, "x", "CLOSE", "c5", Map.of("by", "AGENT"), "n", 1, 2, 503, Map.of()));
    assertThat(story.violations()).isEmpty();
  }

  @Test
  void anUnacknowledgedStartNeedsNoQueueEntry() {
    story.start("c7", "sales");
    story.calls().remove(story.calls().size() - 1);
    story.forgetLastOf("sales");
    assertThat(story.found(story.endWithout("sales", "c7"))).isEmpty();
  }

  @Test
  void aStartAcknowledgedButNotStoredIsFound() {
    story.journal().conversations().remove("c5");
    assertThat(story.found()).contains("I1 c5");
  }

  @Test
  void aStartAcknowledgedBeforeItsQueueEntryIsFound() {
    story.start("c7", "sales");
    story.forgetLastOf("sales");
    assertThat(story.found(story.endWithout("sales", "c7"))).containsExactly("I1 c7");
  }

  @Test
  void anAcceptAcknowledgedToTheWrongAgentIsFound() {
    story.acknowledgedOnly("ACCEPT", "c2", Map.of("agent", "ann"));
    assertThat(story.found()).containsExactly("I2 c2");
  }

  @Test
  void aRepeatedAcknowledgementOfAnAcceptIsCorrect() {
    story.acknowledgedOnly("ACCEPT", "c2", Map.of("agent", "ben"));
    assertThat(story.found()).isEmpty();
  }

  @Test
  void aCloseAcknowledgedButNotStoredIsFound() {
    story.acknowledgedOnly("CLOSE", "c2", Map.of("by", "CONSUMER"));
    assertThat(story.found()).containsExactly("I2 c2");
  }

  @Test
  void aReturnAcknowledgedButNotStoredIsFound() {
    story.acknowledgedOnly("RETURN", "c2", Map.of("agent", "ben"));
    assertThat(story.found()).containsExactly("I2 c2");
  }

  @Test
  void aTransferAcknowledgedButNotStoredIsFound() {
    story.acknowledgedOnly("TRANSFER_TO_SKILL", "c2", Map.of("agent", "ben", "skill", "care"));
    story.acknowledgedOnly("TRANSFER_TO_AGENT", "c3", Map.of("agent", "ann", "toAgent", "ben"));
    assertThat(story.found()).containsExactly("I2 c2", "I2 c3");
  }

  @Test
  void aTakeoverAcknowledgedButNotStoredIsFound() {
    story.acknowledgedOnly("TAKEOVER", "c2", Map.of("agent", "cyd"));
    assertThat(story.found()).containsExactly("I2 c2");
  }

  @Test
  void aDeclineAcknowledgedButNotStoredIsFound() {
    story.start("c7", "sales").acknowledgedOnly("DECLINE", "c7", Map.of("agent", "cyd"));
    assertThat(story.found()).containsExactly("I2 c7");
  }

  @Test
  void aMessageAcknowledgedButNotStoredIsFound() {
    story.acknowledgedOnly("WRITE", "c2", Map.of("from", "AGENT"));
    assertThat(story.found()).containsExactly("I2 c2");
  }

  @Test
  void aPresenceAcknowledgedButNotStoredIsFound() {
    story.acknowledgedOnly("PRESENCE", "cyd", Map.of("presence", "ONLINE"));
    assertThat(story.found()).containsExactly("I1 cyd");
  }

  @Test
  void aHistoryWithoutTheAcceptingAgentCannotBeChecked() {
    story.acknowledgedOnly("ACCEPT", "c2", Map.of());
    assertThatThrownBy(story::violations).hasMessageContaining("does not say agent");
  }
}
