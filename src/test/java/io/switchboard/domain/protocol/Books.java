package io.switchboard.domain.protocol;

import io.switchboard.domain.account.DistributionPlan;
import io.switchboard.domain.account.GroupShare;
import io.switchboard.domain.distribution.Allotment;
import io.switchboard.domain.distribution.Ledger.Tier;
import io.switchboard.domain.queue.QueueEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Second calculation of one skill's allotments from its stored events: from a fresh ledger they
 * stay within the bound (I7) while the set of available groups is constant. Otherwise {@link
 * Broken} gives the group and its count.
 */
public final class Books {

  /** One tier since its ledger was fresh. */
  private static final class Tally {
    List<GroupShare> shares = List.of();
    final Map<String, Long> counted = new HashMap<>();
    List<String> among = List.of();
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

  private int checked;
  private final Map<Tier, Tally> tallies =
      Map.of(Tier.PRIMARY, new Tally(), Tier.SECONDARY, new Tally());

  /**
   * Adds an event of the skill's queue.
   *
   * @throws Broken if a deviation exceeds the bound
   */
  public void enter(QueueEvent event) {
    if (event instanceof QueueEvent.PlanAdopted adopted) {
      adopted(adopted.plan());
    } else if (event instanceof QueueEvent.Entered entered) {
      entered.allotment().ifPresent(this::allotted);
    } else if (event instanceof QueueEvent.Updated updated) {
      updated.allotment().ifPresent(this::allotted);
    } else if (event instanceof QueueEvent.AllotmentRecorded counted) {
      allotted(counted.allotment());
    }
  }

  private void adopted(Optional<DistributionPlan> plan) {
    plan.ifPresent(
        given -> {
          tallies.get(Tier.PRIMARY).adopt(given.primary());
          tallies.get(Tier.SECONDARY).adopt(given.secondary());
        });
  }

  private void allotted(Allotment allotment) {
    Tally tally = tallies.get(allotment.tier());
    Set<String> available = new TreeSet<>(allotment.available());
    if (!tally.names().containsAll(available) || available.size() < 2) {
      return;
    }
    tally.changed |= !tally.among.isEmpty() && !tally.among.equals(List.copyOf(available));
    tally.among = List.copyOf(available);
    tally.counted.merge(allotment.group(), 1L, Long::sum);
    if (!tally.changed) {
      checkBound(tally);
      checked++;
    }
  }

  /** The number of checks of the bound. */
  int checked() {
    return checked;
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
