package io.switchboard.domain.account;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What holds for the whole account unless a skill or an agent says otherwise. */
public record Settings(
    Optional<String> defaultSkill,
    Optional<String> fallbackSkill,
    Optional<SkillWithoutAgents> skillWithoutAgents,
    Optional<ResponseTime> responseTime,
    Optional<Capacity> capacity,
    Optional<Offers> offers,
    Optional<List<AgentPreference>> agentPreferences,
    List<Credit> credits,
    List<SkillRule> skillRules,
    Optional<Duration> transferToAgentMaxWait,
    Optional<Duration> returnWhenOffline,
    Optional<Duration> autoClose) {

  /** Settings that leave everything to the defaults. */
  public static final Settings DEFAULT =
      new Settings(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public Settings {
    agentPreferences = agentPreferences.map(List::copyOf);
    credits = List.copyOf(credits);
    skillRules = List.copyOf(skillRules);
  }
}
