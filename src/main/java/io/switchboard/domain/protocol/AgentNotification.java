package io.switchboard.domain.protocol;

import io.switchboard.domain.routing.Presence;

/** What an agent's desktop shows at once. Times are nanoseconds. */
public sealed interface AgentNotification {

  /** A conversation rings. */
  record Offered(String conversation, String skill, long dueAt, long expiresAt)
      implements AgentNotification {}

  /** It does not ring any more, and the agent does not have it. */
  record Withdrawn(String conversation, Why why) implements AgentNotification {}

  /** The agent has it. */
  record Assigned(String conversation, String skill, long at) implements AgentNotification {}

  /** The agent has it no more. */
  record Released(String conversation) implements AgentNotification {}

  /** The agent's presence changed. */
  record PresenceChanged(Presence presence, long at) implements AgentNotification {}

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
