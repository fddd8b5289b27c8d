package io.switchboard.domain.routing;

import io.switchboard.domain.queue.WaitingConversation;
import java.util.Optional;

/**
 * A conversation was placed with an agent.
 *
 * @param conversation as it was when it was placed
 * @param skill the skill in whose queue it was
 * @param group the agent's group
 * @param occasion what made it possible
 */
public record Placement(
    WaitingConversation conversation,
    String skill,
    String agent,
    Optional<String> group,
    Occasion occasion) {

  /** What was looked for, and so what was compared. */
  public enum Occasion {
    /** An agent was sought for the conversation: agents were compared. */
    AGENT_SOUGHT,
    /** The agent gained room: the best conversations of all their queues were compared. */
    ROOM_GAINED
  }
}
