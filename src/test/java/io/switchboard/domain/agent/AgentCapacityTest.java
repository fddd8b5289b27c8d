package io.switchboard.domain.agent;

import static io.switchboard.domain.Centre.account;
import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.dynamicCapacity;
import static io.switchboard.domain.Centre.skill;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.account.DynamicWeights;
import io.switchboard.domain.protocol.MessageTimes;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.routing.AgentAvailability;
import io.switchboard.domain.routing.Presence;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Load of an agent and offers under way (routing rules, section 3.1). */
class AgentCapacityTest {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private static AccountPolicy policy(CapacityMode mode) {
    return account(
        skill("sales"),
        skill("light").weighs("0.7", "0.1", "4m"),
        agent("ann", "sales", "light").max(3),
        mode == CapacityMode.DYNAMIC ? dynamicCapacity() : draft -> {});
  }

  private static AgentCapacity ann(CapacityMode mode) {
    AgentCapacity ann = new AgentCapacity("ann", () -> policy(mode));
    ann.present(Presence.ONLINE, 0);
    return ann;
  }

  private static MessageTimes answered(long at) {
    return new MessageTimes(0, at, at, Party.AGENT);
  }

  // --- load ---

  @Test
  void theLoadOfAnAgentIsTheSumOfTheWeights() {
    AgentCapacity ann = ann(CapacityMode.DYNAMIC);
    ann.receive("c1", "sales", 0);
    ann.receive("c2", "sales", 0);
    ann.receive("c3", "sales", 0);

    ann.resume("c2", answered(0));

    assertThat(ann.view(4 * MINUTE).load()).isEqualTo(2100);
  }

  @Test
  void withAFixedMaximumAnAgentHasNoLoadAndNothingBecomesInactive() {
    AgentCapacity ann = ann(CapacityMode.MAX_CONCURRENT);
    ann.receive("c1", "sales", 0);
    ann.resume("c1", answered(0));

    assertThat(ann.view(0).load()).isZero();
    assertThat(ann.view(0).conversations()).isEqualTo(1);
    assertThat(ann.nextInactive(0)).isEmpty();
  }

  @Test
  void theNextTimerIsTheNextEndOfActivity() {
    AgentCapacity ann = ann(CapacityMode.DYNAMIC);
    ann.receive("c1", "sales", 0);
    ann.receive("c2", "sales", 0);
    assertThat(ann.nextInactive(0)).as("both consumers wait").isEmpty();

    ann.resume("c1", answered(2 * MINUTE));
    ann.resume("c2", answered(MINUTE));

    assertThat(ann.nextInactive(2 * MINUTE)).hasValue(5 * MINUTE);
    assertThat(ann.nextInactive(5 * MINUTE)).hasValue(6 * MINUTE);
    assertThat(ann.nextInactive(6 * MINUTE)).isEmpty();
  }

  @Test
  void aReleasedConversationHasNoWeight() {
    AgentCapacity ann = ann(CapacityMode.DYNAMIC);
    ann.receive("c1", "sales", 0);

    ann.release("c1");
    ann.release("c1");

    assertThat(ann.view(0).conversations()).isZero();
    assertThat(ann.view(0).load()).isZero();
  }

  // --- offers under way ---

  private static DynamicWeights light(CapacityMode mode) {
    return policy(mode).skills().get("light").weights();
  }

  private static AgentCapacity withOneConversation(CapacityMode mode) {
    AgentCapacity ann = ann(mode);
    ann.receive("c1", "sales", 10);
    return ann;
  }

  @ParameterizedTest
  @EnumSource
  void offersCountInTheAvailabilityLikeAssignments(CapacityMode mode) {
    AgentAvailability before = withOneConversation(mode).view(20);
    AgentCapacity after = withOneConversation(mode);
    after.receive("c2", "light", 20);
    after.receive("c3", "light", 20);

    assertThat(before.offered(2, light(mode), 20)).isEqualTo(after.view(20));
  }

  @ParameterizedTest
  @EnumSource
  void theAvailabilityIsUnchangedWithoutOffers(CapacityMode mode) {
    AgentAvailability before = withOneConversation(mode).view(20);

    assertThat(before.offered(0, light(mode), 99)).isEqualTo(before);
  }

  @Test
  void offersAddUp() {
    AgentAvailability before = withOneConversation(CapacityMode.DYNAMIC).view(20);
    DynamicWeights weights = light(CapacityMode.DYNAMIC);

    assertThat(before.offered(1, weights, 20).offered(1, weights, 30))
        .isEqualTo(before.offered(2, weights, 30));
  }
}
