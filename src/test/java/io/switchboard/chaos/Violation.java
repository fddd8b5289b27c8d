package io.switchboard.chaos;

import java.util.List;

/**
 * A rule that was broken.
 *
 * @param rule its name, such as {@code I2}
 * @param subject the conversation, agent or skill
 * @param what is wrong, in one sentence
 * @param evidence the lines of the history and of the journal that show it
 */
public record Violation(String rule, String subject, String what, List<String> evidence) {

  public Violation {
    evidence = List.copyOf(evidence);
  }
}
