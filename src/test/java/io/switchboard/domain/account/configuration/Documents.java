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
    return Records.of(Skill.class, "id", id, "distribution", distribution);
  }

  public static Skill fallingBack(String id, String fallback) {
    return Records.of(Skill.class, "id", id, "fallbackSkill", fallback);
  }

  public static Skill transferring(String id, String... targets) {
    return Records.of(Skill.class, "id", id, "transferTo", List.of(targets));
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
    return Records.of(AccountSettings.class, "defaultSkill", skill);
  }

  public static AccountSettings skillWithoutAgents(SkillWithoutAgents choice) {
    return Records.of(AccountSettings.class, "skillWithoutAgents", choice);
  }
}
