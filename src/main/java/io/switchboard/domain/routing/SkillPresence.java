package io.switchboard.domain.routing;

/** Whether somebody is there for a skill. */
public interface SkillPresence {

  /** Whether an agent who serves the skill is online. */
  boolean isOnline(String skill);

  /** Whether an agent who serves the skill is not logged out. */
  boolean isConnected(String skill);
}
