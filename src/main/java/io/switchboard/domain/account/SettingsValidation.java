package io.switchboard.domain.account;

import java.util.List;

final class SettingsValidation {
  private final ReferenceCheck references;

  SettingsValidation(ReferenceCheck references) {
    this.references = references;
  }

  void check(DocumentPath path, AccountSettings settings) {
    references.skill(path.member("defaultSkill"), settings.defaultSkill());
    references.skill(path.member("fallbackSkill"), settings.fallbackSkill());
    settings.responseTime().ifPresent(time -> responseTime(path.member("responseTime"), time));
    settings.capacity().ifPresent(capacity -> capacity(path.member("capacity"), capacity));
    settings.offers().ifPresent(offers -> offers(path.member("offers"), offers));
    settings
        .agentPreferences()
        .ifPresent(preferences -> preferences(path.member("agentPreferences"), preferences));
    credits(path.member("credits"), settings.credits());
    skillRules(path.member("skillRules"), settings.skillRules());
    AccountLimits.WAITING_TIME.check(
        path.member("transferToAgentMaxWait"), settings.transferToAgentMaxWait());
    AccountLimits.WAITING_TIME.check(
        path.member("returnWhenOffline"), settings.returnWhenOffline());
    AccountLimits.AUTO_CLOSE.check(path.member("autoClose"), settings.autoClose());
    AccountLimits.CLOSED_CONVERSATIONS.check(
        path.member("retention").member("closedConversations"),
        settings.retention().flatMap(RetentionSettings::closedConversations));
  }

  static void responseTime(DocumentPath path, ResponseTime time) {
    AccountLimits.RESPONSE_TIME.check(path.member("default"), time.byDefault());
    AccountLimits.RESPONSE_TIME.check(path.member("firstTime"), time.firstTime());
    AccountLimits.RESPONSE_TIME.check(path.member("urgent"), time.urgent());
  }

  private static void capacity(DocumentPath path, CapacitySettings capacity) {
    AccountLimits.MAX_CONVERSATIONS.check(
        path.member("maxConversations"), capacity.maxConversations());
    capacity
        .dynamic()
        .ifPresent(
            weights ->
                WeightValidation.check(path.member("dynamic"), weights, DynamicCapacity.DEFAULT));
  }

  private static void offers(DocumentPath path, OfferSettings offers) {
    AccountLimits.OFFER_TIMEOUT.check(path.member("timeout"), offers.timeout());
    AccountLimits.MISSED_BEFORE_AWAY.check(
        path.member("missedBeforeAway"), offers.missedBeforeAway());
  }

  private static void preferences(DocumentPath path, List<AgentPreference> preferences) {
    if (preferences.isEmpty()) {
      path.violation("is empty; give at least one preference, or omit the member");
    }
    TextRules.unique(path, preferences);
  }

  private void credits(DocumentPath path, List<Credit> credits) {
    TextRules.size(path, credits.size(), AccountLimits.RULES);
    path.each(
        credits,
        (at, credit) -> {
          condition(at.member("when"), credit.when());
          AccountLimits.CREDIT.check(at.member("credit"), credit.credit());
        });
  }

  private void skillRules(DocumentPath path, List<SkillRule> rules) {
    TextRules.size(path, rules.size(), AccountLimits.RULES);
    path.each(
        rules,
        (at, rule) -> {
          condition(at.member("when"), rule.when());
          references.skill(at.member("skill"), rule.skill());
        });
  }

  private void condition(DocumentPath path, Condition when) {
    DocumentPath attributes = path.member("attributes");
    TextRules.size(attributes, when.attributes().size(), AccountLimits.ATTRIBUTES_PER_CONDITION);
    when.attributes().forEach((name, values) -> attribute(attributes, name, values));
    references.skills(path.member("skills"), when.skills());
    channels(path.member("channels"), when.channels());
    AccountLimits.MIN_TRANSFERS.check(path.member("minTransfers"), when.minTransfers());
  }

  private static void attribute(DocumentPath attributes, String name, List<String> values) {
    DocumentPath path = attributes.member(name);
    TextRules.nonEmptyText(path, name, AccountLimits.ATTRIBUTE_LENGTH);
    if (values.isEmpty()) {
      path.violation(
          "has no value, so the rule would never apply; give a value, or omit the attribute");
    }
    TextRules.size(path, values.size(), AccountLimits.VALUES_PER_ATTRIBUTE);
    TextRules.unique(path, values);
    for (int i = 0; i < values.size(); i++) {
      DocumentPath value = values.size() == 1 ? path : path.element(i);
      TextRules.text(value, values.get(i), AccountLimits.ATTRIBUTE_LENGTH);
    }
  }

  private static void channels(DocumentPath path, List<String> channels) {
    TextRules.size(path, channels.size(), AccountLimits.CHANNELS_PER_CONDITION);
    TextRules.unique(path, channels);
    path.each(
        channels, (at, name) -> TextRules.nonEmptyText(at, name, AccountLimits.CHANNEL_LENGTH));
  }
}
