package io.switchboard.domain.routing;

import io.switchboard.domain.account.AgentPreference;
import java.util.Optional;

/** Why one agent got a conversation, or did not (routing rules, section 3). */
public sealed interface Verdict {

  /** This agent got it. */
  record Chosen() implements Verdict {}

  /**
   * This agent could have had it as well.
   *
   * @param decidedBy the first preference in which the chosen agent came before this one; empty
   *     when nothing but the agent id did
   */
  record LessPreferred(Optional<AgentPreference> decidedBy) implements Verdict {}

  /** This agent could not have it, by this rule before any other. */
  record Excluded(Rule rule) implements Verdict {}

  /** The rules of eligibility, in the order in which they are tested. */
  enum Rule {
    /** The agent is disabled. */
    DISABLED,
    /** The skill shares its conversations between groups, and the agent is in none of them. */
    OUTSIDE_DISTRIBUTION,
    /** The agent is not online. */
    NOT_ONLINE,
    /** The agent has no room. */
    NO_ROOM,
    /** The conversation was transferred to another agent and still waits for that one only. */
    RESERVED_FOR_ANOTHER,
    /** The conversation is not open to the agent's group. */
    NOT_OPEN_TO_GROUP,
    /** The agent declined, missed or returned it, and somebody else may still take it. */
    REFUSED,
    /** The agent has room, and is just asking all their queues for the most urgent conversation. */
    SEEKING,
    /** It was another group's turn to take a conversation that is open to all of them. */
    OTHER_GROUPS_TURN
  }
}
