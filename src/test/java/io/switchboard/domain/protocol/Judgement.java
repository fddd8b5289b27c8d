package io.switchboard.domain.protocol;

import java.util.function.Supplier;

/** Says that a rule is broken, and by what. */
final class Judgement {
  private Judgement() {}

  /**
   * Judges by one rule.
   *
   * @throws Broken when it does not hold; its message begins with the name of the rule
   */
  static void check(boolean holds, String rule, Supplier<String> problem) {
    if (!holds) {
      throw new Broken(rule + ": " + problem.get());
    }
  }
}
