package io.switchboard.domain.machine;

import io.switchboard.domain.account.DistributionPlan;
import io.switchboard.domain.account.GroupShare;
import io.switchboard.domain.distribution.Allotment;
import io.switchboard.domain.distribution.Ledger.Tier;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The allotments of one skill, counted a second time from its durable events: from a fresh ledger
 * they stay within the bound (I7) for as long as the set of available groups stays the same. {@link
 * Broken} says which group has how many when they do not.
 */
public final class Books {
  private int checked;
  private List<List<GroupShare>> tiers = List.of();
  private final Map<String, Long> counted = new HashMap<>();
  private final Map<Tier, List<String>> first = new HashMap<>();
  private final Set<Tier> changed = new HashSet<>();

  /**
   * Counts what happened to the queue of the skill.
   *
   * @throws Broken when a share is off by more than the bound
   */
  public void enter(QueueEvent event) {
    if (event instanceof QueueEvent.PlanAdopted adopted) {
      adopted(adopted.plan());
    } else if (event instanceof QueueEvent.Entered entered) {
      entered.allotment().ifPresent(this::allotted);
    } else if (event instanceof QueueEvent.Updated updated) {
      updated.allotment().ifPresent(this::allotted);
    } else if (event instanceof QueueEvent.Counted counted) {
      allotted(counted.allotment());
    }
  }

  /** A changed plan begins anew; so do two that follow one another with none between. */
  private void adopted(Optional<DistributionPlan> plan) {
    List<List<GroupShare>> adopted =
        plan.map(given -> List.of(given.primary(), given.secondary())).orElse(List.of());
    if (!adopted.equals(tiers) || adopted.isEmpty()) {
      tiers = adopted;
      counted.clear();
      first.clear();
      changed.clear();
    }
  }

  private void allotted(Allotment allotment) {
    Tier tier = allotment.tier();
    List<String> available = allotment.available();
    if (tiers.isEmpty() || !names(tier).containsAll(available) || available.size() < 2) {
      return;
    }
    counted.merge(allotment.group(), 1L, Long::sum);
    if (!first.computeIfAbsent(tier, any -> available).equals(available)) {
      changed.add(tier);
    }
    if (!changed.contains(tier)) {
      checkBound(shares(tier), available);
      checked++;
    }
  }

  /** How often the bound has been checked. */
  int checked() {
    return checked;
  }

  private List<GroupShare> shares(Tier tier) {
    return tiers.get(tier == Tier.PRIMARY ? 0 : 1);
  }

  private List<String> names(Tier tier) {
    return shares(tier).stream().map(GroupShare::group).toList();
  }

  private void checkBound(List<GroupShare> tier, List<String> available) {
    List<GroupShare> sharing =
        tier.stream().filter(share -> available.contains(share.group())).toList();
    long sum = sharing.stream().mapToLong(GroupShare::percent).sum();
    long turns = sharing.stream().mapToLong(share -> counted(share.group())).sum();
    long scale = 2L * (sharing.size() - 1);
    for (GroupShare share : sharing) {
      long off = Math.abs(sum * counted(share.group()) - share.percent() * turns) * scale;
      if (off > sum * (scale - 1)) {
        throw new Broken("I7: %s has %d of %d".formatted(share, counted(share.group()), turns));
      }
    }
  }

  private long counted(String group) {
    return counted.getOrDefault(group, 0L);
  }
}
