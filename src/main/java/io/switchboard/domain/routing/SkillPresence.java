package io.switchboard.domain.routing;

/** Presence of the agents of skills. */
public interface SkillPresence {

  /** Whether an agent of the skill is online. */
  boolean isOnline(String skill);

  /** Whether an agent of the skill is not offline. */
  boolean isConnected(String skill);
}
