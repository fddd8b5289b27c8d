package io.switchboard.chaos;

import java.util.List;

/**
 * A violated rule.
 *
 * @param rule its name, such as {@code I2}
 * @param subject the conversation, agent or skill
 * @param what the violation, in one sentence
 * @param evidence the lines of the history and of the journal that show it
 */
public record Violation(String rule, String subject, String what, List<String> evidence) {

  public Violation {
    evidence = List.copyOf(evidence);
  }
}
