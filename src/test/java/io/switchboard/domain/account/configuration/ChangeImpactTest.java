package io.switchboard.domain.account.configuration;

import static io.switchboard.domain.account.configuration.Documents.agent;
import static io.switchboard.domain.account.configuration.Documents.defaultSkill;
import static io.switchboard.domain.account.configuration.Documents.fallingBack;
import static io.switchboard.domain.account.configuration.Documents.group;
import static io.switchboard.domain.account.configuration.Documents.shared;
import static io.switchboard.domain.account.configuration.Documents.shop;
import static io.switchboard.domain.account.configuration.Documents.skillWithoutAgents;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.Agent;
import io.switchboard.domain.account.Skill;
import io.switchboard.domain.account.SkillWithoutAgents;
import io.switchboard.domain.account.configuration.ChangeImpact.Changes;
import io.switchboard.domain.account.configuration.ChangeImpact.UnreachableShare;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangeImpactTest {
  private static final Changes NONE = new Changes(List.of(), List.of(), List.of());

  @Test
  void anEqualDocumentHasNoImpact() {
    assertThat(ChangeImpact.of(Optional.of(shop()), shop()))
        .isEqualTo(new ChangeImpact(false, NONE, NONE, NONE, List.of(), List.of()));
  }

  @Test
  void aFirstDocumentAddsAllItems() {
    ChangeImpact impact = ChangeImpact.of(Optional.empty(), shop());

    assertThat(impact.general()).isTrue();
    assertThat(impact.skills().added()).containsExactly("sales", "care");
    assertThat(impact.agentGroups().added()).containsExactly("in-house", "vendor");
    assertThat(impact.agents().added()).containsExactly("ann", "bea");
  }

  @Test
  void theImpactListsAddedChangedAndRemovedItems() {
    Account after =
        account(
            List.of(shared("sales", 50, 50), Skill.of("news"), Skill.of("care")),
            shop().agents().get(1),
            agent("ann", "in-house"));

    ChangeImpact impact = ChangeImpact.of(Optional.of(shop()), after);

    assertThat(impact.skills())
        .isEqualTo(new Changes(List.of("news"), List.of("sales"), List.of()));
    assertThat(impact.agentGroups()).isEqualTo(NONE);
    assertThat(impact.agents()).isEqualTo(new Changes(List.of(), List.of("ann"), List.of()));
    assertThat(ChangeImpact.of(Optional.of(after), shop()).skills().removed())
        .containsExactly("news");
  }

  @Test
  void theImpactIncludesChangedSettings() {
    ChangeImpact impact =
        ChangeImpact.of(Optional.of(shop()), Documents.with(shop(), defaultSkill("care")));

    assertThat(impact.general()).isTrue();
    assertThat(impact.skills()).isEqualTo(NONE);
  }

  @Test
  void withoutAgentsEachSkillIsWithoutAgents() {
    assertThat(impact(account(List.of(Skill.of("care")))).withoutAgents())
        .containsExactly("care", "-1");
  }

  @Test
  void aSkillWithoutAgentsIsServedByAllAgentsUnlessItsConversationsRemain() {
    Account account = account(List.of(Skill.of("care")), agent("ann", "in-house"));

    assertThat(impact(account).withoutAgents()).isEmpty();
    assertThat(impact(with(account, SkillWithoutAgents.REMAIN)).withoutAgents())
        .containsExactly("care");
  }

  @Test
  void aSkillWithoutAgentsIsServedByItsFallbackChain() {
    List<Skill> chain =
        List.of(
            fallingBack("news", "care"),
            fallingBack("care", "sales"),
            Skill.of("sales"),
            Skill.of("jobs"));
    Account account = account(chain, agent("ann", "in-house", "sales"));

    assertThat(impact(with(account, SkillWithoutAgents.FALLBACK)).withoutAgents())
        .containsExactly("jobs");
  }

  @Test
  void aDisabledAgentOrAMaximumOfZeroServesNoSkill() {
    Account account =
        account(
            List.of(Skill.of("care"), Skill.of("news")),
            agent("ann", Optional.empty(), Optional.of(0), Optional.empty(), "care"),
            agent("bea", Optional.empty(), Optional.empty(), Optional.of(false), "news"),
            agent("carl", "vendor"));

    assertThat(impact(with(account, SkillWithoutAgents.REMAIN)).withoutAgents())
        .containsExactly("care", "news");
  }

  @Test
  void aShareOfAGroupWithoutCapableAgentsIsUnreachable() {
    Account account =
        account(
            List.of(shared("sales", 60, 40), shared("care", 30, 70)),
            agent("ann", "in-house", "sales", "care"),
            agent("bea", "vendor", "care"),
            agent("carl", Optional.of("vendor"), Optional.empty(), Optional.of(false), "sales"));

    assertThat(impact(account).unreachable())
        .containsExactly(new UnreachableShare("sales", "vendor", 40));
  }

  private static ChangeImpact impact(Account account) {
    return ChangeImpact.of(Optional.empty(), account);
  }

  private static Account with(Account account, SkillWithoutAgents choice) {
    return Documents.with(account, skillWithoutAgents(choice));
  }

  private static Account account(List<Skill> skills, Agent... agents) {
    return new Account(
        Optional.of("Shop"),
        Optional.empty(),
        skills,
        List.of(group("in-house"), group("vendor")),
        List.of(agents));
  }
}
