package io.switchboard.domain.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.switchboard.domain.account.DistributionPlan;
import io.switchboard.domain.account.GroupShare;
import io.switchboard.domain.distribution.Ledger;
import io.switchboard.domain.distribution.Ledger.Tier;
import io.switchboard.domain.protocol.BoundCheck;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Second calculation of one skill's ledger, which also checks the bound of section 5 (I7). */
final class ShareWatch {
  private final DistributionPlan plan;
  private final Map<String, Long> allotted = new HashMap<>();
  private final Map<String, Double> earned = new HashMap<>();
  private final BoundCheck bound = new BoundCheck();
  private Ledger seen;
  private long placed;
  private boolean isLost;

  ShareWatch(DistributionPlan plan) {
    this.plan = plan;
    bound.adopt(plan);
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
    if (isLost || available.size() < 2) {
      return;
    }
    List<GroupShare> sharing =
        tier.stream().filter(share -> available.contains(share.group())).toList();
    double sum = sharing.stream().mapToInt(GroupShare::percent).sum();
    sharing.forEach(share -> earned.merge(share.group(), share.percent() / sum, Double::sum));
    boolean isPrimary = tier.equals(plan.primary());
    if (bound.allotted(isPrimary ? Tier.PRIMARY : Tier.SECONDARY, available, group)) {
      watch.saw("allotted within the bound");
    }
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
            .isEqualTo(bound.counted(group) - earned.getOrDefault(group, 0.0), within(1e-9));
        assertThat(entry.worstDeviation())
            .isBetween(Math.abs(entry.deviation()), worst(entry) + 1e-9);
      }
    }
    assertThat(accepted).isEqualTo(placed);
    assertThat(from).isEqualTo(to);
  }

  private double worst(Ledger.GroupTotals entry) {
    int groups = entry.tier() == Tier.PRIMARY ? plan.primary().size() : plan.secondary().size();
    return (groups - 1) / 2.0;
  }
}
