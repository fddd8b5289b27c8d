package io.switchboard.domain.account.configuration;

import static io.switchboard.domain.account.configuration.Documents.agent;
import static io.switchboard.domain.account.configuration.Documents.fallingBack;
import static io.switchboard.domain.account.configuration.Documents.transferring;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.Records;
import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.AccountSettings;
import io.switchboard.domain.account.Agent;
import io.switchboard.domain.account.Condition;
import io.switchboard.domain.account.Credit;
import io.switchboard.domain.account.Skill;
import io.switchboard.domain.account.SkillRule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReferenceTest {

  @Test
  void eachReferenceToASkillIsListed() {
    Account account =
        new Account(
            Optional.empty(),
            Optional.of(settings("care")),
            List.of(
                fallingBack("news", "care"),
                transferring("sales", "news", "care"),
                transferring("care", "care")),
            List.of(),
            List.of(agent("ann", "any", "sales", "care"), agent("bea", "any", "sales")));

    assertThat(Reference.ofSkill(account, "care"))
        .containsExactly(
            new Reference("$.settings.defaultSkill", "it is the default skill"),
            new Reference("$.settings.fallbackSkill", "it is the account's fallback"),
            new Reference("$.settings.credits[0].when.skills[0]", "a credit depends on it"),
            new Reference("$.settings.skillRules[0].when.skills[0]", "a skill rule depends on it"),
            new Reference("$.settings.skillRules[0].skill", "a skill rule selects it"),
            new Reference("$.skills[0].fallbackSkill", "skill 'news' falls back to it"),
            new Reference("$.skills[1].transferTo[1]", "skill 'sales' may transfer to it"),
            new Reference("$.agents[0].skills[1]", "agent 'ann' has it"));
  }

  @Test
  void theNumberOfListedReferencesIsBounded() {
    List<Agent> agents =
        IntStream.range(0, Reference.MOST + 1)
            .mapToObj(i -> agent("agent-" + i, "any", "care"))
            .toList();
    Account account =
        new Account(
            Optional.empty(), Optional.empty(), List.of(Skill.of("care")), List.of(), agents);

    assertThat(Reference.ofSkill(account, "care")).hasSize(Reference.MOST);
  }

  private static AccountSettings settings(String skill) {
    Condition inSkill = Records.of(Condition.class, "skills", List.of(skill));
    return Records.of(
        AccountSettings.class,
        "defaultSkill",
        skill,
        "fallbackSkill",
        skill,
        "credits",
        List.of(new Credit(inSkill, Duration.ofSeconds(1))),
        "skillRules",
        List.of(new SkillRule(inSkill, skill)));
  }
}
