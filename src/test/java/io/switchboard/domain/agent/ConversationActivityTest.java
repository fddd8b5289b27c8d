package io.switchboard.domain.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.account.AgentPolicy;
import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.account.DynamicWeights;
import io.switchboard.domain.routing.Presence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Activity and weight of an agent's conversations (routing rules, section 3.1). */
class ConversationActivityTest {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final DynamicWeights WEIGHTS =
      new DynamicWeights(1000, 100, 4 * MINUTE, 120 * MINUTE, 500);

  private static AgentWorkload ann(CapacityMode mode) {
    AgentWorkload ann =
        new AgentWorkload(
            new AgentPolicy("ann", Optional.empty(), Optional.of(1L), List.of(), 3), mode);
    ann.present(Presence.ONLINE, 0);
    return ann;
  }

  @Test
  void aNewConversationIsActive() {
    ConversationActivity engagement = ConversationActivity.begun("c1", 0);

    assertThat(engagement.weight(999 * MINUTE, WEIGHTS)).isEqualTo(1000);
  }

  @Test
  void aConversationBecomesInactiveAfterTheReplyOfTheAgent() {
    ConversationActivity engagement =
        ConversationActivity.begun("c1", 0).agentWrote(MINUTE, WEIGHTS);

    assertThat(engagement.weight(5 * MINUTE - 1, WEIGHTS)).isEqualTo(1000);
    assertThat(engagement.weight(5 * MINUTE, WEIGHTS)).isEqualTo(100);
  }

  @Test
  void aConversationBecomesInactiveAtOnceAfterASlowReply() {
    ConversationActivity engagement =
        ConversationActivity.begun("c1", 0).agentWrote(120 * MINUTE + 1, WEIGHTS);

    assertThat(engagement.weight(120 * MINUTE + 1, WEIGHTS)).isEqualTo(100);
  }

  @Test
  void theLoadOfAnAgentIsTheSumOfTheWeights() {
    AgentWorkload ann = ann(CapacityMode.DYNAMIC);
    ann.receive("c1", WEIGHTS, 0);
    ann.receive("c2", WEIGHTS, 0);
    ann.receive("c3", WEIGHTS, 0);

    ann.resume("c2", 0, OptionalLong.of(0));

    assertThat(ann.view(4 * MINUTE).load()).isEqualTo(2100);
  }

  @Test
  void withAFixedMaximumAnAgentHasNoLoadAndNothingBecomesInactive() {
    AgentWorkload ann = ann(CapacityMode.MAX_CONCURRENT);
    ann.receive("c1", WEIGHTS, 0);
    ann.resume("c1", 0, OptionalLong.of(0));

    assertThat(ann.view(0).load()).isZero();
    assertThat(ann.view(0).conversations()).isEqualTo(1);
    assertThat(ann.nextInactive(0)).isEmpty();
  }

  @Test
  void theNextTimerIsTheNextEndOfActivity() {
    AgentWorkload ann = ann(CapacityMode.DYNAMIC);
    ann.receive("c1", WEIGHTS, 0);
    ann.receive("c2", WEIGHTS, 0);
    assertThat(ann.nextInactive(0)).as("both consumers wait").isEmpty();

    ann.resume("c1", 0, OptionalLong.of(2 * MINUTE));
    ann.resume("c2", 0, OptionalLong.of(MINUTE));

    assertThat(ann.nextInactive(2 * MINUTE)).hasValue(5 * MINUTE);
    assertThat(ann.nextInactive(5 * MINUTE)).hasValue(6 * MINUTE);
    assertThat(ann.nextInactive(6 * MINUTE)).isEmpty();
  }

  @Test
  void aReleasedConversationHasNoWeight() {
    AgentWorkload ann = ann(CapacityMode.DYNAMIC);
    ann.receive("c1", WEIGHTS, 0);

    assertThat(ann.release("c1")).isTrue();
    assertThat(ann.release("c1")).isFalse();
    assertThat(ann.view(0).load()).isZero();
  }
}
