package io.switchboard.domain.account;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks one skill; {@link FallbackCycleCheck} checks the chain of fallbacks. */
final class SkillValidation {
  private static final int WHOLE_TIER = 100;

  private final ReferenceCheck references;
  private final DynamicCapacity weights;

  /**
   * Validation under an account's settings.
   *
   * @param weights the account's weights, which apply where a skill gives none
   */
  SkillValidation(ReferenceCheck references, DynamicCapacity weights) {
    this.references = references;
    this.weights = weights;
  }

  void check(DocumentPath place, Skill skill) {
    id(place.member("id"), skill.id());
    skill.name().ifPresent(name -> TextRules.name(place.member("name"), name));
    AccountLimits.WAITING_TIME.check(place.member("maxWaitTime"), skill.maxWaitTime());
    skill
        .responseTime()
        .ifPresent(time -> SettingsValidation.responseTime(place.member("responseTime"), time));
    references.skill(place.member("fallbackSkill"), skill.fallbackSkill());
    skill.transferTo().ifPresent(targets -> references.skills(place.member("transferTo"), targets));
    AccountLimits.WAITING_TIME.check(
        place.member("transferToAgentMaxWait"), skill.transferToAgentMaxWait());
    AccountLimits.AUTO_CLOSE.check(place.member("autoClose"), skill.autoClose());
    skill
        .dynamicCapacity()
        .ifPresent(own -> WeightValidation.check(place.member("dynamicCapacity"), own, weights));
    skill
        .distribution()
        .ifPresent(distribution -> distribution(place.member("distribution"), distribution));
  }

  private static void id(DocumentPath place, String id) {
    if (id.equals(Account.UNASSIGNED)) {
      place.violation("is '-1', which is reserved and always exists; choose another id");
    } else {
      TextRules.id(place, id);
    }
  }

  /** Checks a disabled distribution too, because it may be enabled at any time. */
  private void distribution(DocumentPath place, DistributionSettings distribution) {
    references.enoughGroupsToShare(place);
    DocumentPath primary = place.member("primary");
    if (distribution.primary().isEmpty()) {
      primary.violation("has no group; give at least one and percentages that add up to 100");
    }
    Map<String, String> tiers = new HashMap<>();
    tier(primary, "primary", distribution.primary(), tiers);
    tier(place.member("secondary"), "secondary", distribution.secondary(), tiers);
  }

  private void tier(
      DocumentPath place, String tier, List<GroupShare> shares, Map<String, String> tiers) {
    TextRules.size(place, shares, AccountLimits.SHARES_PER_TIER);
    for (int i = 0; i < shares.size(); i++) {
      share(place.element(i), tier, shares.get(i), tiers);
    }
    long sum = shares.stream().mapToLong(GroupShare::percent).sum();
    if (!shares.isEmpty() && sum != WHOLE_TIER) {
      place.violation(
          "adds up to %d percent; the percentages of a tier add up to exactly 100".formatted(sum));
    }
  }

  private void share(DocumentPath place, String tier, GroupShare share, Map<String, String> tiers) {
    references.group(place.member("group"), share.group());
    String before = tiers.putIfAbsent(share.group(), tier);
    if (before != null) {
      place
          .member("group")
          .violation(
              "is %s, which stands in %s already; a group stands in one tier only, and once"
                  .formatted(Violation.quote(share.group()), before));
    }
    AccountLimits.PERCENT.check(place.member("percent"), share.percent());
  }
}
