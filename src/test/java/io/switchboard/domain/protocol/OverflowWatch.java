package io.switchboard.domain.protocol;

import io.switchboard.domain.account.DistributionSettings;
import io.switchboard.domain.account.GroupShare;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Counts the overflows of each skill and tier at their offers, subtracts declined, missed and
 * withdrawn ones, and reports deviations beyond the bounds (I7, section 5).
 *
 * <p>From a fresh ledger, with a constant set of capable groups, both bounds hold. After a returned
 * offer no rule can keep the lower one at each moment, but no group is ever offered one beyond the
 * upper: some group always stays within it, because all deviations add up to zero. After a change
 * of the set there is no check until the percentages change.
 */
final class OverflowWatch {
  private record Key(String skill, List<GroupShare> tier) {}

  private record Turn(Key key, String group) {}

  private static final class Tier {
    Set<String> sharing = Set.of();
    final Map<String, Integer> counts = new HashMap<>();
    final Set<String> chosen = new HashSet<>();
    boolean isDisturbed;
    boolean hasGivenBack;
    boolean givesBackNow;
  }

  private final Map<String, List<GroupShare>> known = new HashMap<>();
  private final Map<Key, Tier> tiers = new HashMap<>();
  private final Map<String, Turn> ringing = new HashMap<>();
  private int checked;

  /** The number of checks of a bound. */
  int checked() {
    return checked;
  }

  /**
   * A conversation of another group is offered in this one.
   *
   * @param able the capable groups of the tier; empty if uncertain
   */
  void offered(
      String conversation,
      String skill,
      DistributionSettings plan,
      String group,
      Set<String> able) {
    List<GroupShare> shares =
        NaiveRules.names(plan.primary()).contains(group) ? plan.primary() : plan.secondary();
    Key key = new Key(skill, sorted(shares));
    Tier tier = tiers.computeIfAbsent(key, any -> founded(key));
    if (able.size() == 1) {
      return;
    }
    tier.sharing = tier.counts.isEmpty() ? able : tier.sharing;
    tier.isDisturbed |= able.isEmpty() || !tier.sharing.equals(able);
    tier.counts.merge(group, 1, Integer::sum);
    tier.chosen.add(group);
    ringing.put(conversation, new Turn(key, group));
  }

  /**
   * The deviation beyond a bound after a step, if any. Offers of one moment may arrive in another
   * order than that of their decisions, or before or after a returned turn: such a step is not
   * checked.
   */
  Optional<String> deviation() {
    Optional<String> found = Optional.empty();
    for (Map.Entry<Key, Tier> each : tiers.entrySet()) {
      Tier tier = each.getValue();
      if (found.isEmpty() && !tier.isDisturbed && !tier.givesBackNow && !tier.chosen.isEmpty()) {
        found = deviation(each.getKey(), tier);
      }
      tier.chosen.clear();
      tier.givesBackNow = false;
    }
    return found;
  }

  /** A plan with a predecessor does not begin with a fresh ledger. */
  private Tier founded(Key key) {
    Tier tier = new Tier();
    tier.isDisturbed = known.putIfAbsent(key.skill() + names(key.tier()), key.tier()) != null;
    return tier;
  }

  private static Set<String> names(List<GroupShare> tier) {
    return new HashSet<>(NaiveRules.names(tier));
  }

  private static List<GroupShare> sorted(List<GroupShare> shares) {
    return shares.stream().sorted(Comparator.comparing(GroupShare::group)).toList();
  }

  /** It was accepted: the turn remains taken. */
  void accepted(String conversation) {
    ringing.remove(conversation);
  }

  /** The offer has ended without acceptance: the turn is returned. */
  void givenBack(String conversation) {
    Turn turn = ringing.remove(conversation);
    if (turn != null) {
      tiers.get(turn.key()).counts.merge(turn.group(), -1, Integer::sum);
      tiers.get(turn.key()).hasGivenBack = true;
      tiers.get(turn.key()).givesBackNow = true;
    }
  }

  private Optional<String> deviation(Key key, Tier tier) {
    checked++;
    int total = tier.counts.values().stream().mapToInt(Integer::intValue).sum();
    List<GroupShare> sharing =
        key.tier().stream().filter(share -> tier.sharing.contains(share.group())).toList();
    int sum = sharing.stream().mapToInt(GroupShare::percent).sum();
    int scale = 2 * (sharing.size() - 1);
    for (GroupShare share : sharing) {
      int count = tier.counts.getOrDefault(share.group(), 0);
      int off = (sum * count - share.percent() * total) * scale;
      boolean isBelow = -off > sum * (scale - 1) && !tier.hasGivenBack;
      boolean isAbove = off > sum * (scale - 1) && tier.chosen.contains(share.group());
      if (isAbove || isBelow) {
        return Optional.of(
            "%s has been offered %d of %d overflows of %s, its share is %d of %d: %s"
                .formatted(
                    share.group(), count, total, key.skill(), share.percent(), sum, tier.counts));
      }
    }
    return Optional.empty();
  }
}
