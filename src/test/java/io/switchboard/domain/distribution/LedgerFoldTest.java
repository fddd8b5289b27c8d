package io.switchboard.domain.distribution;

import static io.switchboard.domain.distribution.Splits.groups;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.domain.account.DistributionMode;
import io.switchboard.domain.account.DistributionPlan;
import io.switchboard.domain.account.GroupShare;
import io.switchboard.domain.distribution.Distributor.State;
import io.switchboard.domain.distribution.Ledger.Tier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The ledger as a function of the applied events only. */
class LedgerFoldTest {
  private static final List<GroupShare> PRIMARY = groups(50, 30, 20);
  private static final List<GroupShare> SECONDARY =
      List.of(new GroupShare("vendor", 75), new GroupShare("reserve", 25));
  private static final DistributionPlan PLAN = plan(true, PRIMARY, SECONDARY);
  private static final Set<String> EVERYBODY = Set.of("a", "b", "c", "vendor", "reserve");
  private static final GroupAvailability CALM = new GroupAvailability(EVERYBODY, Set.of());

  /** Decisions in the order of their application. */
  private record Recording(List<Object> decisions) {
    void replayInto(Distributor distributor) {
      decisions.forEach(decision -> enter(distributor, decision));
    }
  }

  @Property(seed = "1", tries = 100, shrinking = ShrinkingMode.OFF)
  void eventsAppliedToAFreshLedgerLeadToTheSameStateAndDecisions(
      @ForAll Random random, @ForAll boolean divertArrivals) {
    Distributor original = new Distributor(plan(divertArrivals, PRIMARY, SECONDARY));
    Recording day = anyDay(original, 120, random);

    Distributor folded = new Distributor(plan(divertArrivals, PRIMARY, SECONDARY));
    day.replayInto(folded);

    assertThat(folded.state()).isEqualTo(original.state());
    assertThat(Splits.ledger(folded)).isEqualTo(Splits.ledger(original));
    assertSameFuture(folded, original, random);
  }

  @Property(seed = "2", tries = 100, shrinking = ShrinkingMode.OFF)
  void aRestoredStateLeadsToTheSameDecisions(
      @ForAll Random random, @ForAll @IntRange(max = 60) int steps) {
    Distributor original = new Distributor(PLAN);
    anyDay(original, steps, random);

    Distributor restored = new Distributor(PLAN, original.state());

    assertThat(restored.state()).isEqualTo(original.state());
    assertThat(Splits.ledger(restored)).isEqualTo(Splits.ledger(original));
    assertSameFuture(restored, original, random);
  }

  @Property(seed = "3", tries = 100, shrinking = ShrinkingMode.OFF)
  void aDecisionChangesNothingAndIsRepeatable(@ForAll Random random) {
    Distributor distributor = new Distributor(PLAN);
    anyDay(distributor, 30, random);
    State before = distributor.state();
    GroupAvailability situation = anySituation(random);

    Allotment first = distributor.decide(situation);

    assertThat(distributor.decide(situation)).isEqualTo(first);
    assertThat(distributor.state()).isEqualTo(before);
  }

  @Property(seed = "4", tries = 100, shrinking = ShrinkingMode.OFF)
  void aRecordedDayKeepsTheBoundAfterEachAllotmentAndAfterItsEnd(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 150) int recorded) {
    Distributor original = new Distributor(PLAN);
    List<Allotment> log = new ArrayList<>();
    for (int turn = 0; turn < recorded; turn++) {
      log.add(original.decide(CALM));
      original.apply(log.get(turn));
    }
    int cut = random.nextInt(recorded);
    Distributor restored = new Distributor(PLAN);
    log.subList(0, cut).forEach(restored::apply);
    restored = new Distributor(PLAN, restored.state());
    for (Allotment allotment : log.subList(cut, recorded)) {
      restored.apply(allotment);
      assertWithinBound(restored);
    }
    for (int turn = 0; turn < 100; turn++) {
      restored.apply(restored.decide(CALM));
      assertWithinBound(restored);
    }
  }

  @Test
  void aRecordedTurnIsAppliedAsItWasTaken() {
    Distributor distributor = new Distributor(PLAN);
    assertThat(distributor.decide(CALM).group()).isEqualTo("a");

    distributor.apply(new Allotment("c", Tier.PRIMARY, List.of("b", "c"), Optional.of("a"), true));

    Ledger.GroupTotals entry = Splits.ledger(distributor).groups().get(2);
    assertThat(entry.allotted()).isEqualTo(1);
    assertThat(entry.diverted()).isEqualTo(1);
    assertThat(entry.deviation()).isEqualTo(0.6);
    assertThat(Splits.ledger(distributor).groups().get(0).deviation()).isZero();
  }

  @Test
  void anAllotmentListsTheGroupsAmongWhichTheTurnWasTaken() {
    GroupAvailability situation =
        new GroupAvailability(Set.of("a", "b", "c", "vendor"), Set.of("a"));

    assertThat(new Distributor(PLAN).decide(situation))
        .isEqualTo(new Allotment("b", Tier.PRIMARY, List.of("b", "c"), Optional.of("a"), true));
    assertThat(new Distributor(PLAN).decide(CALM).undisturbedTurn()).isEmpty();
  }

  @Test
  void anAllotmentToAnUnavailableGroupIsRefused() {
    assertThatThrownBy(
            () -> new Allotment("a", Tier.PRIMARY, List.of("b"), Optional.empty(), false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a is not among [b]");
  }

  @Test
  void theLedgerContinuesAfterAChangeOfModeOrDiversion() {
    Distributor original = new Distributor(PLAN);
    anyDay(original, 50, new Random(1));

    for (DistributionPlan changed :
        List.of(
            plan(false, PRIMARY, SECONDARY),
            new DistributionPlan(DistributionMode.STATIC, true, PRIMARY, SECONDARY))) {
      assertThat(new Distributor(changed, original.state()).state()).isEqualTo(original.state());
    }
  }

  @Test
  void anEventWithAGroupOfAnotherPlanChangesNothing() {
    Distributor distributor = new Distributor(PLAN);

    distributor.apply(
        new Allotment("a", Tier.PRIMARY, List.of("a", "gone"), Optional.empty(), false));
    distributor.apply(new Allotment("a", Tier.PRIMARY, List.of("a"), Optional.of("gone"), true));
    distributor.apply(new GroupAssignment(Optional.of("a"), "gone", Set.of()));

    assertThat(distributor.state()).isEqualTo(State.fresh(PLAN));
  }

  @Test
  void anAllotmentOfAnotherPlanCountsAsAcceptedAndNotAsOverflow() {
    Distributor distributor = new Distributor(PLAN);

    distributor.apply(new GroupAssignment(Optional.of("gone"), "a", Set.of("a", "b")));

    Ledger.GroupTotals entry = Splits.ledger(distributor).groups().get(0);
    assertThat(entry.accepted()).isEqualTo(1);
    assertThat(entry.overflowedTo()).isZero();
  }

  private static Recording anyDay(Distributor distributor, int steps, Random random) {
    Recording day = new Recording(new ArrayList<>());
    GroupAvailability situation = CALM;
    for (int step = 0; step < steps; step++) {
      if (random.nextInt(8) == 0) {
        situation = anySituation(random);
      }
      Allotment allotment = distributor.decide(situation);
      enter(distributor, allotment);
      day.decisions().add(allotment);
      Set<String> free = some(random, 0.5);
      Optional<String> taker = distributor.overflowTurns().next(allotment.group(), free::contains);
      if (taker.isPresent()) {
        boolean transferred = random.nextInt(10) == 0;
        GroupAssignment placing =
            new GroupAssignment(
                transferred ? Optional.empty() : Optional.of(allotment.group()), taker.get(), free);
        enter(distributor, placing);
        day.decisions().add(placing);
      }
    }
    return day;
  }

  private static void enter(Distributor distributor, Object decision) {
    if (decision instanceof Allotment allotment) {
      distributor.apply(allotment);
    } else if (decision instanceof GroupAssignment placing) {
      distributor.apply(placing);
    }
  }

  private static void assertSameFuture(Distributor one, Distributor other, Random random) {
    for (int turn = 0; turn < 20; turn++) {
      GroupAvailability situation = anySituation(random);
      Set<String> free = some(random, 0.5);
      assertThat(one.overflowTurns().next("a", free::contains))
          .isEqualTo(other.overflowTurns().next("a", free::contains));
      assertThat(one.decide(situation)).isEqualTo(other.decide(situation));
      one.apply(one.decide(situation));
      other.apply(other.decide(situation));
    }
  }

  private static GroupAvailability anySituation(Random random) {
    return new GroupAvailability(some(random, 0.7), some(random, 0.3));
  }

  private static Set<String> some(Random random, double chance) {
    return EVERYBODY.stream()
        .sorted()
        .filter(group -> random.nextDouble() < chance)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * Tijdeman's bound: with three groups the deviation is at most three quarters of a conversation.
   */
  private static void assertWithinBound(Distributor distributor) {
    for (int group = 0; group < PRIMARY.size(); group++) {
      long turns =
          distributor.state().primary().groups().stream()
              .mapToLong(Distributor.Count::allotted)
              .sum();
      Distributor.Count count = distributor.state().primary().groups().get(group);
      long off = 100 * count.allotted() - count.share().percent() * turns;
      assertThat(Math.abs(off)).isLessThanOrEqualTo(75);
    }
  }

  private static DistributionPlan plan(
      boolean divertArrivals, List<GroupShare> primary, List<GroupShare> secondary) {
    return new DistributionPlan(DistributionMode.CASCADE, divertArrivals, primary, secondary);
  }
}
