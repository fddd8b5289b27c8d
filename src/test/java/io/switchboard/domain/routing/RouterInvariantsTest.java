package io.switchboard.domain.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Invariants of the routing rules, section 7, on random days in random centres. */
@Tag("slow")
class RouterInvariantsTest {
  private static final int CALLS = 120;

  @Property(seed = "1", tries = 800, shrinking = ShrinkingMode.OFF)
  void allInvariantsHoldAfterEachCallOfARandomDay(@ForAll long seed) {
    new RandomDay(seed).run(CALLS);
  }

  @Property(seed = "2", tries = 50, shrinking = ShrinkingMode.OFF)
  void theSameCallsLeadToTheSameDecisions(@ForAll long seed) {
    assertThat(new RandomDay(seed).run(CALLS).watch().trace())
        .isEqualTo(new RandomDay(seed).run(CALLS).watch().trace())
        .isNotEmpty();
  }

  @Test
  void randomDaysCoverAllSubjectsOfTheInvariants() {
    Map<String, Integer> seen = new TreeMap<>();
    for (int seed = 0; seed < 100; seed++) {
      RandomDay day = new RandomDay(seed).run(CALLS);
      day.watch().seen().forEach((what, times) -> seen.merge(what, times, Integer::sum));
    }

    assertThat(seen)
        .containsOnlyKeys(
            "AGENT_SEARCH",
            "WORK_SEARCH",
            "allotted",
            "allotted to a secondary group, or to a group without room",
            "allotted within the bound",
            "answered late",
            "fell back while waiting",
            "given to an agent who had refused it",
            "given to the agent it was transferred to",
            "no longer for one agent only",
            "opened",
            "overflowed",
            "returned",
            "taken over",
            "transferred to a skill",
            "transferred to an agent")
        .allSatisfy((what, times) -> assertThat(times).as(what).isGreaterThan(20));
  }
}
