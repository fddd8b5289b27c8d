package io.switchboard.domain.distribution;

import static io.switchboard.domain.distribution.Ledger.Tier.PRIMARY;
import static io.switchboard.domain.distribution.Ledger.Tier.SECONDARY;

import io.switchboard.domain.account.DistributionPlan;
import io.switchboard.domain.account.GroupShare;
import io.switchboard.domain.distribution.Ledger.Tier;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which group takes the next conversation that overflows (routing rules, section 5). Overflow has
 * turns of its own, by the same exact shares as allotment. A group's turn counts from the offer on,
 * so that the split is as exact while agents ring as after they accept; it is given back when the
 * offer comes to nothing.
 */
public final class OverflowTurns {

  private record TierTurns(List<String> groups, Shares shares) {
    static TierTurns of(List<GroupShare> shares, ShareBalance balance) {
      return new TierTurns(
          shares.stream().map(GroupShare::group).toList(), new Shares(shares, balance));
    }

    BitSet among(Predicate<String> test) {
      BitSet among = new BitSet();
      for (int i = 0; i < groups.size(); i++) {
        among.set(i, test.test(groups.get(i)));
      }
      return among;
    }
  }

  /** A turn of a group, and the groups of its tier among which it was taken. */
  private record Turn(Shares shares, BitSet among, int group) {}

  private final DistributionPlan plan;
  private final TierTurns primary;
  private final TierTurns secondary;

  OverflowTurns(DistributionPlan plan, ShareBalance ofPrimary, ShareBalance ofSecondary) {
    this.plan = plan;
    primary = TierTurns.of(plan.primary(), ofPrimary);
    secondary = TierTurns.of(plan.secondary(), ofSecondary);
  }

  /**
   * The group that takes a conversation which is open to all of them: its own if that is among
   * those that can, else a primary group, else a secondary one, by share; empty when none can.
   */
  public Optional<String> next(String own, Predicate<String> canTake) {
    if (canTake.test(own)) {
      return Optional.of(own);
    }
    return Stream.of(primary, secondary)
        .filter(tier -> !tier.among(canTake).isEmpty())
        .findFirst()
        .map(tier -> tier.groups().get(tier.shares().turn(tier.among(canTake))));
  }

  /** Counts an overflow. What is none, or went to a group of another plan, changes nothing. */
  public void take(GroupAssignment placing) {
    turn(placing).ifPresent(turn -> turn.shares().take(turn.among(), turn.group()));
  }

  /** Counts an overflow no more that was taken with this very placing. */
  public void giveBack(GroupAssignment placing) {
    turn(placing).ifPresent(turn -> turn.shares().giveBack(turn.among(), turn.group()));
  }

  private Optional<Turn> turn(GroupAssignment placing) {
    Collection<String> couldTake = placing.couldTake();
    return placing
        .allottedTo()
        .filter(own -> !own.equals(placing.placedIn()) && tierOf(own).isPresent())
        .flatMap(own -> tierOf(placing.placedIn()))
        .filter(tier -> couldTake.contains(placing.placedIn()))
        .map(
            tier ->
                new Turn(
                    tier.shares(),
                    tier.among(couldTake::contains),
                    tier.groups().indexOf(placing.placedIn())));
  }

  private Optional<TierTurns> tierOf(String group) {
    return Stream.of(primary, secondary).filter(tier -> tier.groups().contains(group)).findFirst();
  }

  /** Where the groups of a tier stand. */
  ShareBalance balance(Tier tier) {
    return of(tier).shares().balance();
  }

  /** Overflows that a group took beyond what it earned; negative when it is owed. */
  double deviation(Tier tier, int group) {
    return of(tier).shares().deviation(group);
  }

  /** The largest absolute deviation of a group since these turns are counted. */
  double worstDeviation(Tier tier, int group) {
    return of(tier).shares().worstDeviation(group);
  }

  /** Whether they are taken by the shares of this plan. */
  public boolean isOf(DistributionPlan other) {
    return plan.primary().equals(other.primary()) && plan.secondary().equals(other.secondary());
  }

  /** The same turns as they go on under a plan, which may be the same; this one stays as it is. */
  public OverflowTurns under(DistributionPlan newPlan) {
    return new OverflowTurns(
        newPlan,
        PlanChange.of(balance(PRIMARY), plan.primary(), newPlan.primary()),
        PlanChange.of(balance(SECONDARY), plan.secondary(), newPlan.secondary()));
  }

  private TierTurns of(Tier tier) {
    return tier == PRIMARY ? primary : secondary;
  }
}
