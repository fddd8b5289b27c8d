package io.switchboard.simulation.trace;

import io.switchboard.domain.account.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Problems of one input file, and its refusal. */
final class InputProblems {
  private static final int MOST_SHOWN = 64;

  private final String file;
  private final List<InvalidInputException.InputProblem> found = new ArrayList<>();

  InputProblems(String file) {
    this.file = file;
  }

  void add(String problem) {
    add(OptionalLong.empty(), Optional.empty(), problem);
  }

  void add(Violation violation) {
    add(OptionalLong.empty(), Optional.of(violation.path()), violation.problem());
  }

  /** Records a problem; throws when the maximum number is reached. */
  void add(OptionalLong line, Optional<String> place, String problem) {
    found.add(new InvalidInputException.InputProblem(file, line, place, problem));
    if (found.size() == InvalidInputException.MOST_PROBLEMS) {
      refuse();
    }
  }

  /** Refuses the file if it has problems. */
  void refuseIfAny() {
    if (!found.isEmpty()) {
      refuse();
    }
  }

  private void refuse() {
    throw new InvalidInputException(found);
  }

  /** Text from a file, safe for one line of a terminal: short, without control characters. */
  static String shown(String text) {
    if (text.matches("[-+.\\w]{1," + MOST_SHOWN + "}")) {
      return text;
    }
    String start = text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text;
    return '"' + start.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}\\p{Cf}\\p{Cs}]", "?") + '"';
  }
}
