package io.switchboard.domain;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.Records;
import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.AccountSettings;
import io.switchboard.domain.account.AccountValidation;
import io.switchboard.domain.account.Agent;
import io.switchboard.domain.account.AgentGroup;
import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.account.CapacitySettings;
import io.switchboard.domain.account.Credit;
import io.switchboard.domain.account.GroupShare;
import io.switchboard.domain.account.ResponseTime;
import io.switchboard.domain.account.Skill;
import io.switchboard.domain.account.SkillRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** An account's document under construction; the result must be valid. */
public final class AccountDraft {
  private AccountSettings settings =
      Records.of(
          AccountSettings.class,
          "responseTime",
          ResponseTime.NONE,
          "capacity",
          Records.of(
              CapacitySettings.class, "mode", CapacityMode.MAX_CONCURRENT, "maxConversations", 1));
  final List<Skill> skills = new ArrayList<>();
  final List<Agent> agents = new ArrayList<>();

  Account account() {
    Account account =
        Records.of(
            Account.class,
            "settings",
            settings,
            "skills",
            allSkills(),
            "agentGroups",
            groups(),
            "agents",
            agents);
    assertThat(AccountValidation.violations(account)).isEmpty();
    return account;
  }

  /** Sets a member of the settings. */
  void set(String member, Object value) {
    settings = Records.with(settings, member, value);
  }

  /** Sets a member of the capacity settings. */
  void setCapacity(String member, Object value) {
    set("capacity", Records.with(settings.capacity().orElseThrow(), member, value));
  }

  void add(Credit credit) {
    set("credits", Stream.concat(settings.credits().stream(), Stream.of(credit)).toList());
  }

  void add(SkillRule rule) {
    set("skillRules", Stream.concat(settings.skillRules().stream(), Stream.of(rule)).toList());
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
