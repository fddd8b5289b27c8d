package io.switchboard.domain.account;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One skill's configuration as routing uses it, with the account's defaults applied. Times are in
 * nanoseconds.
 *
 * @param responseTime for a conversation that is neither urgent nor a consumer's first
 * @param maxWaitTime the wait after which a conversation is open to all groups of the distribution
 * @param fallbackSkill the skill for conversations when no agent is online; never this skill
 * @param fallbackWhenAllAway whether agents who are away or back soon count as not online
 * @param transferTo the skills to which its conversations may be transferred; empty: all
 * @param transferToAgentMaxWait how long a conversation transferred to an agent waits for that
 *     agent alone
 * @param autoClose the silence of the consumer after which a conversation is closed
 * @param distribution empty: its conversations are not distributed between agent groups
 * @param agents the agents who serve it: enabled, with the skill, and in a group of its
 *     distribution, if any
 * @param leftOut the agents who have the skill but do not serve it
 */
public record SkillPolicy(
    String id,
    long responseTime,
    long firstTimeResponseTime,
    long urgentResponseTime,
    long maxWaitTime,
    Optional<String> fallbackSkill,
    boolean fallbackWhenAllAway,
    Optional<Set<String>> transferTo,
    long transferToAgentMaxWait,
    OptionalLong autoClose,
    DynamicWeights weights,
    Optional<DistributionPlan> distribution,
    Set<String> agents,
    Set<String> leftOut) {

  /** A skill with the same settings, but without fallback, distribution and agents. */
  public SkillPolicy unstaffed(String otherId) {
    return new SkillPolicy(
        otherId,
        responseTime,
        firstTimeResponseTime,
        urgentResponseTime,
        maxWaitTime,
        Optional.empty(),
        fallbackWhenAllAway,
        transferTo,
        transferToAgentMaxWait,
        autoClose,
        weights,
        Optional.empty(),
        Set.of(),
        Set.of());
  }

  /** Whether a conversation that waits for one group opens to the others after some time. */
  public boolean opens() {
    return distribution.filter(plan -> plan.mode() == DistributionMode.CASCADE).isPresent();
  }

  /** The response time of an inquiry: urgent before first-time (routing rules, section 4). */
  public long responseTimeOf(Inquiry inquiry) {
    if (inquiry.urgent()) {
      return urgentResponseTime;
    }
    return inquiry.firstTime() ? firstTimeResponseTime : responseTime;
  }
}
