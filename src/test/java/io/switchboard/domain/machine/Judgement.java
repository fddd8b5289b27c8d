package io.switchboard.domain.machine;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** Says that a rule is broken, and by what. */
final class Judgement {
  /**
   * Temporary: rules that are not judged, by the beginnings of their names, so that a search sees
   * what lies behind a fault that is known: {@code -Dconservation.ignore=I7,I6/refused}.
   */
  private static final List<String> IGNORED =
      Arrays.stream(System.getProperty("conservation.ignore", "").split(","))
          .filter(name -> !name.isBlank())
          .toList();

  private Judgement() {}

  /**
   * Judges by one rule.
   *
   * @throws Broken when it does not hold; its message begins with the name of the rule
   */
  static void check(boolean holds, String rule, Supplier<String> problem) {
    if (!holds && IGNORED.stream().noneMatch(rule::startsWith)) {
      throw new Broken(rule + ": " + problem.get());
    }
  }
}
