package io.switchboard.domain.account;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings of the account; those of a skill or an agent take precedence. */
public record AccountSettings(
    Optional<String> defaultSkill,
    Optional<String> fallbackSkill,
    Optional<SkillWithoutAgents> skillWithoutAgents,
    Optional<ResponseTime> responseTime,
    Optional<CapacitySettings> capacity,
    Optional<OfferSettings> offers,
    Optional<List<AgentPreference>> agentPreferences,
    List<Credit> credits,
    List<SkillRule> skillRules,
    Optional<Duration> transferToAgentMaxWait,
    Optional<Duration> returnWhenOffline,
    Optional<Duration> autoClose,
    Optional<RetentionSettings> retention) {

  /** Settings without a member: all defaults apply. */
  public static final AccountSettings DEFAULT =
      new AccountSettings(
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
          Optional.empty(),
          Optional.empty());

  public AccountSettings {
    agentPreferences = agentPreferences.map(List::copyOf);
    credits = List.copyOf(credits);
    skillRules = List.copyOf(skillRules);
  }
}
