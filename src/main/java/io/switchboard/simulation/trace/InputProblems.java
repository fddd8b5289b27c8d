package io.switchboard.simulation.trace;

import io.switchboard.domain.account.Violation;
import io.switchboard.simulation.trace.InvalidInputException.InputProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Gathers what is wrong with one file, and refuses it. */
final class InputProblems {
  private static final int MOST_SHOWN = 64;

  private final String file;
  private final List<InputProblem> found = new ArrayList<>();

  InputProblems(String file) {
    this.file = file;
  }

  /** Notes a problem of the file as a whole. */
  void add(String problem) {
    add(OptionalLong.empty(), Optional.empty(), problem);
  }

  /** Notes what is wrong at a place in the document. */
  void add(Violation violation) {
    add(OptionalLong.empty(), Optional.of(violation.path()), violation.problem());
  }

  /**
   * Notes a problem.
   *
   * @throws InvalidInputException when there are now as many as are gathered at most
   */
  void add(OptionalLong line, Optional<String> place, String problem) {
    found.add(new InputProblem(file, line, place, problem));
    if (found.size() == InvalidInputException.MOST_PROBLEMS) {
      refuse();
    }
  }

  /**
   * Goes on only with a file in which nothing was found.
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

  /** Foreign text made fit for one line of a terminal: short, and free of control characters. */
  static String shown(String text) {
    if (text.matches("[-+.\\w]{1," + MOST_SHOWN + "}")) {
      return text;
    }
    String start = text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text;
    return '"' + start.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}\\p{Cf}\\p{Cs}]", "?") + '"';
  }
}
