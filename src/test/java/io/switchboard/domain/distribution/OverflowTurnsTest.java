package io.switchboard.domain.distribution;

import static io.switchboard.domain.distribution.Splits.groups;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.account.DistributionMode;
import io.switchboard.domain.account.DistributionPlan;
import io.switchboard.domain.account.GroupShare;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/**
 * Turns of overflow, separate from those of allotment and counted from the offer (routing rules,
 * section 5).
 */
class OverflowTurnsTest {
  private static final List<GroupShare> OWN = List.of(new GroupShare("own", 100));
  private static final DistributionPlan TWO_VENDORS = plan(groups(70, 30));
  private static final DistributionPlan THREE_VENDORS = plan(groups(50, 30, 20));

  private final OverflowTurns turns = new Distributor(TWO_VENDORS).overflowTurns();

  @Test
  void offersAreSharedByThePercentagesBeforeAnyAcceptance() {
    Map<String, Integer> offered = new HashMap<>();
    for (int i = 0; i < 10; i++) {
      offered.merge(offer(turns, Set.of("a", "b")).placedIn(), 1, Integer::sum);
    }

    assertThat(offered).isEqualTo(Map.of("a", 7, "b", 3));
  }

  @Test
  void aReturnedTurnIsTheNextTurn() {
    GroupAssignment first = offer(turns, Set.of("a", "b"));
    GroupAssignment second = offer(turns, Set.of("a", "b"));
    assertThat(List.of(first.placedIn(), second.placedIn())).containsExactly("a", "b");

    turns.giveBack(second);

    assertThat(offer(turns, Set.of("a", "b")).placedIn()).isEqualTo("b");
  }

  @Test
  void aTurnWithOneCapableGroupChangesNoBalance() {
    for (int i = 0; i < 5; i++) {
      assertThat(offer(turns, Set.of("b")).placedIn()).isEqualTo("b");
    }

    assertThat(turns.deviation(Ledger.Tier.SECONDARY, 1)).isZero();
  }

  @Property(seed = "1", tries = 200, shrinking = ShrinkingMode.OFF)
  void retainedTurnsKeepTijdemansBoundAfterReturnedTurnsAreTakenAgain(@ForAll Random random) {
    OverflowTurns any = new Distributor(THREE_VENDORS).overflowTurns();
    List<GroupAssignment> standing = new ArrayList<>();
    int givenBack = 0;
    for (int step = 0; step < 200; step++) {
      if (!standing.isEmpty() && random.nextInt(3) == 0) {
        any.giveBack(standing.remove(random.nextInt(standing.size())));
        givenBack++;
      } else {
        standing.add(offer(any, Set.of("a", "b", "c")));
        givenBack = Math.max(0, givenBack - 1);
      }
      if (givenBack == 0) {
        assertWithinBound(standing);
      }
    }
  }

  @Test
  void turnsContinueAfterAChangeOfTheOtherTierOrTheOrderOfGroups() {
    offer(turns, Set.of("a", "b"));
    DistributionPlan reordered = plan(List.of(new GroupShare("b", 30), new GroupShare("a", 70)));

    assertThat(offer(turns.under(reordered), Set.of("a", "b")).placedIn()).isEqualTo("b");
  }

  /** Tijdeman's bound for three groups: three quarters of a conversation. */
  private static void assertWithinBound(List<GroupAssignment> standing) {
    for (GroupShare share : THREE_VENDORS.secondary()) {
      long taken = standing.stream().filter(one -> one.placedIn().equals(share.group())).count();
      long off = Math.abs(100 * taken - (long) share.percent() * standing.size());
      assertThat(off).as("%s of %d", share, standing.size()).isLessThanOrEqualTo(75);
    }
  }

  private static GroupAssignment offer(OverflowTurns turns, Set<String> withRoom) {
    String taker = turns.next("own", withRoom::contains).orElseThrow();
    GroupAssignment placing =
        new GroupAssignment(Optional.of("own"), taker, new HashSet<>(withRoom));
    turns.take(placing);
    return placing;
  }

  private static DistributionPlan plan(List<GroupShare> secondary) {
    return new DistributionPlan(DistributionMode.CASCADE, true, OWN, secondary);
  }
}
