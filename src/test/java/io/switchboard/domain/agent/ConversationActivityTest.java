package io.switchboard.domain.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.account.DynamicWeights;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Activity and weight of an agent's conversations (routing rules, section 3.1). */
class ConversationActivityTest {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final DynamicWeights WEIGHTS =
      new DynamicWeights(1000, 100, 4 * MINUTE, 120 * MINUTE, 500);

  @Test
  void aNewConversationIsActive() {
    ConversationActivity engagement = ConversationActivity.begun(0);

    assertThat(engagement.weight(999 * MINUTE, WEIGHTS)).isEqualTo(1000);
  }

  @Test
  void aConversationBecomesInactiveAfterTheReplyOfTheAgent() {
    ConversationActivity engagement = ConversationActivity.begun(0).agentWrote(MINUTE, WEIGHTS);

    assertThat(engagement.weight(5 * MINUTE - 1, WEIGHTS)).isEqualTo(1000);
    assertThat(engagement.weight(5 * MINUTE, WEIGHTS)).isEqualTo(100);
  }

  @Test
  void aConversationBecomesInactiveAtOnceAfterASlowReply() {
    ConversationActivity engagement =
        ConversationActivity.begun(0).agentWrote(120 * MINUTE + 1, WEIGHTS);

    assertThat(engagement.weight(120 * MINUTE + 1, WEIGHTS)).isEqualTo(100);
  }
}
