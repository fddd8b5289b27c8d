package io.switchboard.domain.account.configuration;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.AccountSettings;
import io.switchboard.domain.account.Agent;
import io.switchboard.domain.account.Credit;
import io.switchboard.domain.account.DistributionSettings;
import io.switchboard.domain.account.GroupShare;
import io.switchboard.domain.account.Skill;
import io.switchboard.domain.account.SkillRule;
import io.switchboard.domain.account.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A reference to an item, such as {@code $.agents[3].skills[0]}: {@code agent 'ann' has it}. */
public record Reference(String path, String by) {
  /** The maximum of references that are listed; more would not be read. */
  public static final int MOST = 100;

  /** The references to a skill from elsewhere, in the order of the document. */
  static List<Reference> ofSkill(Account account, String skill) {
    Found found = new Found(skill);
    account.settings().ifPresent(settings -> settings(settings, found));
    for (int i = 0; i < account.skills().size(); i++) {
      Skill other = account.skills().get(i);
      if (!other.id().equals(skill)) {
        other(other, "$.skills[" + i + "]", found);
      }
    }
    for (int i = 0; i < account.agents().size(); i++) {
      Agent agent = account.agents().get(i);
      String by = "agent " + Violation.quote(agent.id()) + " has it";
      found.among(agent.skills(), "$.agents[" + i + "].skills", by);
    }
    return found.uses;
  }

  static List<Reference> ofAgentGroup(Account account, String group) {
    Found found = new Found(group);
    for (int i = 0; i < account.skills().size(); i++) {
      Skill skill = account.skills().get(i);
      if (skill.distribution().isPresent()) {
        DistributionSettings distribution = skill.distribution().get();
        String path = "$.skills[" + i + "].distribution";
        String by = "skill " + Violation.quote(skill.id()) + " distributes to it";
        shares(distribution.primary(), path + ".primary", by, found);
        shares(distribution.secondary(), path + ".secondary", by, found);
      }
    }
    for (int i = 0; i < account.agents().size(); i++) {
      Agent agent = account.agents().get(i);
      String by = "agent " + Violation.quote(agent.id()) + " is in it";
      found.at(agent.group(), "$.agents[" + i + "].group", by);
    }
    return found.uses;
  }

  private static void settings(AccountSettings settings, Found found) {
    found.at(settings.defaultSkill(), "$.settings.defaultSkill", "it is the default skill");
    found.at(settings.fallbackSkill(), "$.settings.fallbackSkill", "it is the account's fallback");
    for (int i = 0; i < settings.credits().size(); i++) {
      Credit credit = settings.credits().get(i);
      String path = "$.settings.credits[" + i + "].when.skills";
      found.among(credit.when().skills(), path, "a credit depends on it");
    }
    for (int i = 0; i < settings.skillRules().size(); i++) {
      SkillRule rule = settings.skillRules().get(i);
      String path = "$.settings.skillRules[" + i + "]";
      found.among(rule.when().skills(), path + ".when.skills", "a skill rule depends on it");
      found.at(Optional.of(rule.skill()), path + ".skill", "a skill rule selects it");
    }
  }

  private static void other(Skill other, String path, Found found) {
    String name = "skill " + Violation.quote(other.id());
    found.at(other.fallbackSkill(), path + ".fallbackSkill", name + " falls back to it");
    other
        .transferTo()
        .ifPresent(
            targets -> found.among(targets, path + ".transferTo", name + " may transfer to it"));
  }

  private static void shares(List<GroupShare> shares, String path, String by, Found found) {
    for (int i = 0; i < shares.size(); i++) {
      found.at(Optional.of(shares.get(i).group()), path + "[" + i + "].group", by);
    }
  }

  private static final class Found {
    private final String id;
    private final List<Reference> uses = new ArrayList<>();

    Found(String id) {
      this.id = id;
    }

    void at(Optional<String> named, String path, String by) {
      if (uses.size() < MOST && named.isPresent() && named.get().equals(id)) {
        uses.add(new Reference(path, by));
      }
    }

    void among(List<String> named, String path, String by) {
      int index = named.indexOf(id);
      if (uses.size() < MOST && index >= 0) {
        uses.add(new Reference(path + "[" + index + "]", by));
      }
    }
  }
}
