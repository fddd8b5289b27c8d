package io.switchboard.domain.distribution;

import static java.util.function.Predicate.not;

import io.switchboard.domain.account.DistributionMode;
import io.switchboard.domain.account.DistributionPlan;
import io.switchboard.domain.account.GroupShare;
import io.switchboard.domain.distribution.Ledger.Tier;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Distributes the conversations of one skill between agent groups and keeps the ledger (routing
 * rules, section 5). A decision changes nothing; only the allotments and assignments that are
 * applied change the ledger. The ledger is therefore a fold: the same allotments and assignments,
 * applied in the same order to the same state, lead to the same state and to the same decisions.
 */
public final class Distributor {

  /** The counts of one group, without its deviations. */
  public record Count(
      GroupShare share,
      long allotted,
      long diverted,
      long overflowedFrom,
      long overflowedTo,
      long accepted) {

    static Count fresh(GroupShare share) {
      return new Count(share, 0, 0, 0, 0, 0);
    }

    /** The same counts with another share. */
    Count of(GroupShare changed) {
      return new Count(changed, allotted, diverted, overflowedFrom, overflowedTo, accepted);
    }

    Count afterAllotment(boolean isDiverted) {
      return new Count(
          share,
          allotted + 1,
          diverted + (isDiverted ? 1 : 0),
          overflowedFrom,
          overflowedTo,
          accepted);
    }

    Count afterAssignment() {
      return new Count(share, allotted, diverted, overflowedFrom, overflowedTo, accepted + 1);
    }

    Count afterOverflowFrom() {
      return new Count(share, allotted, diverted, overflowedFrom + 1, overflowedTo, accepted);
    }

    Count afterOverflowTo() {
      return new Count(share, allotted, diverted, overflowedFrom, overflowedTo + 1, accepted);
    }
  }

  /** The state of one tier: the groups in the order of the configuration, and their balances. */
  public record TierState(List<Count> groups, ShareBalance allotted, ShareBalance overflowed) {

    public TierState {
      groups = List.copyOf(groups);
    }

    static TierState fresh(List<GroupShare> shares) {
      ShareBalance balance = ShareBalance.fresh(shares.size());
      return new TierState(shares.stream().map(Count::fresh).toList(), balance, balance);
    }
  }

  /** The complete state, without the plan; {@code undisturbed} as if all were available. */
  public record State(TierState primary, TierState secondary, ShareBalance undisturbed) {

    /** The state of a plan before the first allotment. */
    public static State fresh(DistributionPlan plan) {
      return new State(
          TierState.fresh(plan.primary()),
          TierState.fresh(plan.secondary()),
          ShareBalance.fresh(plan.primary().size()));
    }
  }

  /** The turns of allotment in one tier, and the counts of its groups. */
  private static final class TierLedger {
    final Tier tier;
    final Shares allotted;
    final List<Count> counts;

    TierLedger(Tier tier, List<GroupShare> shares, TierState state) {
      this.tier = tier;
      this.allotted = new Shares(shares, state.allotted());
      this.counts = new ArrayList<>(state.groups());
    }

    TierState state(ShareBalance overflowed) {
      return new TierState(counts, allotted.balance(), overflowed);
    }

    List<String> groups() {
      return allotted.groups();
    }

    void count(String group, UnaryOperator<Count> change) {
      int index = groups().indexOf(group);
      counts.set(index, change.apply(counts.get(index)));
    }

    Optional<Allotment> allot(Predicate<String> test) {
      BitSet available = allotted.among(test);
      return available.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Allotment(
                  groups().get(allotted.turn(available)),
                  tier,
                  available.stream().mapToObj(groups()::get).toList(),
                  Optional.empty(),
                  false));
    }
  }

  private final DistributionPlan plan;
  private final TierLedger primary;
  private final TierLedger secondary;
  private final Shares undisturbed;
  private final OverflowTurns overflowed;

  /** A distributor with a fresh ledger. */
  public Distributor(DistributionPlan plan) {
    this(plan, State.fresh(plan));
  }

  /**
   * A distributor that continues a ledger, possibly under another plan. A tier with the same groups
   * and percentages continues unchanged. In any other tier the remaining groups keep their counts,
   * and their credits as far as these add up to zero.
   */
  public Distributor(DistributionPlan plan, State state) {
    State kept = PlanChange.of(state, plan);
    this.plan = plan;
    this.primary = new TierLedger(Tier.PRIMARY, plan.primary(), kept.primary());
    this.secondary = new TierLedger(Tier.SECONDARY, plan.secondary(), kept.secondary());
    this.undisturbed = new Shares(plan.primary(), kept.undisturbed());
    this.overflowed =
        new OverflowTurns(plan, kept.primary().overflowed(), kept.secondary().overflowed());
  }

  /** The state from which a distributor can continue. */
  public State state() {
    return new State(
        primary.state(overflowed.balance(Tier.PRIMARY)),
        secondary.state(overflowed.balance(Tier.SECONDARY)),
        undisturbed.balance());
  }

  /** All groups of the distribution, primary ones first. */
  public List<String> groups() {
    return Stream.concat(primary.groups().stream(), secondary.groups().stream()).toList();
  }

  /** The allotment of a new conversation, given the present availability of the groups. */
  public Allotment decide(GroupAvailability situation) {
    if (plan.mode() == DistributionMode.STATIC) {
      return primary.allot(group -> true).orElseThrow();
    }
    Predicate<String> online = situation.online()::contains;
    Predicate<String> available = online.and(not(situation.overwhelmed()::contains));
    Predicate<String> atFirst = plan.divertArrivals() ? available : online;
    Allotment allotment =
        primary
            .allot(atFirst)
            .or(() -> secondary.allot(available))
            .or(() -> primary.allot(online))
            .or(() -> primary.allot(group -> true))
            .orElseThrow();
    return primary.groups().stream().allMatch(atFirst) ? allotment : disturbed(allotment, atFirst);
  }

  /** Adds the turn as if all were available; diverted when it belongs to an unavailable group. */
  private Allotment disturbed(Allotment allotment, Predicate<String> available) {
    String turn = undisturbed.groups().get(undisturbed.turn(undisturbed.among(any -> true)));
    return new Allotment(
        allotment.group(),
        allotment.tier(),
        allotment.available(),
        Optional.of(turn),
        !available.test(turn) && !turn.equals(allotment.group()));
  }

  /** Counts an allotment. An allotment that names a group of another plan changes nothing. */
  public void apply(Allotment allotment) {
    TierLedger tier = allotment.tier() == Tier.PRIMARY ? primary : secondary;
    if (!tier.groups().containsAll(allotment.available())
        || !undisturbed.groups().containsAll(allotment.undisturbedTurn().stream().toList())) {
      return;
    }
    tier.allotted.take(
        tier.allotted.among(allotment.available()::contains),
        tier.groups().indexOf(allotment.group()));
    tier.count(allotment.group(), count -> count.afterAllotment(allotment.diverted()));
    allotment
        .undisturbedTurn()
        .map(undisturbed.groups()::indexOf)
        .ifPresent(turn -> undisturbed.take(undisturbed.among(any -> true), turn));
  }

  /** A copy of the overflow turns; turns taken in it do not change this distributor. */
  public OverflowTurns overflowTurns() {
    return overflowed.under(plan);
  }

  /**
   * Counts an assignment. An assignment to a group of another plan changes nothing; one that was
   * allotted to a group of another plan does not count as overflow.
   */
  public void apply(GroupAssignment placing) {
    String placedIn = placing.placedIn();
    Optional<TierLedger> taker = tierOf(placedIn);
    taker.ifPresent(tier -> tier.count(placedIn, Count::afterAssignment));
    Optional<String> from =
        placing.allottedTo().filter(own -> taker.isPresent() && !own.equals(placedIn));
    from.flatMap(this::tierOf)
        .ifPresent(
            tier -> {
              tier.count(from.get(), Count::afterOverflowFrom);
              taker.get().count(placedIn, Count::afterOverflowTo);
              overflowed.take(placing);
            });
  }

  private Optional<TierLedger> tierOf(String group) {
    return Stream.of(primary, secondary).filter(tier -> tier.groups().contains(group)).findFirst();
  }

  /** The ledger with the overflow turns, which also count offers that are not accepted yet. */
  public Ledger ledger(OverflowTurns turns) {
    List<Ledger.GroupTotals> totals = new ArrayList<>();
    for (TierLedger tier : List.of(primary, secondary)) {
      for (int group = 0; group < tier.counts.size(); group++) {
        totals.add(totals(tier, group, turns));
      }
    }
    return new Ledger(totals);
  }

  private static Ledger.GroupTotals totals(TierLedger tier, int group, OverflowTurns turns) {
    Count count = tier.counts.get(group);
    return new Ledger.GroupTotals(
        tier.tier,
        count.share().group(),
        count.share().percent(),
        count.allotted(),
        count.diverted(),
        count.overflowedFrom(),
        count.overflowedTo(),
        count.accepted(),
        tier.allotted.deviation(group),
        tier.allotted.worstDeviation(group),
        turns.deviation(tier.tier, group),
        turns.worstDeviation(tier.tier, group));
  }
}
