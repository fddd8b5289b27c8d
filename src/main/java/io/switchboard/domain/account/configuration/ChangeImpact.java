package io.switchboard.domain.account.configuration;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.AgentPolicy;
import io.switchboard.domain.account.DistributionPlan;
import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.account.SkillWithoutAgents;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The effects of a document that replaces another, including conversations that no agent could
 * take. It considers the configuration only: an agent is possible if enabled and with a maximum of
 * at least one conversation, whether online or not.
 *
 * @param general whether the account's name or settings change
 * @param withoutAgents the skills for whose conversations no agent is possible, even after the move
 *     of conversations of a skill without agents
 * @param unreachable the shares of groups in which no agent is possible
 */
public record ChangeImpact(
    boolean general,
    Changes skills,
    Changes agentGroups,
    Changes agents,
    List<String> withoutAgents,
    List<UnreachableShare> unreachable) {

  public ChangeImpact {
    withoutAgents = List.copyOf(withoutAgents);
    unreachable = List.copyOf(unreachable);
  }

  /** The ids of added, changed and removed items, each in the order of its document. */
  public record Changes(List<String> added, List<String> changed, List<String> removed) {
    public Changes {
      added = List.copyOf(added);
      changed = List.copyOf(changed);
      removed = List.copyOf(removed);
    }
  }

  /** A share of a skill's conversations, in percent of its tier, that no agent could take. */
  public record UnreachableShare(String skill, String group, int percent) {}

  /** The effects of a valid document that replaces another, or creates the account. */
  public static ChangeImpact of(Optional<Account> before, Account after) {
    Account old = before.orElse(Configuration.NONE.document());
    AccountPolicy policy = AccountPolicy.of(after);
    return new ChangeImpact(
        !old.name().equals(after.name()) || !old.settings().equals(after.settings()),
        changes(ItemList.SKILLS, old, after),
        changes(ItemList.AGENT_GROUPS, old, after),
        changes(ItemList.AGENTS, old, after),
        policy.skills().values().stream()
            .filter(skill -> possible(target(skill, policy), policy).findAny().isEmpty())
            .map(SkillPolicy::id)
            .toList(),
        policy.skills().values().stream()
            .flatMap(skill -> unreachable(skill, policy).stream())
            .toList());
  }

  private static <T> Changes changes(ItemList<T> section, Account before, Account after) {
    Map<String, T> old = new LinkedHashMap<>();
    section.of(before).forEach(item -> old.put(section.id(item), item));
    List<String> added = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    for (T item : section.of(after)) {
      T was = old.remove(section.id(item));
      if (was == null) {
        added.add(section.id(item));
      } else if (!was.equals(item)) {
        changed.add(section.id(item));
      }
    }
    return new Changes(added, changed, List.copyOf(old.keySet()));
  }

  /** The skill in which conversations of this skill wait. */
  private static SkillPolicy target(SkillPolicy skill, AccountPolicy policy) {
    if (!skill.agents().isEmpty() || policy.skillWithoutAgents() == SkillWithoutAgents.REMAIN) {
      return skill;
    }
    if (policy.skillWithoutAgents() == SkillWithoutAgents.UNASSIGNED) {
      return policy.skills().get(Account.UNASSIGNED);
    }
    return skill
        .fallbackSkill()
        .map(fallback -> target(policy.skills().get(fallback), policy))
        .orElse(skill);
  }

  private static Stream<AgentPolicy> possible(SkillPolicy skill, AccountPolicy policy) {
    return skill.agents().stream()
        .map(policy.agents()::get)
        .filter(agent -> agent.maxConversations() > 0);
  }

  private static List<UnreachableShare> unreachable(SkillPolicy skill, AccountPolicy policy) {
    if (skill.distribution().isEmpty()) {
      return List.of();
    }
    DistributionPlan plan = skill.distribution().get();
    Set<String> reached = new HashSet<>();
    possible(skill, policy).forEach(agent -> agent.group().ifPresent(reached::add));
    return Stream.concat(plan.primary().stream(), plan.secondary().stream())
        .filter(share -> !reached.contains(share.group()))
        .map(share -> new UnreachableShare(skill.id(), share.group(), share.percent()))
        .toList();
  }
}
