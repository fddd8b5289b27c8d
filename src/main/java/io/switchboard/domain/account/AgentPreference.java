package io.switchboard.domain.account;

/** What is preferred among eligible agents (routing rules, section 3). */
public enum AgentPreference {
  /** The agent who most recently had a conversation with this consumer. */
  HISTORY,
  /** Fixed capacity: fewer conversations; dynamic capacity: lower load. */
  UTILIZATION,
  /** The longest time since the agent last received a new conversation. */
  LONGEST_IDLE,
  /** The less versatile agent, which keeps the versatile free. */
  FEWEST_SKILLS
}
