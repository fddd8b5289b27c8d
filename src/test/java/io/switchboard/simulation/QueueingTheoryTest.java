package io.switchboard.simulation;

import static io.switchboard.domain.Centre.credit;
import static io.switchboard.domain.Centre.inSkill;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.switchboard.domain.Centre;
import io.switchboard.domain.Part;
import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.simulation.ArrivalOutcome.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * Poisson arrivals, exponential handling, and equal agents with one conversation each: the
 * simulated waits lie within three standard errors of queueing theory. Times are in mean handling
 * times.
 */
@Tag("slow")
class QueueingTheoryTest {
  private static final double HANDLING = 1e9;
  private static final int ARRIVALS = 150_000;
  private static final long SEED = 1;

  /** Erlang's delay formula. */
  @ParameterizedTest
  @CsvFileSource(resources = "/queueing/erlang_c.csv", numLinesToSkip = 1)
  void waitsOfOneClassMatchErlang(int agents, double utilisation, double pWait, double meanWait) {
    List<ArrivalOutcome> outcomes = simulate(agents, new double[] {agents * utilisation});

    assertWithinThreeErrors(waited(outcomes), pWait);
    assertWithinThreeErrors(waits(outcomes), meanWait);
  }

  /** Cobham's formula for classes with strict priority in their order. */
  @ParameterizedTest
  @CsvFileSource(resources = "/queueing/cobham.csv", numLinesToSkip = 1)
  void waitsOfClassesWithLargeCreditsMatchThePrioritiesOfCobham(
      int agents, String arrivalsByClass, double pWait, String meanWaitByClass) {
    double[] expected = parse(meanWaitByClass);

    List<ArrivalOutcome> outcomes = simulate(agents, parse(arrivalsByClass));

    assertWithinThreeErrors(waited(outcomes), pWait);
    for (int i = 0; i < expected.length; i++) {
      String skill = skill(i);
      assertWithinThreeErrors(
          waits(outcomes.stream().filter(outcome -> outcome.skill().equals(skill)).toList()),
          expected[i]);
    }
  }

  /** Also checks that the errors are small enough for a meaningful comparison. */
  private static void assertWithinThreeErrors(BatchMeans measured, double expected) {
    assertThat(measured.mean()).isCloseTo(expected, within(3 * measured.standardError()));
    assertThat(measured.standardError()).isLessThan(0.08 * expected);
  }

  private static BatchMeans waits(List<ArrivalOutcome> outcomes) {
    return BatchMeans.of(outcomes.stream().map(outcome -> outcome.waited() / HANDLING).toList());
  }

  private static BatchMeans waited(List<ArrivalOutcome> outcomes) {
    return BatchMeans.of(
        outcomes.stream().map(outcome -> outcome.waited() > 0 ? 1.0 : 0.0).toList());
  }

  private static List<ArrivalOutcome> simulate(int agents, double[] ratesByClass) {
    SimulationResult result =
        Simulation.run(
            account(agents, ratesByClass.length),
            arrivals(ratesByClass),
            IntStream.range(0, agents)
                .mapToObj(i -> new Shift(agent(i), 0, Shift.NEVER, OptionalInt.empty()))
                .toList(),
            OptionalLong.empty(),
            arrived -> {},
            Set.of());
    assertThat(result.outcomes()).allMatch(outcome -> outcome.kind() == Kind.SERVED);
    return result.outcomes();
  }

  private static List<Arrival> arrivals(double[] ratesByClass) {
    SplittableRandom random = new SplittableRandom(SEED);
    double rate = Arrays.stream(ratesByClass).sum();
    double now = 0;
    List<Arrival> arrivals = new ArrayList<>(ARRIVALS);
    for (int i = 0; i < ARRIVALS; i++) {
      now += exponential(random) / rate;
      arrivals.add(
          new Arrival(
              "c" + i,
              Math.round(now * HANDLING),
              Optional.of(skill(anyClass(ratesByClass, rate * random.nextDouble()))),
              Optional.empty(),
              false,
              Math.round(exponential(random) * HANDLING),
              OptionalLong.empty(),
              Map.of()));
    }
    return arrivals;
  }

  private static double exponential(SplittableRandom random) {
    return -Math.log1p(-random.nextDouble());
  }

  private static int anyClass(double[] rates, double point) {
    int chosen = 0;
    double upTo = rates[0];
    while (point >= upTo && chosen < rates.length - 1) {
      chosen++;
      upTo += rates[chosen];
    }
    return chosen;
  }

  /** Credits larger than any wait, the largest for the first class. */
  private static AccountPolicy account(int agents, int classes) {
    String[] skills = IntStream.range(0, classes).mapToObj(i -> skill(i)).toArray(String[]::new);
    Stream<Part> credits =
        IntStream.range(0, classes)
            .mapToObj(i -> credit(720 * (classes - i) + "h", inSkill(skills[i])));
    Stream<Part> team = IntStream.range(0, agents).mapToObj(i -> Centre.agent(agent(i), skills));
    return Centre.account(Stream.concat(credits, team).toArray(Part[]::new));
  }

  private static String skill(int i) {
    return "class-" + (i + 1);
  }

  private static String agent(int i) {
    return "agent-" + i;
  }

  private static double[] parse(String numbers) {
    return Arrays.stream(numbers.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }
}
