package io.switchboard.domain.protocol;

import io.switchboard.domain.account.DistributionPlan;
import io.switchboard.domain.account.GroupShare;
import io.switchboard.domain.distribution.Allotment;
import io.switchboard.domain.distribution.Ledger.Tier;
import io.switchboard.domain.queue.QueueEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Second calculation of one skill's allotments: from a fresh ledger they stay within the bound (I7)
 * while the set of available groups is constant. Otherwise {@link Broken} gives the group and its
 * count.
 */
public final class BoundCheck {

  /** One tier since its ledger was fresh. */
  private static final class Tally {
    List<GroupShare> shares = List.of();
    final Map<String, Long> counted = new HashMap<>();
    Set<String> among = Set.of();
    boolean changed;

    /** The bound of a fresh ledger does not apply after other shares have been adopted. */
    void adopt(List<GroupShare> adopted) {
      boolean same = Set.copyOf(shares).equals(Set.copyOf(adopted));
      changed |= !same && !counted.isEmpty();
      shares = adopted;
    }

    List<String> names() {
      return shares.stream().map(GroupShare::group).toList();
    }

    long counted(String group) {
      return counted.getOrDefault(group, 0L);
    }
  }

  private final Map<Tier, Tally> tallies =
      Map.of(Tier.PRIMARY, new Tally(), Tier.SECONDARY, new Tally());

  /**
   * Adds an event of the skill's queue; returns whether a bound was checked.
   *
   * @throws Broken if a deviation exceeds the bound
   */
  public boolean enter(QueueEvent event) {
    if (event instanceof QueueEvent.PlanAdopted adopted) {
      adopted.plan().ifPresent(this::adopt);
    } else if (event instanceof QueueEvent.Entered entered) {
      return entered.allotment().filter(this::allotted).isPresent();
    } else if (event instanceof QueueEvent.Updated updated) {
      return updated.allotment().filter(this::allotted).isPresent();
    } else if (event instanceof QueueEvent.AllotmentRecorded counted) {
      return allotted(counted.allotment());
    }
    return false;
  }

  /** The shares apply from now on. */
  public void adopt(DistributionPlan plan) {
    tallies.get(Tier.PRIMARY).adopt(plan.primary());
    tallies.get(Tier.SECONDARY).adopt(plan.secondary());
  }

  private boolean allotted(Allotment allotment) {
    return allotted(allotment.tier(), Set.copyOf(allotment.available()), allotment.group());
  }

  /**
   * Adds an allotment between the available groups of a tier; returns whether the bound was
   * checked.
   *
   * @throws Broken if a deviation exceeds the bound
   */
  public boolean allotted(Tier tier, Set<String> available, String group) {
    Tally tally = tallies.get(tier);
    if (!tally.names().containsAll(available) || available.size() < 2) {
      return false;
    }
    tally.changed |= !tally.among.isEmpty() && !tally.among.equals(available);
    tally.among = Set.copyOf(available);
    tally.counted.merge(group, 1L, Long::sum);
    if (!tally.changed) {
      checkBound(tally);
    }
    return !tally.changed;
  }

  /** The allotments to a group that another group could have got. */
  public long counted(String group) {
    return tallies.values().stream().mapToLong(tally -> tally.counted(group)).sum();
  }

  private static void checkBound(Tally tally) {
    List<GroupShare> sharing =
        tally.shares.stream().filter(share -> tally.among.contains(share.group())).toList();
    long sum = sharing.stream().mapToLong(GroupShare::percent).sum();
    long turns = sharing.stream().mapToLong(share -> tally.counted(share.group())).sum();
    long scale = 2L * (sharing.size() - 1);
    for (GroupShare share : sharing) {
      long count = tally.counted(share.group());
      if (Math.abs(sum * count - share.percent() * turns) * scale > sum * (scale - 1)) {
        throw new Broken("I7: %s has %d of %d".formatted(share, count, turns));
      }
    }
  }
}
