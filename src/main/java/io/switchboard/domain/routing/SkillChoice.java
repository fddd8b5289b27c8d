package io.switchboard.domain.routing;

/**
 * A skill and why it was chosen.
 *
 * @param skill {@code -1} when unassigned
 */
public record SkillChoice(String skill, Reason reason) {

  /** The rule that chose (routing rules, section 2). */
  public enum Reason {
    /** The request names it. */
    REQUESTED,
    /** The first mapping rule that matches names it. */
    RULE,
    /** It is the account's default. */
    DEFAULT,
    /** Nothing names a skill. */
    UNASSIGNED,
    /** No agent has the skill chosen before; the account sends such conversations to {@code -1}. */
    NO_AGENTS,
    /**
     * No agent has the skill chosen before; the account sends such conversations to its fallback.
     */
    NO_AGENTS_FALLBACK,
    /** No agent of the skill chosen before is there, but somebody of its fallback is. */
    NOBODY_THERE
  }
}
