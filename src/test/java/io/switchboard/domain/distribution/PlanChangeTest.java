package io.switchboard.domain.distribution;

import static io.switchboard.domain.distribution.Splits.groups;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.account.DistributionMode;
import io.switchboard.domain.account.DistributionPlan;
import io.switchboard.domain.account.GroupShare;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * Continuation of the ledger after a change of the plan (routing rules, section 5, "Changed
 * plans").
 */
class PlanChangeTest {
  private static final List<GroupShare> VENDORS =
      List.of(new GroupShare("vendor", 75), new GroupShare("reserve", 25));

  @Test
  void repeatedSmallChangesStarveNoGroup() {
    DistributionPlan sixty = plan(groups(60, 40), List.of());
    DistributionPlan sixtyOne = plan(groups(61, 39), List.of());
    Distributor shares = new Distributor(sixty);
    Map<String, Integer> allotted = new HashMap<>();

    for (int i = 0; i < 20; i++) {
      allotted.merge(allot(shares), 1, Integer::sum);
      shares = new Distributor(i % 2 == 0 ? sixtyOne : sixty, shares.state());
    }

    assertThat(allotted).isEqualTo(Map.of("a", 12, "b", 8));
  }

  @Test
  void aReorderedTierContinuesWithTheSameTurns() {
    Distributor original = new Distributor(plan(groups(50, 30, 20), List.of()));
    Distributor reordered = new Distributor(plan(groups(50, 30, 20), List.of()));
    List<GroupShare> backwards = new ArrayList<>(groups(50, 30, 20));
    Collections.reverse(backwards);

    for (int i = 0; i < 3; i++) {
      allot(original);
      allot(reordered);
    }
    reordered = new Distributor(plan(backwards, List.of()), reordered.state());

    assertThat(entry(reordered, "b")).isEqualTo(entry(original, "b"));
    assertThat(allot(reordered)).isEqualTo(allot(original));
  }

  @Test
  void aChangedSecondaryTierLeavesThePrimaryUnchanged() {
    Distributor original = new Distributor(plan(groups(60, 40), List.of()));
    allot(original);

    Distributor changed = new Distributor(plan(groups(60, 40), VENDORS), original.state());

    assertThat(changed.state().primary()).isEqualTo(original.state().primary());
  }

  @Test
  void remainingGroupsKeepTheirCountsAndANewGroupBeginsWithZero() {
    Distributor original = new Distributor(plan(groups(60, 40), List.of()));
    for (int i = 0; i < 7; i++) {
      allot(original);
    }

    Distributor changed = new Distributor(plan(groups(40, 40, 20), List.of()), original.state());

    assertThat(entry(changed, "a").allotted()).isEqualTo(4);
    assertThat(entry(changed, "b").allotted()).isEqualTo(3);
    assertThat(entry(changed, "c").allotted()).isZero();
    assertThat(entry(changed, "c").deviation()).isZero();
    assertThat(entry(changed, "b").deviation()).isEqualTo(entry(original, "b").deviation());
  }

  @Property(seed = "1", tries = 300, shrinking = ShrinkingMode.OFF)
  void afterAnyChangeBalancesAddUpToZeroAndKeepTheBoundForChangingSets(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 40) int changes) {
    Distributor shares = new Distributor(plan(anyTier(random), List.of()));
    for (int change = 0; change < changes; change++) {
      for (int turn = random.nextInt(5); turn > 0; turn--) {
        allot(shares, random);
      }
      shares = new Distributor(plan(anyTier(random), List.of()), shares.state());

      List<BigInteger> credits = shares.state().primary().allotted().credits();
      assertThat(credits.stream().reduce(BigInteger.ZERO, BigInteger::add)).isZero();
      assertThat(Splits.ledger(shares).isWithinBound()).isTrue();
    }
  }

  private static List<GroupShare> anyTier(Random random) {
    List<String> names = new ArrayList<>(List.of("a", "b", "c", "d", "e"));
    Collections.shuffle(names, random);
    int size = 1 + random.nextInt(names.size());
    List<GroupShare> shares = new ArrayList<>();
    int left = 100;
    for (int i = 0; i < size; i++) {
      int others = size - 1 - i;
      int percent = others == 0 ? left : 1 + random.nextInt(left - others);
      shares.add(new GroupShare(names.get(i), percent));
      left -= percent;
    }
    return shares;
  }

  private static void allot(Distributor shares, Random random) {
    List<String> groups = new ArrayList<>(shares.groups());
    Collections.shuffle(groups, random);
    Set<String> online = Set.copyOf(groups.subList(0, 1 + random.nextInt(groups.size())));
    shares.apply(shares.decide(new GroupAvailability(online, Set.of())));
  }

  private static String allot(Distributor shares) {
    Allotment allotment =
        shares.decide(new GroupAvailability(Set.copyOf(shares.groups()), Set.of()));
    shares.apply(allotment);
    return allotment.group();
  }

  private static Ledger.GroupTotals entry(Distributor shares, String group) {
    return Splits.ledger(shares).groups().stream()
        .filter(entry -> entry.group().equals(group))
        .findFirst()
        .orElseThrow();
  }

  private static DistributionPlan plan(List<GroupShare> primary, List<GroupShare> secondary) {
    return new DistributionPlan(DistributionMode.CASCADE, true, primary, secondary);
  }
}
