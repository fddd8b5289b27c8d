package io.switchboard.domain.protocol;

import io.switchboard.domain.agent.Presence;

/** What an agent's desktop shows at once. Times are nanoseconds. */
public sealed interface AgentSignal {

  /** A conversation rings. */
  record Offered(String conversation, String skill, long dueAt, long expiresAt)
      implements AgentSignal {}

  /** It does not ring any more, and the agent does not have it. */
  record Withdrawn(String conversation, Why why) implements AgentSignal {}

  /** The agent has it. */
  record Assigned(String conversation, String skill, long at) implements AgentSignal {}

  /** The agent has it no more. */
  record Released(String conversation) implements AgentSignal {}

  /** The agent's presence changed. */
  record PresenceChanged(Presence presence, long at) implements AgentSignal {}

  /** Why something does not ring any more. */
  enum Why {
    DECLINED,
    MISSED,
    /** The agent left, or cannot take it any more. */
    RETURNED,
    /** It was closed, or somebody else has it. */
    GONE
  }
}
