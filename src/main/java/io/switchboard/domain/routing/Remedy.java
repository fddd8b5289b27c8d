package io.switchboard.domain.routing;

import java.util.List;
import java.util.OptionalLong;

/**
 * A change that would let a waiting conversation be offered to an agent.
 *
 * @param agents ids of the agents concerned; any one of them is enough; for {@link
 *     Kind#EXCLUSION_ENDS} the agents who would then get the offer again; empty when it does not
 *     depend on agents; at most {@link Explanation#MOST_CANDIDATES}
 * @param at when it happens by itself, in nanoseconds; empty when that is not known
 */
public record Remedy(Kind kind, List<String> agents, OptionalLong at) {

  public Remedy {
    agents = List.copyOf(agents);
  }

  /** The kind of change. */
  public enum Kind {
    /** An agent is given the skill, or enabled, or put into a group of the distribution. */
    AGENT_IS_ADDED,
    AGENT_COMES_ONLINE,
    /** An agent of the fallback skill comes online while no agent of this skill is online. */
    FALLBACK_COMES_ONLINE,
    AGENT_GAINS_CAPACITY,
    OPENS_TO_ALL,
    /** No agent remains who has not refused the conversation, so that the exclusions end. */
    EXCLUSION_ENDS
  }
}
