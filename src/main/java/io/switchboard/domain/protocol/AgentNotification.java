package io.switchboard.domain.protocol;

import io.switchboard.domain.routing.Presence;

/** Events for the desktop of an agent. Times are in nanoseconds. */
public sealed interface AgentNotification {

  /** An offer begins to ring. */
  record Offered(String conversation, String skill, long dueAt, long expiresAt)
      implements AgentNotification {}

  /** An offer no longer rings, and the conversation is not assigned to the agent. */
  record Withdrawn(String conversation, Reason reason) implements AgentNotification {}

  /** The conversation is assigned to the agent. */
  record Assigned(String conversation, String skill, long at) implements AgentNotification {}

  record Released(String conversation) implements AgentNotification {}

  record PresenceChanged(Presence presence, long at) implements AgentNotification {}

  /** The reason for which an offer no longer rings. */
  enum Reason {
    DECLINED,
    MISSED,
    /** The agent is not online any more, or may not take the conversation any more. */
    RETURNED,
    /**
     * The queue withdrew the offer, or the conversation refused the claim; for instance because it
     * is closed or assigned to another agent.
     */
    CANCELLED
  }
}
