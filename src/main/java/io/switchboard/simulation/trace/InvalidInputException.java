package io.switchboard.simulation.trace;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Input files were refused, before anything ran. Carries what is wrong with them: at least one
 * problem, at most {@link #MOST_PROBLEMS} of each file.
 */
public final class InvalidInputException extends RuntimeException {

  /** After how many problems a file is not read any further. */
  public static final int MOST_PROBLEMS = 20;

  private static final long serialVersionUID = 1;

  private final transient List<InputProblem> problems;

  public InvalidInputException(List<InputProblem> problems) {
    super(problems.stream().map(InputProblem::toString).collect(joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Everything found wrong, in the order in which it was found. */
  public List<InputProblem> problems() {
    return problems;
  }

  /**
   * One thing that is wrong with an input file.
   *
   * @param file as it was named by whoever asked to read it
   * @param line of the file, from 1; empty when it is the file as a whole
   * @param place within the line or document, such as {@code column end_s (3)} or {@code $.days}
   * @param problem what is wrong and what would be right, as one sentence for a person
   */
  public record InputProblem(
      String file, OptionalLong line, Optional<String> place, String problem) {

    /** One line for a person: {@code FILE:LINE: PLACE: PROBLEM}. */
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
