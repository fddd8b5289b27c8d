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

  /** Records a problem of the file as a whole. */
  void add(String problem) {
    add(OptionalLong.empty(), Optional.empty(), problem);
  }

  /** Records a violation at a path of the document. */
  void add(Violation violation) {
    add(OptionalLong.empty(), Optional.of(violation.path()), violation.problem());
  }

  /**
   * Records a problem.
   *
   * @throws InvalidInputException when the maximum number of problems is reached
   */
  void add(OptionalLong line, Optional<String> place, String problem) {
    found.add(new InvalidInputException.InputProblem(file, line, place, problem));
    if (found.size() == InvalidInputException.MOST_PROBLEMS) {
      refuse();
    }
  }

  /**
   * Refuses the file if it has problems.
   *
   * @throws InvalidInputException when there are problems
   */
  void refuseIfAny() {
    if (!found.isEmpty()) {
      refuse();
    }
  }

  private void refuse() {
    throw new InvalidInputException(found);
  }

  /**
   * Returns text from a file in a form that is safe for one line of a terminal: short, and without
   * control characters.
   */
  static String shown(String text) {
    if (text.matches("[-+.\\w]{1," + MOST_SHOWN + "}")) {
      return text;
    }
    String start = text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text;
    return '"' + start.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}\\p{Cf}\\p{Cs}]", "?") + '"';
  }
}
