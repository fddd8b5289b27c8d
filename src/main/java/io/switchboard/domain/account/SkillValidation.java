package io.switchboard.domain.account;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks one skill; {@link FallbackCycleCheck} checks the chain of fallbacks. */
final class SkillValidation {
  private static final int WHOLE_TIER = 100;

  private final ReferenceCheck references;
  private final DynamicCapacity weights;

  /** Validation with the account's weights, which apply where a skill gives none. */
  SkillValidation(ReferenceCheck references, DynamicCapacity weights) {
    this.references = references;
    this.weights = weights;
  }

  void check(DocumentPath path, Skill skill) {
    id(path.member("id"), skill.id());
    skill.name().ifPresent(name -> TextRules.name(path.member("name"), name));
    AccountLimits.WAITING_TIME.check(path.member("maxWaitTime"), skill.maxWaitTime());
    skill
        .responseTime()
        .ifPresent(time -> SettingsValidation.responseTime(path.member("responseTime"), time));
    references.skill(path.member("fallbackSkill"), skill.fallbackSkill());
    skill.transferTo().ifPresent(targets -> references.skills(path.member("transferTo"), targets));
    AccountLimits.WAITING_TIME.check(
        path.member("transferToAgentMaxWait"), skill.transferToAgentMaxWait());
    AccountLimits.AUTO_CLOSE.check(path.member("autoClose"), skill.autoClose());
    skill
        .dynamicCapacity()
        .ifPresent(own -> WeightValidation.check(path.member("dynamicCapacity"), own, weights));
    skill
        .distribution()
        .ifPresent(distribution -> distribution(path.member("distribution"), distribution));
  }

  private static void id(DocumentPath path, String id) {
    if (id.equals(Account.UNASSIGNED)) {
      path.violation("is '-1', which is reserved; choose another id");
    } else {
      TextRules.id(path, id);
    }
  }

  /** Checks a disabled distribution too, because it may be enabled at any time. */
  private void distribution(DocumentPath path, DistributionSettings distribution) {
    references.enoughGroupsToShare(path);
    DocumentPath primary = path.member("primary");
    if (distribution.primary().isEmpty()) {
      primary.violation("has no group; expected at least one, with percentages that add up to 100");
    }
    Map<String, String> tiers = new HashMap<>();
    tier(primary, "primary", distribution.primary(), tiers);
    tier(path.member("secondary"), "secondary", distribution.secondary(), tiers);
  }

  private void tier(
      DocumentPath path, String tier, List<GroupShare> shares, Map<String, String> tiers) {
    TextRules.size(path, shares.size(), AccountLimits.SHARES_PER_TIER);
    path.each(shares, (at, share) -> share(at, tier, share, tiers));
    long sum = shares.stream().mapToLong(GroupShare::percent).sum();
    if (!shares.isEmpty() && sum != WHOLE_TIER) {
      path.violation("has percentages that add up to %d; expected exactly 100".formatted(sum));
    }
  }

  private void share(DocumentPath path, String tier, GroupShare share, Map<String, String> tiers) {
    references.group(path.member("group"), share.group());
    String before = tiers.putIfAbsent(share.group(), tier);
    if (before != null) {
      path.member("group")
          .violation(
              "is %s, which is in %s already; a group may be in one tier only, and once"
                  .formatted(Violation.quote(share.group()), before));
    }
    AccountLimits.PERCENT.check(path.member("percent"), share.percent());
  }
}
