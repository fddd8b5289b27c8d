package io.switchboard.domain.routing;

import java.util.List;
import java.util.OptionalLong;

/**
 * Something that would let a waiting conversation be placed.
 *
 * @param agents of whom one is enough, by id; of {@link LogCategory#OTHERS_LEAVE} those who would
 *     then be asked again; empty when it does not depend on agents; at most {@link
 *     Explanation#MOST_CANDIDATES}
 * @param at when it happens by itself, in nanoseconds; empty when nobody can tell
 */
public record Remedy(Kind kind, List<String> agents, OptionalLong at) {

  public Remedy {
    agents = List.copyOf(agents);
  }

  /** What would have to happen. */
  public enum Kind {
    /** An agent is given the skill, or enabled, or put into a group of the distribution. */
    AGENT_IS_ADDED,
    /** An agent comes online. */
    AGENT_COMES_ONLINE,
    /** An agent of the fallback skill comes online, while nobody of this skill is. */
    FALLBACK_COMES_ONLINE,
    /** An agent gains room. */
    AGENT_GAINS_ROOM,
    /** It opens to everybody who has the skill. */
    OPENS_TO_ALL,
    /** Nobody else is left who has not refused it. */
    OTHERS_LEAVE
  }
}
