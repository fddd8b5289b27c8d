package io.switchboard.domain.protocol;

import java.util.function.Supplier;

/** Reports violated rules. */
final class Judgement {
  private Judgement() {}

  /**
   * Checks one rule.
   *
   * @throws Broken if it is violated; its message begins with the name of the rule
   */
  static void check(boolean holds, String rule, Supplier<String> problem) {
    if (!holds) {
      throw new Broken(rule + ": " + problem.get());
    }
  }
}
