package io.switchboard.document;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.AccountLimits;
import io.switchboard.domain.account.AccountSettings;
import io.switchboard.domain.account.Agent;
import io.switchboard.domain.account.AgentGroup;
import io.switchboard.domain.account.AgentPreference;
import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.account.CapacitySettings;
import io.switchboard.domain.account.Condition;
import io.switchboard.domain.account.Credit;
import io.switchboard.domain.account.DistributionMode;
import io.switchboard.domain.account.DistributionSettings;
import io.switchboard.domain.account.DynamicCapacity;
import io.switchboard.domain.account.GroupShare;
import io.switchboard.domain.account.OfferMode;
import io.switchboard.domain.account.OfferSettings;
import io.switchboard.domain.account.ResponseTime;
import io.switchboard.domain.account.RetentionSettings;
import io.switchboard.domain.account.Skill;
import io.switchboard.domain.account.SkillRule;
import io.switchboard.domain.account.SkillWithoutAgents;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Maps members of the document to components of the records. An unreadable value is omitted or, if
 * it has no default, replaced by a placeholder; the violation is recorded.
 */
final class AccountReader {
  private static final Condition ALWAYS =
      new Condition(
          Map.of(),
          List.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private AccountReader() {}

  static Account account(JsonMembers account) {
    return new Account(
        account.get("name").text(),
        account.get("settings").object(AccountReader::settings),
        account.entries("skills", skill -> skill(skill, id(skill))),
        account.entries("agentGroups", group -> agentGroup(group, id(group))),
        account.entries("agents", agent -> agent(agent, id(agent))));
  }

  private static String id(JsonMembers item) {
    return item.required("id").text().orElse("");
  }

  private static AccountSettings settings(JsonMembers settings) {
    return new AccountSettings(
        settings.get("defaultSkill").text(),
        settings.get("fallbackSkill").text(),
        settings.get("skillWithoutAgents").oneOf(SkillWithoutAgents.class),
        settings.get("responseTime").object(AccountReader::responseTime),
        settings.get("capacity").object(AccountReader::capacity),
        settings.get("offers").object(AccountReader::offers),
        settings
            .get("agentPreferences")
            .list(AccountReader::preference)
            .flatMap(AccountReader::all),
        settings.entries("credits", AccountReader::credit),
        settings.entries("skillRules", AccountReader::skillRule),
        settings.get("transferToAgentMaxWait").duration(AccountLimits.WAITING_TIME),
        settings.get("returnWhenOffline").duration(AccountLimits.WAITING_TIME),
        settings.get("autoClose").duration(AccountLimits.AUTO_CLOSE),
        settings.get("retention").object(AccountReader::retention));
  }

  private static RetentionSettings retention(JsonMembers retention) {
    return new RetentionSettings(
        retention.get("closedConversations").duration(AccountLimits.CLOSED_CONVERSATIONS));
  }

  private static ResponseTime responseTime(JsonMembers time) {
    return new ResponseTime(
        time.get("default").duration(AccountLimits.RESPONSE_TIME),
        time.get("firstTime").duration(AccountLimits.RESPONSE_TIME),
        time.get("urgent").duration(AccountLimits.RESPONSE_TIME));
  }

  private static CapacitySettings capacity(JsonMembers capacity) {
    return new CapacitySettings(
        capacity.get("mode").oneOf(CapacityMode.class),
        capacity.get("maxConversations").integer(AccountLimits.MAX_CONVERSATIONS),
        capacity.get("dynamic").object(AccountReader::dynamicCapacity));
  }

  private static DynamicCapacity dynamicCapacity(JsonMembers weights) {
    return new DynamicCapacity(
        weights.get("activeWeight").decimal(AccountLimits.ACTIVE_WEIGHT),
        weights.get("inactiveWeight").decimal(AccountLimits.INACTIVE_WEIGHT),
        weights.get("inactiveAfter").duration(AccountLimits.WAITING_TIME),
        weights.get("slowReplyAfter").duration(AccountLimits.WAITING_TIME),
        weights.get("overdraft").decimal(AccountLimits.OVERDRAFT));
  }

  private static OfferSettings offers(JsonMembers offers) {
    return new OfferSettings(
        offers.get("mode").oneOf(OfferMode.class),
        offers.get("timeout").duration(AccountLimits.OFFER_TIMEOUT),
        offers.get("missedBeforeAway").integer(AccountLimits.MISSED_BEFORE_AWAY));
  }

  private static Optional<AgentPreference> preference(JsonValue preference) {
    return preference.oneOf(AgentPreference.class);
  }

  /** The preferences if all were readable; the others cannot replace an unreadable one. */
  private static Optional<List<AgentPreference>> all(List<Optional<AgentPreference>> preferences) {
    return preferences.stream().allMatch(Optional::isPresent)
        ? Optional.of(preferences.stream().flatMap(Optional::stream).toList())
        : Optional.empty();
  }

  private static Credit credit(JsonMembers credit) {
    return new Credit(
        credit.get("when").object(AccountReader::condition).orElse(ALWAYS),
        credit.required("credit").duration(AccountLimits.CREDIT).orElse(Duration.ZERO));
  }

  private static SkillRule skillRule(JsonMembers rule) {
    return new SkillRule(
        rule.get("when").object(AccountReader::condition).orElse(ALWAYS),
        rule.required("skill").text().orElse(""));
  }

  private static Condition condition(JsonMembers when) {
    return new Condition(
        when.get("attributes")
            .map(values -> values.oneOrMoreTexts().orElse(List.of()))
            .orElse(Map.of()),
        when.texts("skills"),
        when.texts("channels"),
        when.get("urgent").bool(),
        when.get("firstTime").bool(),
        when.get("returned").bool(),
        when.get("minTransfers").integer(AccountLimits.MIN_TRANSFERS));
  }

  static Skill skill(JsonMembers skill, String id) {
    return new Skill(
        id,
        skill.get("name").text(),
        skill.get("maxWaitTime").duration(AccountLimits.WAITING_TIME),
        skill.get("responseTime").object(AccountReader::responseTime),
        skill.get("fallbackSkill").text(),
        skill.get("fallbackWhenAllAway").bool(),
        skill.get("transferTo").texts(),
        skill.get("transferToAgentMaxWait").duration(AccountLimits.WAITING_TIME),
        skill.get("autoClose").duration(AccountLimits.AUTO_CLOSE),
        skill.get("dynamicCapacity").object(AccountReader::dynamicCapacity),
        skill.get("distribution").object(AccountReader::distribution));
  }

  private static DistributionSettings distribution(JsonMembers distribution) {
    return new DistributionSettings(
        distribution.get("enabled").bool(),
        distribution.get("mode").oneOf(DistributionMode.class),
        distribution.get("divertArrivals").bool(),
        distribution.entries("primary", AccountReader::share),
        distribution.entries("secondary", AccountReader::share));
  }

  private static GroupShare share(JsonMembers share) {
    return new GroupShare(
        share.required("group").text().orElse(""),
        share.required("percent").integer(AccountLimits.PERCENT).orElse(0));
  }

  static AgentGroup agentGroup(JsonMembers group, String id) {
    return new AgentGroup(id, group.get("name").text());
  }

  static Agent agent(JsonMembers agent, String id) {
    return new Agent(
        id,
        agent.get("name").text(),
        agent.get("group").text(),
        agent.texts("skills"),
        agent.get("maxConversations").integer(AccountLimits.MAX_CONVERSATIONS),
        agent.get("enabled").bool());
  }
}
