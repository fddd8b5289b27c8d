package io.switchboard.domain.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.switchboard.domain.account.DistributionPlan;
import io.switchboard.domain.account.GroupShare;
import io.switchboard.domain.distribution.Ledger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Second calculation of one skill's allotments, which checks the bound of section 5 (I7) from a
 * fresh ledger while the set of available groups is constant.
 */
final class ShareWatch {
  private final DistributionPlan plan;
  private final Map<String, Long> allotted = new HashMap<>();
  private final Map<String, Double> earned = new HashMap<>();
  private final Map<String, Long> counted = new HashMap<>();
  private final Map<List<GroupShare>, Set<String>> first = new HashMap<>();
  private final Set<List<GroupShare>> changed = new HashSet<>();
  private Ledger seen;
  private long placed;
  private boolean isLost;

  ShareWatch(DistributionPlan plan) {
    this.plan = plan;
  }

  /** Ends the calculation, which is impossible from here on. */
  void lost() {
    isLost = true;
  }

  /** It was allotted to a group, but left before its entry. */
  void leftBeforeItEntered(String group) {
    seen = null;
    allotted.merge(group, 1L, Long::sum);
    lost();
  }

  ShareWatch placed() {
    placed++;
    seen = null;
    return this;
  }

  void allotted(List<GroupShare> tier, Set<String> available, String group, Watch watch) {
    seen = null;
    allotted.merge(group, 1L, Long::sum);
    if (available.size() < 2) {
      return;
    }
    int sum = sum(tier, available);
    tier.stream()
        .filter(share -> available.contains(share.group()))
        .forEach(share -> earned.merge(share.group(), (double) share.percent() / sum, Double::sum));
    counted.merge(group, 1L, Long::sum);
    if (!first.computeIfAbsent(tier, key -> available).equals(available)) {
      changed.add(tier);
    }
    if (!isLost && !changed.contains(tier)) {
      assertWithinBound(tier, available);
      watch.saw("allotted within the bound");
    }
  }

  private static int sum(List<GroupShare> tier, Set<String> available) {
    return tier.stream()
        .filter(share -> available.contains(share.group()))
        .mapToInt(GroupShare::percent)
        .sum();
  }

  private void assertWithinBound(List<GroupShare> tier, Set<String> available) {
    long sum = sum(tier, available);
    long scale = 2L * (available.size() - 1);
    long turns = available.stream().mapToLong(this::counted).sum();
    for (GroupShare share : tier) {
      if (available.contains(share.group())) {
        long off = Math.abs(sum * counted(share.group()) - share.percent() * turns) * scale;
        assertThat(off)
            .as("deviation of %s after %d turns", share, turns)
            .isLessThanOrEqualTo(sum * (scale - 1));
      }
    }
  }

  private long counted(String group) {
    return counted.getOrDefault(group, 0L);
  }

  /** Checks that the ledger equals this calculation. */
  void assertSame(Ledger ledger) {
    if (ledger.equals(seen)) {
      return;
    }
    seen = ledger;
    long accepted = 0;
    long from = 0;
    long to = 0;
    for (Ledger.GroupTotals entry : ledger.groups()) {
      accepted += entry.accepted();
      from += entry.overflowedFrom();
      to += entry.overflowedTo();
      assertThat(entry.diverted()).isBetween(0L, entry.allotted());
      if (!isLost) {
        String group = entry.group();
        assertThat(entry.allotted()).isEqualTo(allotted.getOrDefault(group, 0L));
        assertThat(entry.deviation())
            .as("deviation of %s", group)
            .isEqualTo(counted(group) - earned.getOrDefault(group, 0.0), within(1e-9));
        assertThat(entry.worstDeviation())
            .isBetween(Math.abs(entry.deviation()), worst(entry) + 1e-9);
      }
    }
    assertThat(accepted).isEqualTo(placed);
    assertThat(from).isEqualTo(to);
  }

  private double worst(Ledger.GroupTotals entry) {
    int groups =
        entry.tier() == Ledger.Tier.PRIMARY ? plan.primary().size() : plan.secondary().size();
    return (groups - 1) / 2.0;
  }
}
