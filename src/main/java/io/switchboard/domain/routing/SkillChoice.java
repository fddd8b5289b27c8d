package io.switchboard.domain.routing;

/**
 * A chosen skill and the reason of the choice.
 *
 * @param skill the skill; {@code -1} for the unassigned skill
 */
public record SkillChoice(String skill, Reason reason) {

  /** The rule that chose the skill (routing rules, section 2). */
  public enum Reason {
    /** The request names it. */
    REQUESTED,
    /** The first mapping rule that matches names it. */
    RULE,
    /** It is the account's default. */
    DEFAULT,
    /** Nothing names a skill. */
    UNASSIGNED,
    /** No agent has the skill chosen before; the account moves such conversations to {@code -1}. */
    NO_AGENTS,
    /**
     * No agent has the skill chosen before; the account moves such conversations to its fallback
     * skill.
     */
    NO_AGENTS_FALLBACK,
    /** No agent of the skill chosen before is online, but one of a fallback skill is. */
    NO_AGENT_ONLINE
  }
}
