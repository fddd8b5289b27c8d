package io.switchboard.domain.distribution;

import static io.switchboard.domain.distribution.Ledger.Tier.PRIMARY;
import static io.switchboard.domain.distribution.Ledger.Tier.SECONDARY;

import io.switchboard.domain.account.DistributionPlan;
import io.switchboard.domain.distribution.Ledger.Tier;
import java.util.BitSet;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The order in which groups take overflowing conversations (routing rules, section 5). Overflow has
 * its own turns, by the same exact shares as allotment. A turn counts from the offer, so that the
 * split is exact also while offers ring; it is given back when the offer is not accepted.
 */
public final class OverflowTurns {

  /** A turn of a group, and the groups of its tier that could have taken it. */
  private record Turn(Shares shares, BitSet among, int group) {}

  private final DistributionPlan plan;
  private final Shares primary;
  private final Shares secondary;

  OverflowTurns(DistributionPlan plan, ShareBalance ofPrimary, ShareBalance ofSecondary) {
    this.plan = plan;
    primary = new Shares(plan.primary(), ofPrimary);
    secondary = new Shares(plan.secondary(), ofSecondary);
  }

  /**
   * The group that takes a conversation which is open to all groups: its own group if that can,
   * otherwise a primary group, otherwise a secondary one, by share. Empty when none can.
   */
  public Optional<String> next(String own, Predicate<String> canTake) {
    if (canTake.test(own)) {
      return Optional.of(own);
    }
    return Stream.of(primary, secondary)
        .filter(tier -> !tier.among(canTake).isEmpty())
        .findFirst()
        .map(tier -> tier.groups().get(tier.turn(tier.among(canTake))));
  }

  /** Counts an overflow; any other assignment, or one to a group of another plan, has no effect. */
  public void take(GroupAssignment placing) {
    turn(placing).ifPresent(turn -> turn.shares().take(turn.among(), turn.group()));
  }

  /** Reverses {@link #take} of an equal assignment. */
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
                    tier,
                    tier.among(couldTake::contains),
                    tier.groups().indexOf(placing.placedIn())));
  }

  private Optional<Shares> tierOf(String group) {
    return Stream.of(primary, secondary).filter(tier -> tier.groups().contains(group)).findFirst();
  }

  ShareBalance balance(Tier tier) {
    return of(tier).balance();
  }

  /** Overflows that a group took beyond those that it earned; negative when it got fewer. */
  double deviation(Tier tier, int group) {
    return of(tier).deviation(group);
  }

  /** The largest absolute deviation of a group since the start of these turns. */
  double worstDeviation(Tier tier, int group) {
    return of(tier).worstDeviation(group);
  }

  /** Whether these turns use the groups and percentages of this plan. */
  public boolean isOf(DistributionPlan other) {
    return plan.primary().equals(other.primary()) && plan.secondary().equals(other.secondary());
  }

  /** A copy of these turns under a plan, which may be the same. */
  public OverflowTurns under(DistributionPlan newPlan) {
    return new OverflowTurns(
        newPlan,
        PlanChange.of(balance(PRIMARY), plan.primary(), newPlan.primary()),
        PlanChange.of(balance(SECONDARY), plan.secondary(), newPlan.secondary()));
  }

  private Shares of(Tier tier) {
    return tier == PRIMARY ? primary : secondary;
  }
}
