package io.switchboard.domain.account;

/** What happens to a conversation of a skill that no agent has (routing rules, section 2). */
public enum SkillWithoutAgents {
  /** It moves to the unassigned skill and so to any agent of the account. */
  UNASSIGNED,
  /** It moves to the fallback skill if there is one, otherwise it stays. */
  FALLBACK,
  /** It stays until an agent gets the skill. */
  REMAIN
}
