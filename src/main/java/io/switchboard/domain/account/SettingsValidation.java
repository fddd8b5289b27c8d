package io.switchboard.domain.account;

import java.util.List;

/** Checks an account's settings. */
final class SettingsValidation {
  private final ReferenceCheck references;

  SettingsValidation(ReferenceCheck references) {
    this.references = references;
  }

  void check(DocumentPath place, AccountSettings settings) {
    references.skill(place.member("defaultSkill"), settings.defaultSkill());
    references.skill(place.member("fallbackSkill"), settings.fallbackSkill());
    settings.responseTime().ifPresent(time -> responseTime(place.member("responseTime"), time));
    settings.capacity().ifPresent(capacity -> capacity(place.member("capacity"), capacity));
    settings.offers().ifPresent(offers -> offers(place.member("offers"), offers));
    settings
        .agentPreferences()
        .ifPresent(preferences -> preferences(place.member("agentPreferences"), preferences));
    credits(place.member("credits"), settings.credits());
    skillRules(place.member("skillRules"), settings.skillRules());
    AccountLimits.WAITING_TIME.check(
        place.member("transferToAgentMaxWait"), settings.transferToAgentMaxWait());
    AccountLimits.WAITING_TIME.check(
        place.member("returnWhenOffline"), settings.returnWhenOffline());
    AccountLimits.AUTO_CLOSE.check(place.member("autoClose"), settings.autoClose());
  }

  static void responseTime(DocumentPath place, ResponseTime time) {
    AccountLimits.RESPONSE_TIME.check(place.member("default"), time.byDefault());
    AccountLimits.RESPONSE_TIME.check(place.member("firstTime"), time.firstTime());
    AccountLimits.RESPONSE_TIME.check(place.member("urgent"), time.urgent());
  }

  private static void capacity(DocumentPath place, CapacitySettings capacity) {
    AccountLimits.MAX_CONVERSATIONS.check(
        place.member("maxConversations"), capacity.maxConversations());
    capacity
        .dynamic()
        .ifPresent(
            weights ->
                WeightValidation.check(place.member("dynamic"), weights, DynamicCapacity.DEFAULT));
  }

  private static void offers(DocumentPath place, OfferSettings offers) {
    AccountLimits.OFFER_TIMEOUT.check(place.member("timeout"), offers.timeout());
    AccountLimits.MISSED_BEFORE_AWAY.check(
        place.member("missedBeforeAway"), offers.missedBeforeAway());
  }

  private static void preferences(DocumentPath place, List<AgentPreference> preferences) {
    if (preferences.isEmpty()) {
      place.violation("is empty; give at least one preference or leave it out");
    }
    TextRules.unique(place, preferences);
  }

  private void credits(DocumentPath place, List<Credit> credits) {
    TextRules.size(place, credits, AccountLimits.RULES);
    for (int i = 0; i < credits.size(); i++) {
      condition(place.element(i).member("when"), credits.get(i).when());
      AccountLimits.CREDIT.check(place.element(i).member("credit"), credits.get(i).credit());
    }
  }

  private void skillRules(DocumentPath place, List<SkillRule> rules) {
    TextRules.size(place, rules, AccountLimits.RULES);
    for (int i = 0; i < rules.size(); i++) {
      condition(place.element(i).member("when"), rules.get(i).when());
      references.skill(place.element(i).member("skill"), rules.get(i).skill());
    }
  }

  private void condition(DocumentPath place, Condition when) {
    DocumentPath attributes = place.member("attributes");
    TextRules.size(attributes, when.attributes(), AccountLimits.ATTRIBUTES_PER_CONDITION);
    when.attributes().forEach((name, values) -> attribute(attributes, name, values));
    references.skills(place.member("skills"), when.skills());
    channels(place.member("channels"), when.channels());
    AccountLimits.MIN_TRANSFERS.check(place.member("minTransfers"), when.minTransfers());
  }

  private static void attribute(DocumentPath attributes, String name, List<String> values) {
    DocumentPath place = attributes.member(name);
    TextRules.nonEmptyText(place, name, AccountLimits.ATTRIBUTE_LENGTH);
    if (values.isEmpty()) {
      place.violation("has no value, so the rule never applies; give one or leave it out");
    }
    TextRules.size(place, values, AccountLimits.VALUES_PER_ATTRIBUTE);
    TextRules.unique(place, values);
    for (int i = 0; i < values.size(); i++) {
      DocumentPath value = values.size() == 1 ? place : place.element(i);
      TextRules.text(value, values.get(i), AccountLimits.ATTRIBUTE_LENGTH);
    }
  }

  private static void channels(DocumentPath place, List<String> channels) {
    TextRules.size(place, channels, AccountLimits.CHANNELS_PER_CONDITION);
    TextRules.unique(place, channels);
    for (int i = 0; i < channels.size(); i++) {
      TextRules.nonEmptyText(place.element(i), channels.get(i), AccountLimits.CHANNEL_LENGTH);
    }
  }
}
