package io.switchboard.domain.distribution;

import static java.util.function.Predicate.not;

import io.switchboard.domain.account.DistributionMode;
import io.switchboard.domain.account.DistributionPlan;
import io.switchboard.domain.account.GroupShare;
import io.switchboard.domain.distribution.Ledger.Tier;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
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

  /**
   * The complete state of a distributor, without its plan.
   *
   * @param undisturbed the balance of the primary groups as if all were always available
   */
  public record State(TierState primary, TierState secondary, ShareBalance undisturbed) {

    /** The state of a plan before the first allotment. */
    public static State fresh(DistributionPlan plan) {
      return new State(
          TierState.fresh(plan.primary()),
          TierState.fresh(plan.secondary()),
          ShareBalance.fresh(plan.primary().size()));
    }
  }

  private static final class GroupLedger {
    final Tier tier;
    final GroupShare share;
    long allotted;
    long diverted;
    long overflowedFrom;
    long overflowedTo;
    long accepted;

    GroupLedger(Tier tier, Count count) {
      this.tier = tier;
      share = count.share();
      allotted = count.allotted();
      diverted = count.diverted();
      overflowedFrom = count.overflowedFrom();
      overflowedTo = count.overflowedTo();
      accepted = count.accepted();
    }

    Count count() {
      return new Count(share, allotted, diverted, overflowedFrom, overflowedTo, accepted);
    }
  }

  private static final class Turns {
    final Tier tier;
    final List<String> names;
    final List<GroupLedger> groups;
    final Shares allotted;

    Turns(Tier tier, List<GroupShare> shares, TierState state) {
      this.tier = tier;
      this.names = shares.stream().map(GroupShare::group).toList();
      this.groups = state.groups().stream().map(count -> new GroupLedger(tier, count)).toList();
      this.allotted = new Shares(shares, state.allotted());
    }

    TierState state(ShareBalance overflowed) {
      return new TierState(
          groups.stream().map(GroupLedger::count).toList(), allotted.balance(), overflowed);
    }

    BitSet available(Predicate<String> test) {
      BitSet available = new BitSet();
      for (int i = 0; i < names.size(); i++) {
        available.set(i, test.test(names.get(i)));
      }
      return available;
    }

    BitSet indices(Collection<String> groups) {
      BitSet indices = new BitSet();
      groups.forEach(group -> indices.set(names.indexOf(group)));
      return indices;
    }

    BitSet all() {
      return available(group -> true);
    }

    Optional<Allotment> allot(Predicate<String> test) {
      BitSet available = available(test);
      return available.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Allotment(
                  names.get(allotted.turn(available)),
                  tier,
                  available.stream().mapToObj(names::get).toList(),
                  Optional.empty(),
                  false));
    }
  }

  private final DistributionPlan plan;
  private final Turns primary;
  private final Turns secondary;
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
    this.primary = new Turns(Tier.PRIMARY, plan.primary(), kept.primary());
    this.secondary = new Turns(Tier.SECONDARY, plan.secondary(), kept.secondary());
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
    return Stream.concat(primary.names.stream(), secondary.names.stream()).toList();
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
    return primary.names.stream().allMatch(atFirst) ? allotment : disturbed(allotment, atFirst);
  }

  /**
   * Adds the turn as if all primary groups were available. The conversation is diverted when that
   * turn belongs to another group, which is unavailable.
   */
  private Allotment disturbed(Allotment allotment, Predicate<String> available) {
    String turn = primary.names.get(undisturbed.turn(primary.all()));
    return new Allotment(
        allotment.group(),
        allotment.tier(),
        allotment.available(),
        Optional.of(turn),
        !available.test(turn) && !turn.equals(allotment.group()));
  }

  /** Counts an allotment. An allotment that names a group of another plan changes nothing. */
  public void apply(Allotment allotment) {
    Turns tier = tier(allotment.tier());
    if (!tier.names.containsAll(allotment.available())
        || !primary.names.containsAll(allotment.undisturbedTurn().stream().toList())) {
      return;
    }
    int group = tier.names.indexOf(allotment.group());
    tier.allotted.take(tier.indices(allotment.available()), group);
    tier.groups.get(group).allotted++;
    tier.groups.get(group).diverted += allotment.diverted() ? 1 : 0;
    allotment
        .undisturbedTurn()
        .ifPresent(turn -> undisturbed.take(primary.all(), primary.names.indexOf(turn)));
  }

  private Turns tier(Tier tier) {
    return tier == Tier.PRIMARY ? primary : secondary;
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
    Optional<GroupLedger> taker = account(placing.placedIn());
    taker.ifPresent(account -> account.accepted++);
    placing
        .allottedTo()
        .filter(own -> taker.isPresent() && !own.equals(placing.placedIn()))
        .flatMap(this::account)
        .ifPresent(
            own -> {
              own.overflowedFrom++;
              taker.get().overflowedTo++;
              overflowed.take(placing);
            });
  }

  private Optional<GroupLedger> account(String group) {
    return Stream.of(primary, secondary)
        .flatMap(tier -> tier.groups.stream())
        .filter(account -> account.share.group().equals(group))
        .findFirst();
  }

  /** The ledger, in which only accepted conversations count as overflow. */
  public Ledger ledger() {
    return ledger(overflowed);
  }

  /**
   * The ledger with other overflow turns.
   *
   * @param turns the overflow turns, which also count offers that are not accepted yet
   */
  public Ledger ledger(OverflowTurns turns) {
    List<Ledger.GroupTotals> entries = new ArrayList<>();
    for (Turns tier : List.of(primary, secondary)) {
      IntStream.range(0, tier.groups.size())
          .mapToObj(group -> entry(tier, group, turns))
          .forEach(entries::add);
    }
    return new Ledger(entries);
  }

  private static Ledger.GroupTotals entry(Turns tier, int index, OverflowTurns turns) {
    GroupLedger account = tier.groups.get(index);
    return new Ledger.GroupTotals(
        account.tier,
        account.share.group(),
        account.share.percent(),
        account.allotted,
        account.diverted,
        account.overflowedFrom,
        account.overflowedTo,
        account.accepted,
        tier.allotted.deviation(index),
        tier.allotted.worstDeviation(index),
        turns.deviation(tier.tier, index),
        turns.worstDeviation(tier.tier, index));
  }
}
