package io.switchboard.simulation.trace;

import io.switchboard.document.AccountDocument;
import io.switchboard.domain.account.Account;
import io.switchboard.simulation.Arrival;
import io.switchboard.simulation.Shift;
import io.switchboard.simulation.trace.InvalidInputException.InputProblem;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Input of a simulation. */
public record Trace(Account account, List<Arrival> arrivals, List<Shift> shifts) {

  /** Reads a trace; throws with the problems of both files when one is invalid. */
  public static Trace read(Account account, Path arrivals, Path shifts) {
    List<InputProblem> problems = new ArrayList<>();
    Trace trace =
        new Trace(
            account,
            rows(() -> ArrivalsFile.read(arrivals, account), problems),
            rows(() -> ShiftsFile.read(shifts, account), problems));
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
    return trace;
  }

  private static <T> List<T> rows(Supplier<List<T>> file, List<InputProblem> problems) {
    try {
      return file.get();
    } catch (InvalidInputException e) {
      problems.addAll(e.problems());
      return List.of();
    }
  }

  /** Returns the sample that is shipped with Switchboard. */
  public static Trace demo() throws IOException {
    Account account;
    try (InputStream document = open("account.json")) {
      account = AccountDocument.read(document);
    }
    Path copies = Files.createTempDirectory("switchboard-demo");
    Path arrivals = copies.resolve("arrivals.csv.gz");
    Path shifts = copies.resolve("shifts.csv");
    try {
      copy(arrivals);
      copy(shifts);
      return read(account, arrivals, shifts);
    } finally {
      Files.deleteIfExists(arrivals);
      Files.deleteIfExists(shifts);
      Files.delete(copies);
    }
  }

  private static void copy(Path to) throws IOException {
    try (InputStream from = open(to.getFileName().toString())) {
      Files.copy(from, to);
    }
  }

  private static InputStream open(String name) throws IOException {
    InputStream in = Trace.class.getResourceAsStream("/demo/" + name);
    if (in == null) {
      throw new FileNotFoundException("the sample's " + name + " is missing from the class path");
    }
    return in;
  }
}
