package io.switchboard.domain.distribution;

import io.switchboard.domain.account.DistributionPlan;
import io.switchboard.domain.account.GroupShare;
import io.switchboard.domain.distribution.Distributor.Count;
import io.switchboard.domain.distribution.Distributor.State;
import io.switchboard.domain.distribution.Distributor.TierState;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Converts a ledger to another plan (routing rules, section 5, "Changed plans"). A tier with the
 * same groups and percentages continues unchanged, in any order of its groups. In any other tier
 * the remaining groups keep their counts and their credits, in conversations. These credits are
 * scaled down so that they add up to zero, and so that no {@code k} of {@code n} groups together
 * have more than {@code k (n - k) / 2}, the bound for changing sets. New groups begin with zero.
 */
final class PlanChange {
  private final List<GroupShare> before;
  private final List<GroupShare> after;

  private PlanChange(List<GroupShare> before, List<GroupShare> after) {
    this.before = before;
    this.after = after;
  }

  static State of(State state, DistributionPlan plan) {
    PlanChange primary = new PlanChange(shares(state.primary()), plan.primary());
    PlanChange secondary = new PlanChange(shares(state.secondary()), plan.secondary());
    return new State(
        primary.tier(state.primary()),
        secondary.tier(state.secondary()),
        primary.balance(state.undisturbed()));
  }

  /** The balance of one tier under other shares. */
  static ShareBalance of(ShareBalance balance, List<GroupShare> before, List<GroupShare> after) {
    return new PlanChange(before, after).balance(balance);
  }

  private static List<GroupShare> shares(TierState tier) {
    return tier.groups().stream().map(Count::share).toList();
  }

  private TierState tier(TierState state) {
    List<Count> counts = new ArrayList<>();
    for (GroupShare share : after) {
      int index = indexBefore(share);
      counts.add(index < 0 ? Count.fresh(share) : state.groups().get(index).of(share));
    }
    return new TierState(counts, balance(state.allotted()), balance(state.overflowed()));
  }

  private int indexBefore(GroupShare share) {
    for (int i = 0; i < before.size(); i++) {
      if (before.get(i).group().equals(share.group())) {
        return i;
      }
    }
    return -1;
  }

  private ShareBalance balance(ShareBalance balance) {
    if (before.equals(after)) {
      return balance;
    }
    return new HashSet<>(before).equals(new HashSet<>(after))
        ? reordered(balance)
        : carriedOver(balance);
  }

  private ShareBalance reordered(ShareBalance balance) {
    List<Integer> from = after.stream().map(this::indexBefore).toList();
    return new ShareBalance(
        from.stream().map(balance.credits()::get).toList(),
        from.stream().map(balance.worst()::get).toList(),
        balance.steady().stream().map(from::indexOf).sorted().toList());
  }

  private ShareBalance carriedOver(ShareBalance balance) {
    BigInteger[] kept =
        after.stream()
            .map(share -> Optional.of(indexBefore(share)).filter(index -> index >= 0))
            .map(index -> index.map(balance.credits()::get).orElse(BigInteger.ZERO))
            .toArray(BigInteger[]::new);
    List<BigInteger> credits = List.of(evenedOut(kept));
    return new ShareBalance(credits, credits.stream().map(BigInteger::abs).toList(), List.of());
  }

  /** The credits in units of the new plan, scaled down on the side that is too large. */
  private BigInteger[] evenedOut(BigInteger[] credits) {
    BigInteger owed = sum(credits, 1);
    BigInteger ahead = sum(credits, -1);
    if (owed.signum() == 0 || ahead.signum() == 0) {
      return Arrays.stream(credits).map(any -> BigInteger.ZERO).toArray(BigInteger[]::new);
    }
    // Multiplying each credit by the sum of the other side makes both sides equal.
    BigInteger[] even =
        Arrays.stream(credits)
            .map(credit -> credit.multiply(credit.signum() > 0 ? ahead : owed))
            .toArray(BigInteger[]::new);
    BigInteger conversation = Shares.unit(before).multiply(owed.max(ahead));
    Excess excess = worst(even);
    BigInteger bound = conversation.multiply(excess.bound());
    BigInteger doubled = excess.owed().multiply(BigInteger.TWO);
    boolean beyond = doubled.compareTo(bound) > 0;
    BigInteger numerator = Shares.unit(after).multiply(beyond ? bound : BigInteger.ONE);
    BigInteger denominator = conversation.multiply(beyond ? doubled : BigInteger.ONE);
    BigInteger[] scaled =
        Arrays.stream(even)
            .map(credit -> credit.multiply(numerator).divide(denominator))
            .toArray(BigInteger[]::new);
    return withoutRest(scaled);
  }

  /** The credit of some groups together, and twice the credit that they may have. */
  private record Excess(BigInteger owed, BigInteger bound) {}

  /** The {@code k} groups with the highest credits, for the {@code k} nearest to its bound. */
  private static Excess worst(BigInteger[] credits) {
    BigInteger[] sorted = credits.clone();
    Arrays.sort(sorted, Comparator.reverseOrder());
    Excess worst = new Excess(BigInteger.ZERO, BigInteger.ONE);
    BigInteger owed = BigInteger.ZERO;
    for (int k = 1; k < sorted.length; k++) {
      owed = owed.add(sorted[k - 1]);
      BigInteger bound = BigInteger.valueOf((long) k * (sorted.length - k));
      if (owed.multiply(worst.bound()).compareTo(worst.owed().multiply(bound)) > 0) {
        worst = new Excess(owed, bound);
      }
    }
    return worst;
  }

  private static BigInteger sum(BigInteger[] credits, int sign) {
    return Arrays.stream(credits)
        .filter(credit -> credit.signum() == sign)
        .map(BigInteger::abs)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** Subtracts the rest that rounding left, fewer units than groups, from the largest credit. */
  private static BigInteger[] withoutRest(BigInteger[] credits) {
    BigInteger rest = Arrays.stream(credits).reduce(BigInteger.ZERO, BigInteger::add);
    int largest = 0;
    for (int i = 1; i < credits.length; i++) {
      BigInteger one = credits[i].multiply(BigInteger.valueOf(rest.signum()));
      if (one.compareTo(credits[largest].multiply(BigInteger.valueOf(rest.signum()))) > 0) {
        largest = i;
      }
    }
    credits[largest] = credits[largest].subtract(rest);
    return credits;
  }
}
