package io.switchboard.simulation.trace;

import io.switchboard.simulation.ArrivalOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * File of outcomes: CSV in UTF-8, compressed with gzip when the name ends in {@code .gz}. The
 * columns are {@code id,skill,outcome,agent,group,wait_s,start_s,end_s}. Times are seconds with
 * nine decimals; an absent value is an empty cell.
 */
public final class OutcomesFile {
  private static final List<String> HEADER =
      List.of("id", "skill", "outcome", "agent", "group", "wait_s", "start_s", "end_s");

  private OutcomesFile() {}

  /** Writes the outcomes in the given order. The file is complete or not written at all. */
  public static void write(Path path, List<ArrivalOutcome> outcomes) throws IOException {
    CsvTable.write(path, HEADER, outcomes, OutcomesFile::cells);
  }

  private static List<String> cells(ArrivalOutcome outcome) {
    return List.of(
        outcome.id(),
        outcome.skill(),
        outcome.kind().name(),
        outcome.agent().orElse(""),
        outcome.group().orElse(""),
        DecimalSeconds.withNineDecimals(outcome.waited()),
        seconds(outcome.start()),
        seconds(outcome.end()));
  }

  private static String seconds(OptionalLong nanos) {
    return nanos.isPresent() ? DecimalSeconds.withNineDecimals(nanos.getAsLong()) : "";
  }
}
