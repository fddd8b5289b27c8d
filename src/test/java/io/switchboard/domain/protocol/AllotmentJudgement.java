package io.switchboard.domain.protocol;

import static io.switchboard.domain.protocol.Judgement.check;

import io.switchboard.domain.account.DistributionSettings;
import io.switchboard.domain.distribution.Allotment;
import java.util.List;
import java.util.Optional;

/** Checks the group of an arrival's allotment (section 5). */
record AllotmentJudgement(NaiveRules earlier, NaiveRules rules) {

  /** A conversation that was allotted to a group of its skill. */
  record Allotted(String skill, String conversation, Allotment allotment) {}

  void judge(Allotted one) {
    Optional<DistributionSettings> known = rules.plan(one.skill());
    String group = one.allotment().group();
    if (known.isEmpty() || !NaiveRules.groups(known.get()).contains(group)) {
      return;
    }
    DistributionSettings plan = known.get();
    List<String> primary = NaiveRules.names(plan.primary());
    List<String> secondary = NaiveRules.names(plan.secondary());
    boolean diverts = plan.divertArrivals().orElse(true);
    boolean mustBePrimary =
        NaiveRules.isStatic(plan)
            || primary.stream()
                .anyMatch(
                    each ->
                        earlier.isOnline(one.skill(), each)
                            && rules.isOnline(one.skill(), each)
                            && (!diverts || isAvailable(one.skill(), each)));
    check(
        !mustBePrimary || primary.contains(group),
        "5/allotment-tier",
        () -> one + " although a primary group is available");
    boolean isOffline =
        !earlier.isOnline(one.skill(), group) && !rules.isOnline(one.skill(), group);
    boolean othersAvailable =
        primary.stream().anyMatch(each -> isAvailable(one.skill(), each))
            || secondary.stream().anyMatch(each -> isAvailable(one.skill(), each));
    check(
        NaiveRules.isStatic(plan) || !isOffline || !othersAvailable,
        "5/allotment-offline",
        () -> one + " although nobody of that group is online and another is available");
  }

  private boolean isAvailable(String skill, String group) {
    return earlier.isAvailable(skill, group) && rules.isAvailable(skill, group);
  }
}
