package io.switchboard.simulation.trace;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Refusal of input files, before anything is simulated. It has at least one problem, and at most
 * {@link #MOST_PROBLEMS} for each file.
 */
public final class InvalidInputException extends RuntimeException {

  /** Number of problems after which a file is not read any further. */
  public static final int MOST_PROBLEMS = 20;

  private static final long serialVersionUID = 1;

  private final transient List<InputProblem> problems;

  public InvalidInputException(List<InputProblem> problems) {
    super(problems.stream().map(InputProblem::toString).collect(joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Returns all problems in the order in which they were found. */
  public List<InputProblem> problems() {
    return problems;
  }

  /**
   * Problem of an input file.
   *
   * @param file the name of the file, as the caller gave it
   * @param line the line of the file, from 1; empty for the file as a whole
   * @param place the place within the line or document, such as {@code column end_s (3)} or {@code
   *     $.days}
   * @param problem one sentence that states the error and the valid input
   */
  public record InputProblem(
      String file, OptionalLong line, Optional<String> place, String problem) {

    /** Returns one line of the form {@code FILE:LINE: PLACE: PROBLEM}. */
    @Override
    public String toString() {
      return file
          + (line.isPresent() ? ":" + line.getAsLong() : "")
          + ": "
          + place.map(where -> where + ": ").orElse("")
          + problem;
    }
  }
}
