package io.switchboard.domain;

import static io.switchboard.domain.Centre.time;

import io.switchboard.domain.account.DistributionMode;
import io.switchboard.domain.account.DistributionSettings;
import io.switchboard.domain.account.DynamicCapacity;
import io.switchboard.domain.account.GroupShare;
import io.switchboard.domain.account.ResponseTime;
import io.switchboard.domain.account.Skill;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A skill under construction, with defaults. */
public final class SkillDraft implements Part {
  private final String id;
  private Optional<Duration> maxWaitTime = Optional.empty();
  private ResponseTime responseTime = ResponseTime.NONE;
  private Optional<String> fallbackSkill = Optional.empty();
  private Optional<Boolean> fallbackWhenAllAway = Optional.empty();
  private Optional<List<String>> transferTo = Optional.empty();
  private Optional<Duration> transferToAgentMaxWait = Optional.empty();
  private Optional<Duration> autoClose = Optional.empty();
  private Optional<DynamicCapacity> weights = Optional.empty();
  private DistributionMode mode = DistributionMode.CASCADE;
  private boolean divertArrivals = true;
  private final List<GroupShare> primary = new ArrayList<>();
  private final List<GroupShare> secondary = new ArrayList<>();

  SkillDraft(String id) {
    this.id = id;
  }

  public SkillDraft maxWait(String duration) {
    maxWaitTime = Optional.of(time(duration));
    return this;
  }

  public SkillDraft answersWithin(String duration) {
    responseTime =
        new ResponseTime(
            Optional.of(time(duration)), responseTime.firstTime(), responseTime.urgent());
    return this;
  }

  public SkillDraft answersFirstTimeWithin(String duration) {
    responseTime =
        new ResponseTime(
            responseTime.byDefault(), Optional.of(time(duration)), responseTime.urgent());
    return this;
  }

  public SkillDraft answersUrgentWithin(String duration) {
    responseTime =
        new ResponseTime(
            responseTime.byDefault(), responseTime.firstTime(), Optional.of(time(duration)));
    return this;
  }

  public SkillDraft fallsBackTo(String skill) {
    fallbackSkill = Optional.of(skill);
    return this;
  }

  public SkillDraft onlyWhenAllAreLoggedOut() {
    fallbackWhenAllAway = Optional.of(false);
    return this;
  }

  public SkillDraft transfersOnlyTo(String... skills) {
    transferTo = Optional.of(List.of(skills));
    return this;
  }

  public SkillDraft agentTransfersWait(String duration) {
    transferToAgentMaxWait = Optional.of(time(duration));
    return this;
  }

  public SkillDraft closesSilent(String duration) {
    autoClose = Optional.of(time(duration));
    return this;
  }

  /** Sets its own weights of dynamic capacity. */
  public SkillDraft weighs(String active, String inactive, String inactiveAfter) {
    weights =
        Optional.of(
            new DynamicCapacity(
                Optional.of(new BigDecimal(active)),
                Optional.of(new BigDecimal(inactive)),
                Optional.of(time(inactiveAfter)),
                Optional.empty(),
                Optional.empty()));
    return this;
  }

  public SkillDraft primary(String group, int percent) {
    primary.add(new GroupShare(group, percent));
    return this;
  }

  public SkillDraft secondary(String group, int percent) {
    secondary.add(new GroupShare(group, percent));
    return this;
  }

  public SkillDraft keepsPercentagesStrictly() {
    mode = DistributionMode.STATIC;
    return this;
  }

  public SkillDraft doesNotDivertArrivals() {
    divertArrivals = false;
    return this;
  }

  @Override
  public void addTo(AccountDraft draft) {
    Optional<DistributionSettings> distribution =
        primary.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new DistributionSettings(
                    Optional.of(true),
                    Optional.of(mode),
                    Optional.of(divertArrivals),
                    primary,
                    secondary));
    draft.skills.add(
        new Skill(
            id,
            Optional.empty(),
            maxWaitTime,
            Optional.of(responseTime),
            fallbackSkill,
            fallbackWhenAllAway,
            transferTo,
            transferToAgentMaxWait,
            autoClose,
            weights,
            distribution));
  }
}
