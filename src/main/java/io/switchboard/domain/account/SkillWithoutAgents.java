package io.switchboard.domain.account;

/** Where a conversation goes whose skill no agent has at all (routing rules, section 2). */
public enum SkillWithoutAgents {
  /** To the unassigned skill, so to any agent of the account. */
  UNASSIGNED,
  /** To the fallback skill if there is one; else it stays. */
  FALLBACK,
  /** It stays until somebody is given the skill. */
  REMAIN
}
