package io.switchboard.domain.routing;

import io.switchboard.domain.account.AgentPreference;
import java.util.Optional;

/** Why an agent got a conversation or did not (routing rules, section 3). */
public sealed interface Verdict {

  record Chosen() implements Verdict {}

  /** Another agent was preferred; without {@code decidedBy}, by agent id only. */
  record LessPreferred(Optional<AgentPreference> decidedBy) implements Verdict {}

  /** The agent was not eligible; this is the first rule that excluded the agent. */
  record Excluded(Rule rule) implements Verdict {}

  /** The rules of eligibility, in the order in which they are tested. */
  enum Rule {
    DISABLED,
    /** The skill distributes its conversations to groups, and the agent is in none of them. */
    OUTSIDE_DISTRIBUTION,
    NOT_ONLINE,
    NO_CAPACITY,
    /** The conversation was transferred to another agent and is still open to that agent only. */
    RESERVED_FOR_ANOTHER,
    NOT_OPEN_TO_GROUP,
    /** The agent declined, missed or returned it, and another agent may still take it. */
    REFUSED,
    /** The agent has capacity and is in a work search. */
    SEARCHING_FOR_WORK,
    /** It was the turn of another group to take a conversation that is open to all groups. */
    OTHER_GROUPS_TURN
  }
}
