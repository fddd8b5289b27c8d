package io.switchboard.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.AgentPreference;
import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.account.DistributionMode;
import io.switchboard.domain.account.DistributionPlan;
import io.switchboard.domain.account.DynamicWeights;
import io.switchboard.domain.account.GroupShare;
import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.account.SkillWithoutAgents;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Defaults of the routing rules, applied to the example. */
class ExamplePolicyTest {
  private final AccountPolicy policy = AccountPolicy.of(AccountDocument.read(Example.text()));

  @Test
  void thePolicyHasTheSkillsInOrderAndTheUnassignedSkill() {
    assertThat(policy.skills().keySet())
        .containsExactly("general", "sales", "sales-es", "vip-es", "-1");
  }

  @ParameterizedTest
  @CsvSource({
    "sales, PT20S, PT10M, PT5M",
    "general, PT1H, PT10M, PT5M",
    "vip-es, PT1H, PT10M, PT5M",
    "-1, PT1H, PT10M, PT5M"
  })
  void eachResponseTimeIsThatOfTheSkillElseOfTheAccount(
      String skill, Duration byDefault, Duration firstTime, Duration urgent) {
    SkillPolicy actual = policy.skills().get(skill);

    assertThat(Duration.ofNanos(actual.responseTime())).isEqualTo(byDefault);
    assertThat(Duration.ofNanos(actual.firstTimeResponseTime())).isEqualTo(firstTime);
    assertThat(Duration.ofNanos(actual.urgentResponseTime())).isEqualTo(urgent);
  }

  @Test
  void theFallbackSkillIsThatOfTheSkillElseOfTheAccount() {
    assertThat(policy.skills().get("vip-es").fallbackSkill()).contains("sales-es");
    assertThat(policy.skills().get("sales-es").fallbackSkill()).contains("general");
  }

  @Test
  void noSkillIsItsOwnFallbackSkill() {
    assertThat(policy.skills().get("general").fallbackSkill()).isEmpty();
    assertThat(policy.skills().get("-1").fallbackSkill()).isEmpty();
  }

  @Test
  void theDefaultMaximumWaitForAGroupIsTwoMinutes() {
    assertThat(policy.skills().values())
        .allSatisfy(
            skill ->
                assertThat(Duration.ofNanos(skill.maxWaitTime())).isEqualTo(Duration.ofMinutes(2)));
  }

  @Test
  void theMaximumWaitForAnAgentIsThatOfTheSkillElseOfTheAccount() {
    assertThat(policy.skills().get("vip-es").transferToAgentMaxWait())
        .isEqualTo(Duration.ofMinutes(10).toNanos());
    assertThat(policy.skills().get("sales").transferToAgentMaxWait())
        .isEqualTo(Duration.ofHours(2).toNanos());
  }

  @Test
  void eachWeightIsThatOfTheSkillElseOfTheAccount() {
    assertThat(policy.skills().get("vip-es").weights())
        .isEqualTo(
            new DynamicWeights(
                1_000, 100, Duration.ofMinutes(2).toNanos(), Duration.ofHours(2).toNanos(), 500));
  }

  @Test
  void onlySalesIsDistributed() {
    assertThat(policy.skills().get("sales").distribution())
        .contains(
            new DistributionPlan(
                DistributionMode.CASCADE,
                true,
                List.of(new GroupShare("in-house", 60), new GroupShare("vendor-a", 40)),
                List.of(new GroupShare("vendor-b", 100))));
    assertThat(policy.skills().get("general").distribution()).isEmpty();
  }

  @Test
  void transfersGoToTheSkillsListedElseToAllSkills() {
    assertThat(policy.skills().get("sales").transferTo()).contains(Set.of("general", "sales-es"));
    assertThat(policy.skills().get("general").transferTo()).isEmpty();
  }

  @Test
  void theMaximumOfAnAgentIsTheirOwnElseThatOfTheAccount() {
    assertThat(policy.agents().get("ann").maxConversations()).isEqualTo(3);
    assertThat(policy.agents().get("bea").maxConversations()).isEqualTo(4);
  }

  @Test
  void eachAgentServesTheUnassignedSkill() {
    assertThat(policy.skills().get("-1").agents()).containsExactly("ann", "bea", "carl", "dora");
  }

  @Test
  void theSettingsOfTheAccountAreKept() {
    assertThat(policy.defaultSkill()).contains("general");
    assertThat(policy.skillWithoutAgents()).isEqualTo(SkillWithoutAgents.UNASSIGNED);
    assertThat(policy.capacityMode()).isEqualTo(CapacityMode.MAX_CONCURRENT);
    assertThat(policy.preferences())
        .containsExactly(
            AgentPreference.HISTORY, AgentPreference.UTILIZATION, AgentPreference.LONGEST_IDLE);
  }
}
