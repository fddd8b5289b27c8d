package io.switchboard.domain;

import static io.switchboard.domain.Centre.time;

import io.switchboard.Records;
import io.switchboard.domain.account.DistributionMode;
import io.switchboard.domain.account.DistributionSettings;
import io.switchboard.domain.account.DynamicCapacity;
import io.switchboard.domain.account.GroupShare;
import io.switchboard.domain.account.ResponseTime;
import io.switchboard.domain.account.Skill;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/** A skill under construction, with defaults. Its distribution counts once it has a group. */
public record SkillDraft(Skill skill, DistributionSettings distribution) implements Part {

  SkillDraft(String id) {
    this(
        Records.of(Skill.class, "id", id, "responseTime", ResponseTime.NONE),
        Records.of(
            DistributionSettings.class,
            "enabled",
            true,
            "mode",
            DistributionMode.CASCADE,
            "divertArrivals",
            true));
  }

  private SkillDraft with(String member, Object value) {
    return new SkillDraft(Records.with(skill, member, value), distribution);
  }

  private SkillDraft withResponseTime(String member, String duration) {
    ResponseTime before = skill.responseTime().orElseThrow();
    return with("responseTime", Records.with(before, member, time(duration)));
  }

  private SkillDraft distributed(String member, Object value) {
    return new SkillDraft(skill, Records.with(distribution, member, value));
  }

  private static List<GroupShare> and(List<GroupShare> tier, String group, int percent) {
    return Stream.concat(tier.stream(), Stream.of(new GroupShare(group, percent))).toList();
  }

  public SkillDraft maxWait(String duration) {
    return with("maxWaitTime", time(duration));
  }

  public SkillDraft answersWithin(String duration) {
    return withResponseTime("byDefault", duration);
  }

  public SkillDraft answersFirstTimeWithin(String duration) {
    return withResponseTime("firstTime", duration);
  }

  public SkillDraft answersUrgentWithin(String duration) {
    return withResponseTime("urgent", duration);
  }

  public SkillDraft fallsBackTo(String fallback) {
    return with("fallbackSkill", fallback);
  }

  public SkillDraft onlyWhenAllAreLoggedOut() {
    return with("fallbackWhenAllAway", false);
  }

  public SkillDraft transfersOnlyTo(String... skills) {
    return with("transferTo", List.of(skills));
  }

  public SkillDraft agentTransfersWait(String duration) {
    return with("transferToAgentMaxWait", time(duration));
  }

  public SkillDraft closesSilent(String duration) {
    return with("autoClose", time(duration));
  }

  /** Sets its own weights of dynamic capacity. */
  public SkillDraft weighs(String active, String inactive, String inactiveAfter) {
    return with(
        "dynamicCapacity",
        Records.of(
            DynamicCapacity.class,
            "activeWeight",
            new BigDecimal(active),
            "inactiveWeight",
            new BigDecimal(inactive),
            "inactiveAfter",
            time(inactiveAfter)));
  }

  public SkillDraft primary(String group, int percent) {
    return distributed("primary", and(distribution.primary(), group, percent));
  }

  public SkillDraft secondary(String group, int percent) {
    return distributed("secondary", and(distribution.secondary(), group, percent));
  }

  public SkillDraft keepsPercentagesStrictly() {
    return distributed("mode", DistributionMode.STATIC);
  }

  public SkillDraft doesNotDivertArrivals() {
    return distributed("divertArrivals", false);
  }

  @Override
  public void addTo(AccountDraft draft) {
    draft.skills.add(
        distribution.primary().isEmpty() ? skill : with("distribution", distribution).skill());
  }
}
