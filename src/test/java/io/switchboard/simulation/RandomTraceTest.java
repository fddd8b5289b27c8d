package io.switchboard.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.account.DynamicWeights;
import io.switchboard.domain.routing.RandomAccount;
import io.switchboard.simulation.ArrivalOutcome.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;

/** Random traces of random centres: properties of the outcomes under any decisions. */
@Tag("slow")
class RandomTraceTest {
  private static final long SECOND = 1_000_000_000;
  private static final int ARRIVALS = 150;
  private static final long[] GAPS = {0, 1, 2, 5};

  private record Trace(
      AccountPolicy account, List<Arrival> arrivals, List<Shift> shifts, OptionalLong until) {

    SimulationResult run() {
      return Simulation.run(account, arrivals, shifts, until, arrived -> {}, Set.of());
    }
  }

  @Property(seed = "1", tries = 300, shrinking = ShrinkingMode.OFF)
  void eachArrivalHasExactlyOneOutcomeAndItsTimesAddUp(@ForAll long seed) {
    Trace trace = trace(new SplittableRandom(seed));
    SimulationResult result = trace.run();

    List<Arrival> arrived =
        trace.arrivals().stream()
            .filter(arrival -> arrival.arrival() <= trace.until().orElse(Long.MAX_VALUE))
            .toList();
    assertThat(result.outcomes())
        .extracting(ArrivalOutcome::id)
        .isEqualTo(arrived.stream().map(Arrival::id).toList());
    for (int i = 0; i < arrived.size(); i++) {
      assertTimes(arrived.get(i), result.outcomes().get(i), result.ended());
    }
  }

  private static void assertTimes(Arrival arrival, ArrivalOutcome outcome, long ended) {
    long came = arrival.arrival();
    long patience = arrival.patience().orElse(Long.MAX_VALUE);
    assertThat(outcome.waited()).as("%s", outcome).isBetween(0L, patience);
    switch (outcome.kind()) {
      case SERVED -> {
        assertThat(outcome.agent()).isPresent();
        assertThat(outcome.start()).hasValue(came + outcome.waited());
        assertThat(outcome.end()).hasValue(came + outcome.waited() + arrival.handling());
      }
      case ABANDONED -> {
        assertThat(outcome.waited()).as("%s leaves at its patience", outcome).isEqualTo(patience);
        assertThat(outcome.end()).hasValue(came + patience);
        assertThat(outcome.agent()).isEmpty();
      }
      case WAITING -> {
        assertThat(outcome.waited()).as("%s waits to the end", outcome).isEqualTo(ended - came);
        assertThat(outcome.agent()).isEmpty();
      }
    }
  }

  @Property(seed = "2", tries = 300, shrinking = ShrinkingMode.OFF)
  void noAgentGetsAConversationOutsideTheirShiftsOrBeyondTheirMaximum(@ForAll long seed) {
    Trace trace = trace(new SplittableRandom(seed));
    List<ArrivalOutcome> served =
        trace.run().outcomes().stream().filter(one -> one.kind() == Kind.SERVED).toList();

    for (ArrivalOutcome outcome : served) {
      long start = outcome.start().getAsLong();
      String agent = outcome.agent().orElseThrow();
      OptionalInt maximum = maximum(trace, agent, start);
      assertThat(maximum).as("%s is on shift for %s", agent, outcome).isPresent();
      List<ArrivalOutcome> held =
          served.stream()
              .filter(other -> other.agent().equals(outcome.agent()))
              .filter(other -> other.start().getAsLong() <= start)
              .filter(other -> other.end().getAsLong() > start)
              .toList();
      assertThat(fits(trace.account(), held, maximum.getAsInt()))
          .as("%s has room for %s", agent, outcome)
          .isTrue();
    }
  }

  /**
   * The last of an agent's conversations fitted at its assignment: so at least one order was
   * possible.
   */
  private static boolean fits(AccountPolicy account, List<ArrivalOutcome> held, int maximum) {
    if (account.capacityMode() == CapacityMode.MAX_CONCURRENT) {
      return held.size() <= maximum;
    }
    long load = held.stream().mapToLong(one -> weights(account, one).activeWeight()).sum();
    Predicate<ArrivalOutcome> wasLast =
        one -> load <= maximum * DynamicWeights.ONE + weights(account, one).overdraft();
    return held.isEmpty() || held.stream().anyMatch(wasLast);
  }

  private static DynamicWeights weights(AccountPolicy account, ArrivalOutcome outcome) {
    return account.skills().get(outcome.skill()).weights();
  }

  /** The maximum of an agent's shift at a moment, its end included. */
  private static OptionalInt maximum(Trace trace, String agent, long at) {
    int own = trace.account().agents().get(agent).maxConversations();
    return trace.shifts().stream()
        .filter(shift -> shift.agent().equals(agent))
        .filter(shift -> shift.start() <= at && at <= shift.end())
        .mapToInt(shift -> shift.maxConversations().orElse(own))
        .reduce((earlier, later) -> later);
  }

  @Property(seed = "3", tries = 30, shrinking = ShrinkingMode.OFF)
  void theSameTraceHasTheSameOutcomes(@ForAll long seed) {
    Trace trace = trace(new SplittableRandom(seed));

    assertThat(trace.run().outcomes()).isEqualTo(trace.run().outcomes());
  }

  private static Trace trace(SplittableRandom random) {
    AccountPolicy account = RandomAccount.policy(random);
    List<String> skills = List.copyOf(account.skills().keySet());
    List<Arrival> arrivals = new ArrayList<>();
    long now = 0;
    for (int i = 0; i < ARRIVALS; i++) {
      now += GAPS[random.nextInt(GAPS.length)] * SECOND;
      arrivals.add(
          new Arrival(
              "c" + i,
              now,
              random.nextInt(4) == 0
                  ? Optional.empty()
                  : Optional.of(skills.get(random.nextInt(skills.size()))),
              random.nextBoolean() ? Optional.of("u" + random.nextInt(9)) : Optional.empty(),
              random.nextInt(5) == 0,
              random.nextInt(30) * SECOND,
              random.nextInt(3) == 0
                  ? OptionalLong.empty()
                  : OptionalLong.of(random.nextInt(40) * SECOND),
              Map.of("tier", random.nextBoolean() ? "vip" : "basic")));
    }
    return new Trace(
        account,
        arrivals,
        shifts(account, random),
        random.nextInt(3) == 0
            ? OptionalLong.of(random.nextInt(400) * SECOND)
            : OptionalLong.empty());
  }

  private static List<Shift> shifts(AccountPolicy account, SplittableRandom random) {
    List<Shift> shifts = new ArrayList<>();
    for (String agent : account.agents().keySet()) {
      long start = random.nextInt(60) * SECOND;
      for (int i = random.nextInt(4); i > 0; i--) {
        boolean isEndless = i == 1 && random.nextBoolean();
        long end = isEndless ? Shift.NEVER : start + (1 + random.nextInt(200)) * SECOND;
        shifts.add(
            new Shift(
                agent,
                start,
                end,
                random.nextBoolean() ? OptionalInt.of(random.nextInt(4)) : OptionalInt.empty()));
        start = end + (random.nextBoolean() ? 0 : random.nextInt(50) * SECOND);
      }
    }
    return shifts;
  }
}
