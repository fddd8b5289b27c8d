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

/** Chooses the skill in whose queue a conversation waits (routing rules, section 2). */
public final class SkillSelection {
  private final AccountPolicy account;

  public SkillSelection(AccountPolicy account) {
    this.account = account;
  }

  /** The skill that an inquiry asks for: named, mapped, the default, or none. */
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

  /** Whether the conversations of a skill cannot stay there, as no agent has it at all. */
  public boolean sendsAway(String skill) {
    return !served(new SkillChoice(skill, Reason.REQUESTED)).skill().equals(skill);
  }

  /** The same choice, or what the account says of a skill that no agent has at all. */
  public SkillChoice served(SkillChoice chosen) {
    SkillPolicy skill = account.skills().get(chosen.skill());
    if (!skill.agents().isEmpty() || skill.id().equals(Account.UNASSIGNED)) {
      return chosen;
    }
    return switch (account.skillWithoutAgents()) {
      case UNASSIGNED -> new SkillChoice(Account.UNASSIGNED, Reason.NO_AGENTS);
      case REMAIN -> chosen;
      case FALLBACK ->
          skill
              .fallbackSkill()
              .map(fallback -> served(new SkillChoice(fallback, Reason.NO_AGENTS_FALLBACK)))
              .orElse(chosen);
    };
  }

  /**
   * Where the conversations of a skill go because nobody is there for it: to the first skill of its
   * chain of fallbacks for which somebody is online; empty when they stay. A skill that stays
   * without agents by the account's choice has no fallback.
   */
  public Optional<String> fallback(String from, SkillPresence presence) {
    SkillPolicy skill = account.skills().get(from);
    boolean remains =
        skill.agents().isEmpty() && account.skillWithoutAgents() == SkillWithoutAgents.REMAIN;
    if (remains || !isAbsent(skill, presence)) {
      return Optional.empty();
    }
    Optional<String> next = skill.fallbackSkill();
    while (next.isPresent() && !presence.isOnline(next.get())) {
      next = account.skills().get(next.get()).fallbackSkill();
    }
    return next;
  }

  /** The skills to which conversations of a skill may fall back, the first choice first. */
  public Set<String> fallbacks(String from) {
    Set<String> chain = new LinkedHashSet<>();
    Optional<String> next = fallbackOf(from);
    while (next.isPresent() && chain.add(next.get())) {
      next = fallbackOf(next.get());
    }
    return chain;
  }

  private Optional<String> fallbackOf(String skill) {
    return Optional.ofNullable(account.skills().get(skill)).flatMap(SkillPolicy::fallbackSkill);
  }

  private static boolean isAbsent(SkillPolicy skill, SkillPresence presence) {
    return skill.fallbackWhenAllAway()
        ? !presence.isOnline(skill.id())
        : !presence.isConnected(skill.id());
  }
}
