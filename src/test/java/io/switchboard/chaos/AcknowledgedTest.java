package io.switchboard.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks of acknowledged calls: what was acknowledged must be stored, and nothing else need be. */
class AcknowledgedTest {
  private final ScriptedRun story = ScriptedRun.ofAMorning();

  @Test
  void aCallWithUnknownOutcomeNeedsNoEffect() {
    story
        .tape()
        .calls()
        .add(new Call(99, "x", "CLOSE", "c5", Map.of("by", "AGENT"), "n", 1, 2, 503, Map.of()));
    assertThat(story.violations()).isEmpty();
  }

  @Test
  void anUnacknowledgedStartNeedsNoQueueEntry() {
    story.start("c7", "sales");
    story.tape().calls().remove(story.tape().calls().size() - 1);
    story.forgetLastOf("sales");
    assertThat(story.found(story.end().without("sales", "c7"))).isEmpty();
  }

  @Test
  void aStartAcknowledgedButNotStoredIsFound() {
    story.tape().journal().conversations().remove("c5");
    assertThat(story.found()).contains("I1 c5");
  }

  @Test
  void aStartAcknowledgedBeforeItsQueueEntryIsFound() {
    story.start("c7", "sales");
    story.forgetLastOf("sales");
    assertThat(story.found(story.end().without("sales", "c7"))).containsExactly("I1 c7");
  }

  @ParameterizedTest
  @CsvSource({
    "ACCEPT, c2, agent=ann, I2 c2",
    "CLOSE, c2, by=CONSUMER, I2 c2",
    "RETURN, c2, agent=ben, I2 c2",
    "TRANSFER_TO_SKILL, c2, agent=ben skill=care, I2 c2",
    "TRANSFER_TO_AGENT, c3, agent=ann toAgent=ben, I2 c3",
    "TAKEOVER, c2, agent=cyd, I2 c2",
    "WRITE, c2, from=AGENT, I2 c2",
    "PRESENCE, cyd, presence=ONLINE, I1 cyd"
  })
  void aChangeAcknowledgedButNotStoredIsFound(
      String call, String subject, String with, String found) {
    story.acknowledgedOnly(call, subject, with);
    assertThat(story.found()).containsExactly(found);
  }

  @Test
  void aDeclineAcknowledgedButNotStoredIsFound() {
    story.start("c7", "sales").acknowledgedOnly("DECLINE", "c7", "agent=cyd");
    assertThat(story.found()).containsExactly("I2 c7");
  }

  @Test
  void aRepeatedAcknowledgementOfAnAcceptIsCorrect() {
    story.acknowledgedOnly("ACCEPT", "c2", "agent=ben");
    assertThat(story.found()).isEmpty();
  }

  @Test
  void aHistoryWithoutTheAcceptingAgentCannotBeChecked() {
    story.acknowledgedOnly("ACCEPT", "c2", "");
    assertThatThrownBy(story::violations).hasMessageContaining("does not say agent");
  }
}
