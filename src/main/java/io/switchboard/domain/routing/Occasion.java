package io.switchboard.domain.routing;

/** What was looked for when a conversation was offered, and so what was compared. */
public enum Occasion {
  /** An agent was sought for the conversation: agents were compared. */
  AGENT_SOUGHT,
  /** The agent gained room: the best conversations of all their queues were compared. */
  ROOM_GAINED
}
