package io.switchboard.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever was acknowledged must be stored, and nothing else need be. */
class AcknowledgedTest {
  private final Story story = Story.ofAMorning();

  @Test
  void whatIsNotKnownToHaveBeenDoneNeedNotBe() {
    story
        .calls()
        .add(new Call(99, "x", "CLOSE", "c5", Map.of("by", "AGENT"), "n", 1, 2, 503, Map.of()));
    assertThat(story.violations()).isEmpty();
  }

  @Test
  void whatNoQueueEverSawWasPromisedToNobody() {
    story.start("c7", "sales");
    story.calls().remove(story.calls().size() - 1);
    story.forgetLastOf("sales");
    assertThat(story.found(story.endWithout("sales", "c7"))).isEmpty();
  }

  @Test
  void aBeginningThatWasAcknowledgedButNotStoredIsFound() {
    story.journal().conversations().remove("c5");
    assertThat(story.found()).contains("I1 c5");
  }

  @Test
  void aBeginningThatWasAcknowledgedBeforeItsQueueKnewIsFound() {
    story.start("c7", "sales");
    story.forgetLastOf("sales");
    assertThat(story.found(story.endWithout("sales", "c7"))).containsExactly("I1 c7");
  }

  @Test
  void anAcceptanceThatWasAcknowledgedToTheWrongAgentIsFound() {
    story.acknowledgedOnly("ACCEPT", "c2", Map.of("agent", "ann"));
    assertThat(story.found()).containsExactly("I2 c2");
  }

  @Test
  void anAcceptanceThatWasAcknowledgedAgainIsTrue() {
    story.acknowledgedOnly("ACCEPT", "c2", Map.of("agent", "ben"));
    assertThat(story.found()).isEmpty();
  }

  @Test
  void anEndThatWasAcknowledgedButNotStoredIsFound() {
    story.acknowledgedOnly("CLOSE", "c2", Map.of("by", "CONSUMER"));
    assertThat(story.found()).containsExactly("I2 c2");
  }

  @Test
  void aReturnThatWasAcknowledgedButNotStoredIsFound() {
    story.acknowledgedOnly("RETURN", "c2", Map.of("agent", "ben"));
    assertThat(story.found()).containsExactly("I2 c2");
  }

  @Test
  void aTransferThatWasAcknowledgedButNotStoredIsFound() {
    story.acknowledgedOnly("TRANSFER_TO_SKILL", "c2", Map.of("agent", "ben", "skill", "care"));
    story.acknowledgedOnly("TRANSFER_TO_AGENT", "c3", Map.of("agent", "ann", "toAgent", "ben"));
    assertThat(story.found()).containsExactly("I2 c2", "I2 c3");
  }

  @Test
  void aTakeoverThatWasAcknowledgedButNotStoredIsFound() {
    story.acknowledgedOnly("TAKEOVER", "c2", Map.of("agent", "cyd"));
    assertThat(story.found()).containsExactly("I2 c2");
  }

  @Test
  void aRefusalThatWasAcknowledgedButNotStoredIsFound() {
    story.start("c7", "sales").acknowledgedOnly("DECLINE", "c7", Map.of("agent", "cyd"));
    assertThat(story.found()).containsExactly("I2 c7");
  }

  @Test
  void aMessageThatWasAcknowledgedButNotStoredIsFound() {
    story.acknowledgedOnly("WRITE", "c2", Map.of("from", "AGENT"));
    assertThat(story.found()).containsExactly("I2 c2");
  }

  @Test
  void aPresenceThatWasAcknowledgedButNotStoredIsFound() {
    story.acknowledgedOnly("PRESENCE", "cyd", Map.of("presence", "ONLINE"));
    assertThat(story.found()).containsExactly("I1 cyd");
  }

  @Test
  void aHistoryThatDoesNotSayWhoAcceptedCannotBeJudged() {
    story.acknowledgedOnly("ACCEPT", "c2", Map.of());
    assertThatThrownBy(story::violations).hasMessageContaining("does not say agent");
  }
}
