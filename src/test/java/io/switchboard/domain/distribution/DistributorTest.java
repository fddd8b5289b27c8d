package io.switchboard.domain.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.switchboard.domain.account.DistributionMode;
import io.switchboard.domain.account.DistributionPlan;
import io.switchboard.domain.account.GroupShare;
import io.switchboard.domain.distribution.Ledger.GroupTotals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DistributorTest {
  private static final List<GroupShare> PRIMARY =
      List.of(new GroupShare("north", 60), new GroupShare("south", 40));
  private static final List<GroupShare> SECONDARY =
      List.of(new GroupShare("vendor", 75), new GroupShare("reserve", 25));
  private static final Set<String> ALL = Set.of("north", "south", "vendor", "reserve");

  @Property(seed = "1", tries = 100, shrinking = ShrinkingMode.OFF)
  void theLedgerIsWithinTheBoundAfterEachAllotment(
      @ForAll Random random, @ForAll @IntRange(min = 2, max = 8) int groups) {
    List<GroupShare> primary = anyShares(groups, random);
    Distributor distributor =
        new Distributor(new DistributionPlan(DistributionMode.CASCADE, true, primary, List.of()));
    GroupAvailability everybody =
        new GroupAvailability(
            Set.copyOf(primary.stream().map(GroupShare::group).toList()), Set.of());
    long scale = 2L * (groups - 1);
    for (int turn = 1; turn <= 150; turn++) {
      distributor.apply(distributor.decide(everybody));
      for (GroupTotals entry : Splits.ledger(distributor).groups()) {
        long off = 100 * entry.allotted() - (long) entry.percent() * turn;
        assertThat(Math.abs(off) * scale).isLessThanOrEqualTo(100 * (scale - 1));
        assertThat(entry.deviation()).isEqualTo(off / 100.0, within(1e-9));
        assertThat(entry.worstDeviation())
            .isBetween(Math.abs(off) / 100.0 - 1e-9, 1 - 1.0 / scale + 1e-9);
        assertThat(entry.diverted()).isZero();
      }
    }
  }

  @Test
  void primaryGroupsGoBeforeAnyNumberOfFreeSecondaryGroups() {
    Distributor distributor = cascade(true);

    assertThat(allot(distributor, 10, new GroupAvailability(ALL, Set.of())))
        .containsOnly("north", "south")
        .filteredOn("north"::equals)
        .hasSize(6);
  }

  @Test
  void arrivalsPassOverAnOverwhelmedGroupAndTheLedgerCountsThem() {
    Distributor distributor = cascade(true);

    assertThat(allot(distributor, 10, new GroupAvailability(ALL, Set.of("north"))))
        .containsOnly("south");

    assertThat(entry(distributor, "south").allotted()).isEqualTo(10);
    assertThat(entry(distributor, "south").diverted()).isEqualTo(6);
    assertThat(entry(distributor, "south").deviation()).isZero();
  }

  @Test
  void secondaryGroupsShareTheConversationsWithoutAvailablePrimaryGroups() {
    Distributor distributor = cascade(true);

    assertThat(allot(distributor, 8, new GroupAvailability(ALL, Set.of("north", "south"))))
        .containsOnly("vendor", "reserve")
        .filteredOn("vendor"::equals)
        .hasSize(6);
    assertThat(entry(distributor, "vendor").diverted()).isEqualTo(6);
  }

  @Test
  void aPrimaryGroupWithOnlineAgentsIsChosenWhenAllGroupsAreOverwhelmed() {
    Distributor distributor = cascade(true);

    assertThat(allot(distributor, 5, new GroupAvailability(Set.of("south", "vendor"), ALL)))
        .containsOnly("south");
  }

  @Test
  void primaryGroupsShareByPercentageWithoutOnlineAgents() {
    Distributor distributor = cascade(true);

    assertThat(allot(distributor, 10, new GroupAvailability(Set.of(), Set.of())))
        .containsOnly("north", "south")
        .filteredOn("north"::equals)
        .hasSize(6);
  }

  @Test
  void withoutDiversionAnArrivalWaitsEvenForAnOverwhelmedGroup() {
    Distributor distributor = cascade(false);

    assertThat(allot(distributor, 10, new GroupAvailability(ALL, Set.of("north"))))
        .filteredOn("north"::equals)
        .hasSize(6);
    assertThat(allot(distributor, 10, new GroupAvailability(Set.of("south"), Set.of())))
        .containsOnly("south");
  }

  @Test
  void staticPercentagesAreKeptForAnyOnlineGroups() {
    Distributor distributor =
        new Distributor(new DistributionPlan(DistributionMode.STATIC, true, PRIMARY, SECONDARY));

    assertThat(allot(distributor, 10, new GroupAvailability(Set.of("vendor"), Set.of("north"))))
        .containsOnly("north", "south")
        .filteredOn("north"::equals)
        .hasSize(6);
  }

  @Test
  void overflowGoesToTheOwnGroupThenToPrimaryThenToSecondaryGroupsByShare() {
    Distributor distributor = cascade(true);

    assertThat(distributor.overflowTurns().next("north", ALL::contains)).contains("north");
    assertThat(distributor.overflowTurns().next("north", Set.of("south", "vendor")::contains))
        .contains("south");
    assertThat(distributor.overflowTurns().next("north", Set.of("vendor", "reserve")::contains))
        .contains("vendor");
    assertThat(distributor.overflowTurns().next("north", Set.of()::contains)).isEmpty();
  }

  @Test
  void theLedgerCountsOverflowsBySourceAndTarget() {
    Distributor distributor = cascade(true);
    List<String> takers = new ArrayList<>();

    for (int i = 0; i < 8; i++) {
      Set<String> free = Set.of("vendor", "reserve");
      String taker = distributor.overflowTurns().next("north", free::contains).orElseThrow();
      distributor.apply(new GroupAssignment(Optional.of("north"), taker, free));
      takers.add(taker);
    }
    distributor.apply(new GroupAssignment(Optional.of("north"), "north", Set.of()));

    assertThat(takers).filteredOn("vendor"::equals).hasSize(6);
    assertThat(entry(distributor, "vendor").overflowedTo()).isEqualTo(6);
    assertThat(entry(distributor, "reserve").overflowedTo()).isEqualTo(2);
    assertThat(entry(distributor, "north").overflowedFrom()).isEqualTo(8);
    assertThat(entry(distributor, "north").accepted()).isEqualTo(1);
  }

  private static Distributor cascade(boolean divertArrivals) {
    return new Distributor(
        new DistributionPlan(DistributionMode.CASCADE, divertArrivals, PRIMARY, SECONDARY));
  }

  private static List<String> allot(
      Distributor distributor, int times, GroupAvailability situation) {
    List<String> allotted = new ArrayList<>();
    for (int turn = 0; turn < times; turn++) {
      Allotment allotment = distributor.decide(situation);
      distributor.apply(allotment);
      allotted.add(allotment.group());
    }
    return allotted;
  }

  private static GroupTotals entry(Distributor distributor, String group) {
    return Splits.ledger(distributor).groups().stream()
        .filter(entry -> entry.group().equals(group))
        .findFirst()
        .orElseThrow();
  }

  private static List<GroupShare> anyShares(int groups, Random random) {
    int[] split = new int[groups];
    Arrays.fill(split, 1);
    for (int left = 100 - groups; left > 0; left--) {
      split[random.nextInt(1 + random.nextInt(groups))]++;
    }
    return Splits.groups(split);
  }
}
