package io.switchboard.domain.distribution;

import io.switchboard.domain.account.DistributionMode;
import io.switchboard.domain.account.DistributionPlan;
import io.switchboard.domain.account.GroupShare;
import io.switchboard.domain.distribution.Ledger.Tier;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Shares the conversations of one skill between agent groups, and keeps the ledger of it (routing
 * rules, section 5). It decides by what {@link Groups} says of the moment; all else is its own.
 */
public final class Distributor {

  /** What the distributor must know of the groups at the moment of a decision. */
  public interface Groups {

    /** Whether somebody of the group who has the skill is online. */
    boolean isOnline(String group);

    /**
     * Whether the group has no room now while the longest-waiting conversation that was allotted to
     * it has waited the skill's maximum wait time or more; with a maximum of zero, whether it has
     * no room.
     */
    boolean isOverwhelmed(String group);
  }

  private static final class Account {
    final Tier tier;
    final GroupShare share;
    long allotted;
    long diverted;
    long overflowedFrom;
    long overflowedTo;
    long accepted;

    Account(Tier tier, GroupShare share) {
      this.tier = tier;
      this.share = share;
    }
  }

  private static final class Turns {
    final List<Account> groups;
    final Shares allotted;
    final Shares overflowed;

    Turns(List<Account> groups) {
      List<GroupShare> shares = groups.stream().map(account -> account.share).toList();
      this.groups = groups;
      this.allotted = new Shares(shares);
      this.overflowed = new Shares(shares);
    }

    BitSet available(Predicate<String> test) {
      BitSet available = new BitSet();
      for (int i = 0; i < groups.size(); i++) {
        available.set(i, test.test(groups.get(i).share.group()));
      }
      return available;
    }

    Optional<Account> allot(Predicate<String> test) {
      BitSet available = available(test);
      return available.isEmpty()
          ? Optional.empty()
          : Optional.of(groups.get(allotted.next(available)));
    }
  }

  private final DistributionPlan plan;
  private final Turns primary;
  private final Turns secondary;
  private final Shares undisturbed;

  /** A fresh ledger. */
  public Distributor(DistributionPlan plan) {
    this.plan = plan;
    this.primary = new Turns(accounts(Tier.PRIMARY, plan.primary()));
    this.secondary = new Turns(accounts(Tier.SECONDARY, plan.secondary()));
    this.undisturbed = new Shares(plan.primary());
  }

  private static List<Account> accounts(Tier tier, List<GroupShare> shares) {
    return shares.stream().map(share -> new Account(tier, share)).toList();
  }

  /** All groups of the distribution, primary ones first. */
  public List<String> groups() {
    return Stream.concat(plan.primary().stream(), plan.secondary().stream())
        .map(GroupShare::group)
        .toList();
  }

  /** The group to which a conversation that arrives now is allotted. */
  public String allot(Groups groups) {
    if (plan.mode() == DistributionMode.STATIC) {
      return enter(primary.allot(group -> true).orElseThrow());
    }
    Predicate<String> online = groups::isOnline;
    Predicate<String> available = online.and(group -> !groups.isOverwhelmed(group));
    Predicate<String> atFirst = plan.divertArrivals() ? available : online;
    Account chosen =
        primary
            .allot(atFirst)
            .or(() -> secondary.allot(available))
            .or(() -> primary.allot(online))
            .or(() -> primary.allot(group -> true))
            .orElseThrow();
    noteDiversion(chosen, primary.available(atFirst));
    return enter(chosen);
  }

  /**
   * While some primary groups are not available, turns are counted as if all were: a conversation
   * is diverted to a group when that count names another one, which is not available.
   */
  private void noteDiversion(Account chosen, BitSet available) {
    if (available.cardinality() < primary.groups.size()) {
      int turn = undisturbed.next(primary.available(group -> true));
      if (!available.get(turn) && primary.groups.get(turn) != chosen) {
        chosen.diverted++;
      }
    }
  }

  private static String enter(Account chosen) {
    chosen.allotted++;
    return chosen.share.group();
  }

  /**
   * The group that takes a conversation which is open to all of them: its own if that is among
   * those that can, else a primary group, else a secondary one, by share; empty when none can.
   */
  public Optional<String> overflow(String own, Predicate<String> canTake) {
    if (canTake.test(own)) {
      return Optional.of(own);
    }
    return Stream.of(primary, secondary)
        .filter(tier -> !tier.available(canTake).isEmpty())
        .findFirst()
        .map(tier -> tier.groups.get(tier.overflowed.turn(tier.available(canTake))))
        .map(account -> account.share.group());
  }

  /**
   * Enters that a conversation allotted to one group was placed in it or in another, while these
   * groups could take it.
   */
  public void placed(String allottedTo, String placedIn, Predicate<String> couldTake) {
    accepted(placedIn);
    Account taker = account(placedIn);
    if (allottedTo.equals(placedIn)) {
      return;
    }
    taker.overflowedTo++;
    account(allottedTo).overflowedFrom++;
    Turns tier = taker.tier == Tier.PRIMARY ? primary : secondary;
    BitSet available = tier.available(couldTake);
    int index = tier.groups.indexOf(taker);
    if (available.get(index)) {
      tier.overflowed.take(available, index);
    }
  }

  /** Enters that a conversation was placed in a group by whatever way. */
  public void accepted(String group) {
    account(group).accepted++;
  }

  private Account account(String group) {
    return Stream.concat(primary.groups.stream(), secondary.groups.stream())
        .filter(account -> account.share.group().equals(group))
        .findFirst()
        .orElseThrow();
  }

  /** The ledger as it stands. */
  public Ledger ledger() {
    List<Ledger.Entry> entries = new ArrayList<>();
    for (Turns tier : List.of(primary, secondary)) {
      for (int i = 0; i < tier.groups.size(); i++) {
        entries.add(entry(tier.groups.get(i), tier.allotted, i));
      }
    }
    return new Ledger(entries);
  }

  private static Ledger.Entry entry(Account account, Shares shares, int index) {
    return new Ledger.Entry(
        account.tier,
        account.share.group(),
        account.share.percent(),
        account.allotted,
        account.diverted,
        account.overflowedFrom,
        account.overflowedTo,
        account.accepted,
        shares.deviation(index),
        shares.worstDeviation(index));
  }
}
