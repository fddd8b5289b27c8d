package io.switchboard.domain.account;

/** A criterion that chooses between eligible agents (routing rules, section 3). */
public enum AgentPreference {
  /** The agent who most recently had a conversation with this consumer. */
  HISTORY,
  /** Fixed capacity: fewer conversations; dynamic capacity: lower load. */
  UTILIZATION,
  /** The longest time since the agent last received a new conversation. */
  LONGEST_IDLE,
  /** The agent with the fewest skills, which keeps more versatile agents free. */
  FEWEST_SKILLS
}
