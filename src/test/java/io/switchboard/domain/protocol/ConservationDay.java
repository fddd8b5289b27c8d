package io.switchboard.domain.protocol;

import io.switchboard.Records;
import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.Agent;
import io.switchboard.domain.routing.Presence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * A random contact centre on a random day without faults, checked after each step. A failing day is
 * shortened while it breaks the same rule.
 */
record ConservationDay(long seed, Account account, List<RandomStep> steps) {

  /** A violated rule. */
  record Failure(String rule, String problem, List<String> told, String situation) {}

  /** Counts of what happened, for checks of coverage. */
  static final class Tally {
    final Map<String, Integer> steps = new TreeMap<>();
    int offers;
    int sharesChecked;
  }

  /** The day of a seed, with at most this number of steps. */
  static ConservationDay of(long seed, int most) {
    Random random = new Random(seed);
    Account account = new RandomDocument(random).account();
    int count = 10 + random.nextInt(most - 10);
    List<RandomStep> steps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      steps.add(RandomStep.any(random));
    }
    return new ConservationDay(seed, account, steps);
  }

  /** Runs the day; empty if no rule was violated. */
  Optional<Failure> run(Tally tally) {
    NaiveOracle oracle = new NaiveOracle();
    List<String> told = new ArrayList<>();
    try {
      FaultFreeRouter centre = new FaultFreeRouter(account, oracle);
      oracle.watch(centre);
      Random random = new Random(seed);
      for (Agent agent : account.agents()) {
        if (random.nextInt(8) > 0) {
          centre.ask(
              Address.agent(agent.id()),
              new AgentMessage.SetPresence(Presence.ONLINE, Optional.empty()));
          told.add(agent.id() + " is ONLINE");
          oracle.atRest();
        }
      }
      for (RandomStep step : steps) {
        told.add(step.kind().toString());
        Optional<String> what = step.run(centre, oracle);
        told.remove(told.size() - 1);
        what.ifPresent(
            text -> {
              told.add(text);
              tally.steps.merge(name(step, text), 1, Integer::sum);
            });
        oracle.atRest();
      }
    } catch (RuntimeException broken) {
      String problem =
          broken instanceof Broken
              ? broken.getMessage()
              : broken + " at " + List.of(broken.getStackTrace()).subList(0, 6);
      return Optional.of(new Failure(upTo(":", problem), problem, told, oracle.situation()));
    }
    tally.offers += oracle.offers();
    tally.sharesChecked += oracle.sharesChecked();
    return Optional.empty();
  }

  private static String name(RandomStep step, String text) {
    return step.kind() == RandomStep.Kind.CONFIGURE
        ? step.kind() + " " + upTo(" ", text)
        : step.kind().toString();
  }

  private static String upTo(String end, String text) {
    int at = text.indexOf(end);
    return at < 0 ? text : text.substring(0, at);
  }

  /** The same day with fewest steps, agents and skills that break the same rule. */
  ConservationDay shortened(Failure failure) {
    ConservationDay shortest = this;
    boolean shorter = true;
    while (shorter) {
      shorter = false;
      for (ConservationDay candidate : shortest.shorterOnes()) {
        Optional<Failure> found = candidate.run(new Tally());
        if (found.filter(one -> one.rule().equals(failure.rule())).isPresent()) {
          shortest = candidate;
          shorter = true;
          break;
        }
      }
    }
    return shortest;
  }

  private List<ConservationDay> shorterOnes() {
    List<ConservationDay> shorter = new ArrayList<>();
    for (int size = steps.size() / 2; size >= 1; size /= 2) {
      for (int from = steps.size() - size; from >= 0; from -= size) {
        List<RandomStep> fewer = new ArrayList<>(steps);
        fewer.subList(from, from + size).clear();
        shorter.add(new ConservationDay(seed, account, fewer));
      }
    }
    for (int i = 0; i < account.agents().size(); i++) {
      List<Agent> fewer = new ArrayList<>(account.agents());
      fewer.remove(i);
      shorter.add(new ConservationDay(seed, Records.with(account, "agents", fewer), steps));
    }
    return shorter;
  }

  /** A readable description of a failure. */
  String describe(Failure failure) {
    return "seed %d: %s%nthe account was %s%nthis happened:%n  %s%nnow:%s"
        .formatted(
            seed,
            failure.problem(),
            DocumentText.of(account),
            String.join("\n  ", failure.told()),
            failure.situation());
  }
}
