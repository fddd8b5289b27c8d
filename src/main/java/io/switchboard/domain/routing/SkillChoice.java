package io.switchboard.domain.routing;

/** A chosen skill ({@code -1}: the unassigned one) and the reason of the choice. */
public record SkillChoice(String skill, Reason reason) {

  /** The rule that chose the skill (routing rules, section 2). */
  public enum Reason {
    REQUESTED,
    /** The first mapping rule that matches names it. */
    RULE,
    DEFAULT,
    /** Nothing names a skill. */
    UNASSIGNED,
    /** No agent has the skill chosen before; the account moves such conversations to {@code -1}. */
    NO_AGENTS,
    /** The chosen skill has no agents; its conversations move to the account's fallback skill. */
    NO_AGENTS_FALLBACK,
    /** No agent of the skill chosen before is online, but one of a fallback skill is. */
    NO_AGENT_ONLINE
  }
}
