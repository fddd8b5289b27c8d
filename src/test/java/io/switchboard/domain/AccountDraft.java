package io.switchboard.domain;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.AccountSettings;
import io.switchboard.domain.account.AccountValidation;
import io.switchboard.domain.account.Agent;
import io.switchboard.domain.account.AgentGroup;
import io.switchboard.domain.account.AgentPreference;
import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.account.CapacitySettings;
import io.switchboard.domain.account.Credit;
import io.switchboard.domain.account.GroupShare;
import io.switchboard.domain.account.OfferSettings;
import io.switchboard.domain.account.ResponseTime;
import io.switchboard.domain.account.Skill;
import io.switchboard.domain.account.SkillRule;
import io.switchboard.domain.account.SkillWithoutAgents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** An account's document under construction; the result must be valid. */
public final class AccountDraft {
  Optional<String> defaultSkill = Optional.empty();
  Optional<String> fallbackSkill = Optional.empty();
  Optional<SkillWithoutAgents> skillWithoutAgents = Optional.empty();
  Optional<List<AgentPreference>> preferences = Optional.empty();
  ResponseTime responseTime = ResponseTime.NONE;
  CapacityMode capacityMode = CapacityMode.MAX_CONCURRENT;
  int maxConversations = 1;
  Optional<OfferSettings> offers = Optional.empty();
  Optional<Duration> returnWhenOffline = Optional.empty();
  Optional<Duration> autoClose = Optional.empty();
  final List<Credit> credits = new ArrayList<>();
  final List<SkillRule> skillRules = new ArrayList<>();
  final List<Skill> skills = new ArrayList<>();
  final List<Agent> agents = new ArrayList<>();

  Account account() {
    Account account =
        new Account(Optional.empty(), Optional.of(settings()), allSkills(), groups(), agents);
    assertThat(AccountValidation.violations(account)).isEmpty();
    return account;
  }

  private AccountSettings settings() {
    return new AccountSettings(
        defaultSkill,
        fallbackSkill,
        skillWithoutAgents,
        Optional.of(responseTime),
        Optional.of(
            new CapacitySettings(
                Optional.of(capacityMode), Optional.of(maxConversations), Optional.empty())),
        offers,
        preferences,
        credits,
        skillRules,
        Optional.empty(),
        returnWhenOffline,
        autoClose);
  }

  private List<Skill> allSkills() {
    Map<String, Skill> all =
        skills.stream()
            .collect(toMap(Skill::id, Function.identity(), (a, b) -> b, LinkedHashMap::new));
    agents.stream()
        .flatMap(agent -> agent.skills().stream())
        .forEach(skill -> all.putIfAbsent(skill, Skill.of(skill)));
    return List.copyOf(all.values());
  }

  private List<AgentGroup> groups() {
    Stream<String> shared =
        skills.stream()
            .flatMap(skill -> skill.distribution().stream())
            .flatMap(plan -> Stream.concat(plan.primary().stream(), plan.secondary().stream()))
            .map(GroupShare::group);
    return Stream.concat(shared, agents.stream().flatMap(agent -> agent.group().stream()))
        .distinct()
        .map(id -> new AgentGroup(id, Optional.empty()))
        .toList();
  }
}
