package io.switchboard.domain.routing;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.account.SkillPolicy;
import io.switchboard.domain.account.SkillRule;
import io.switchboard.domain.account.SkillWithoutAgents;
import io.switchboard.domain.routing.SkillChoice.Reason;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The rules that choose the skill of a conversation (routing rules, section 2). */
public final class SkillSelection {
  private final AccountPolicy account;

  public SkillSelection(AccountPolicy account) {
    this.account = account;
  }

  /** The requested skill, else that of the first matching rule, else the default, else -1. */
  public SkillChoice choose(Inquiry inquiry) {
    if (inquiry.skill().isPresent()) {
      return new SkillChoice(inquiry.skill().get(), Reason.REQUESTED);
    }
    for (SkillRule rule : account.skillRules()) {
      if (rule.when().matches(inquiry, null)) {
        return new SkillChoice(rule.skill(), Reason.RULE);
      }
    }
    return account
        .defaultSkill()
        .map(skill -> new SkillChoice(skill, Reason.DEFAULT))
        .orElseGet(() -> new SkillChoice(Account.UNASSIGNED, Reason.UNASSIGNED));
  }

  /** Whether conversations move to another skill because no agent has this skill at all. */
  public boolean sendsAway(String skill) {
    return !served(new SkillChoice(skill, Reason.REQUESTED)).skill().equals(skill);
  }

  /** The same choice, or the one that the account's setting makes if no agent has the skill. */
  public SkillChoice served(SkillChoice chosen) {
    if (isServed(chosen.skill())) {
      return chosen;
    }
    return switch (account.skillWithoutAgents()) {
      case UNASSIGNED -> new SkillChoice(Account.UNASSIGNED, Reason.NO_AGENTS);
      case REMAIN -> chosen;
      case FALLBACK -> servedFallback(chosen);
    };
  }

  /** The first fallback skill that has agents; the last one if none has; else the same choice. */
  private SkillChoice servedFallback(SkillChoice chosen) {
    SkillChoice last = chosen;
    for (String fallback : fallbacks(chosen.skill())) {
      last = new SkillChoice(fallback, Reason.NO_AGENTS_FALLBACK);
      if (isServed(fallback)) {
        return last;
      }
    }
    return last;
  }

  private boolean isServed(String skill) {
    return skill.equals(Account.UNASSIGNED) || !account.skills().get(skill).agents().isEmpty();
  }

  /**
   * The skill to which conversations fall back because no agent of their skill is present: the
   * first of its chain of fallback skills that has an agent online. Empty when they stay. A skill
   * without agents has no fallback if the account's setting is {@code REMAIN}.
   */
  public Optional<String> fallback(String from, SkillPresence presence) {
    SkillPolicy skill = account.skills().get(from);
    boolean remains =
        skill.agents().isEmpty() && account.skillWithoutAgents() == SkillWithoutAgents.REMAIN;
    if (remains || !isAbsent(skill, presence)) {
      return Optional.empty();
    }
    return fallbacks(from).stream().filter(presence::isOnline).findFirst();
  }

  /** The chain of fallback skills of a skill, the first choice first. */
  public Set<String> fallbacks(String from) {
    Set<String> chain = new LinkedHashSet<>();
    SkillPolicy skill = account.skills().get(from);
    while (skill != null && skill.fallbackSkill().filter(chain::add).isPresent()) {
      skill = account.skills().get(skill.fallbackSkill().get());
    }
    return chain;
  }

  private static boolean isAbsent(SkillPolicy skill, SkillPresence presence) {
    return skill.fallbackWhenAllAway()
        ? !presence.isOnline(skill.id())
        : !presence.isConnected(skill.id());
  }
}
