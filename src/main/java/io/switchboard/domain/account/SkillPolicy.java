package io.switchboard.domain.account;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What routing asks of one skill, with the account's defaults applied. Times are in nanoseconds.
 *
 * @param responseTime promised to a conversation that is neither urgent nor a consumer's first
 * @param maxWaitTime after which a conversation is open to every group of the distribution
 * @param fallbackSkill where its conversations go when nobody is there; never this skill
 * @param fallbackWhenAllAway whether away and back soon count as absent
 * @param transferTo the skills to which its conversations may go; empty: all
 * @param transferToAgentMaxWait how long a transfer to an agent waits for that agent only
 * @param autoClose how long a consumer may be silent before a conversation closes by itself
 * @param weights how its conversations weigh under dynamic capacity
 * @param distribution present when its conversations are shared between agent groups
 * @param agents who serve it: enabled, with the skill, and in a group of the distribution if any
 * @param leftOut who have the skill and do not serve it
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

  /** A skill that is like this one but shares nothing, falls back to none, and that nobody has. */
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

  /** Whether a conversation that waits for one group opens to the others in time. */
  public boolean opens() {
    return distribution.filter(plan -> plan.mode() == DistributionMode.CASCADE).isPresent();
  }

  /**
   * The time promised to this inquiry: urgent goes before first-time (routing rules, section 4).
   */
  public long responseTimeOf(Inquiry inquiry) {
    if (inquiry.urgent()) {
      return urgentResponseTime;
    }
    return inquiry.firstTime() ? firstTimeResponseTime : responseTime;
  }
}
