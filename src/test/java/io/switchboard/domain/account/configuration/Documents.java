package io.switchboard.domain.account.configuration;

import io.switchboard.Records;
import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.AccountSettings;
import io.switchboard.domain.account.Agent;
import io.switchboard.domain.account.AgentGroup;
import io.switchboard.domain.account.DistributionSettings;
import io.switchboard.domain.account.GroupShare;
import io.switchboard.domain.account.Skill;
import io.switchboard.domain.account.SkillWithoutAgents;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Small documents and their items. */
public final class Documents {
  private Documents() {}

  /**
   * Skills sales (shared 60/40 by in-house and vendor) and care; ann and bea, one in each group.
   */
  public static Account shop() {
    return new Account(
        Optional.of("Shop"),
        Optional.empty(),
        List.of(shared("sales", 60, 40), Skill.of("care")),
        List.of(group("in-house"), group("vendor")),
        List.of(agent("ann", "in-house", "sales", "care"), agent("bea", "vendor", "sales")));
  }

  /** The skill with only a distribution to in-house and vendor. */
  public static Skill shared(String id, int inHouse, int vendor) {
    DistributionSettings distribution =
        Records.of(
            DistributionSettings.class,
            "primary",
            List.of(new GroupShare("in-house", inHouse), new GroupShare("vendor", vendor)));
    return distributing(id, distribution);
  }

  public static Skill distributing(String id, DistributionSettings distribution) {
    return skill(id, Optional.empty(), Optional.empty(), Optional.of(distribution));
  }

  public static Skill fallingBack(String id, String fallback) {
    return skill(id, Optional.of(fallback), Optional.empty(), Optional.empty());
  }

  public static Skill transferring(String id, String... targets) {
    return skill(id, Optional.empty(), Optional.of(List.of(targets)), Optional.empty());
  }

  public static AgentGroup group(String id) {
    return new AgentGroup(id, Optional.empty());
  }

  public static Agent agent(String id, String group, String... skills) {
    return agent(id, Optional.of(group), Optional.empty(), Optional.empty(), skills);
  }

  public static Agent agent(
      String id,
      Optional<String> group,
      Optional<Integer> maxConversations,
      Optional<Boolean> enabled,
      String... skills) {
    return new Agent(id, Optional.empty(), group, Arrays.asList(skills), maxConversations, enabled);
  }

  public static Account with(Account account, AccountSettings settings) {
    return Records.with(account, "settings", settings);
  }

  public static AccountSettings defaultSkill(String skill) {
    return settings(Optional.of(skill), Optional.empty());
  }

  public static AccountSettings skillWithoutAgents(SkillWithoutAgents choice) {
    return settings(Optional.empty(), Optional.of(choice));
  }

  private static AccountSettings settings(
      Optional<String> defaultSkill, Optional<SkillWithoutAgents> skillWithoutAgents) {
    return Records.of(
        AccountSettings.class,
        "defaultSkill",
        defaultSkill,
        "skillWithoutAgents",
        skillWithoutAgents);
  }

  private static Skill skill(
      String id,
      Optional<String> fallback,
      Optional<List<String>> transferTo,
      Optional<DistributionSettings> distribution) {
    return Records.of(
        Skill.class,
        "id",
        id,
        "fallbackSkill",
        fallback,
        "transferTo",
        transferTo,
        "distribution",
        distribution);
  }
}
