package io.switchboard.chaos;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The result of a run.
 *
 * @param waits the time of each request until its answer
 * @param freezes the ended freezes
 */
record Verdict(
    long seed,
    List<Call> calls,
    List<Fault> faults,
    List<Clients.Wait> waits,
    List<Freeze> freezes,
    Judgement judgement) {

  private static final int EVIDENCE = 12;

  boolean isClean() {
    return judgement.violations().isEmpty();
  }

  void print(PrintStream out, Path folder) {
    out.printf(
        "seed %d: %d calls, %d acknowledged, %d refused, %d unknown; settled in %.1f s%n",
        seed,
        calls.size(),
        calls.stream().filter(Call::isAcknowledged).count(),
        calls.stream().filter(call -> !call.isAcknowledged() && !call.isUnknown()).count(),
        calls.stream().filter(Call::isUnknown).count(),
        seconds(judgement.settled()));
    out.printf("acknowledged: %s%n", counted(calls.stream().filter(Call::isAcknowledged).toList()));
    for (int i = 0; i < faults.size(); i++) {
      Fault fault = faults.get(i);
      long until = i + 1 < faults.size() ? faults.get(i + 1).from() : Long.MAX_VALUE;
      out.printf(
          "  %-9s %-48s longest wait for an answer %5.1f s%n",
          fault.kind(), fault.target(), seconds(longestWait(fault.from(), until)));
    }
    printFreezes(out);
    judgement.violations().forEach(violation -> print(out, violation));
    out.printf("%s; everything is in %s%n", summary(), folder);
  }

  private void printFreezes(PrintStream out) {
    List<Call> answered = calls.stream().filter(this::isSoonAfterFreeze).toList();
    long comparable = answered.stream().filter(Verdict::isCompared).count();
    long old = answered.stream().filter(Verdict::isCompared).filter(this::isOverOld).count();
    out.printf(
        "%d freezes: %d answers of nodes within 10 s after the freeze, %d of them compared with what"
            + " was known (%d over connections older than the freeze)%n",
        freezes.size(), answered.size(), comparable, old);
    out.printf(
        "in the whole run: %d answers compared, %d stale, %d late effects%n",
        calls.stream().filter(Verdict::isCompared).count(),
        violationsOf("I9"),
        violationsOf("LATE"));
  }

  private boolean isSoonAfterFreeze(Call call) {
    return freezes.stream().anyMatch(freeze -> freeze.wasAnswered(call));
  }

  private boolean isOverOld(Call call) {
    return freezes.stream()
        .anyMatch(freeze -> freeze.wasAnswered(call) && freeze.wasAskedOverOldConnection(call));
  }

  private static boolean isCompared(Call call) {
    return Sight.of(call).isPresent() || call.answer().containsKey("revision");
  }

  private long violationsOf(String rule) {
    return judgement.violations().stream().filter(one -> one.rule().equals(rule)).count();
  }

  private String summary() {
    return isClean() ? "no violation" : judgement.violations().size() + " violations";
  }

  private static Map<String, Long> counted(List<Call> calls) {
    return calls.stream()
        .collect(
            Collectors.groupingBy(
                Call::what,
                TreeMap::new,
                Collectors.mapping(Function.identity(), Collectors.counting())));
  }

  private long longestWait(long from, long until) {
    return waits.stream()
        .filter(wait -> wait.until() > from && wait.from() < until)
        .mapToLong(wait -> wait.until() - wait.from())
        .max()
        .orElse(0);
  }

  private static double seconds(long nanoseconds) {
    return nanoseconds / (double) TimeUnit.SECONDS.toNanos(1);
  }

  private static void print(PrintStream out, Violation violation) {
    out.printf("VIOLATION %s %s: %s%n", violation.rule(), violation.subject(), violation.what());
    violation.evidence().stream().limit(EVIDENCE).forEach(line -> out.println("    " + line));
  }
}
