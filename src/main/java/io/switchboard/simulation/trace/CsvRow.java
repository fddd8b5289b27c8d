package io.switchboard.simulation.trace;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Row of a table. A refused cell is recorded, read as empty, and makes it not {@link #sound}. */
final class CsvRow {
  private final CsvRecord cells;
  private final Map<String, Integer> columns;
  private final InputProblems problems;
  private boolean sound = true;

  CsvRow(CsvRecord cells, Map<String, Integer> columns, InputProblems problems) {
    this.cells = cells;
    this.columns = columns;
    this.problems = problems;
  }

  /** Returns whether no cell has been refused so far. */
  boolean sound() {
    return sound;
  }

  /** Returns the line of the file in which the row begins, from 1. */
  long line() {
    return cells.getStartingLineNumber();
  }

  /** Returns the text of a cell; empty if the table does not have the column. */
  String text(String column) {
    Integer index = columns.get(column);
    return index == null ? "" : cells.getField(index);
  }

  /** Reads decimal seconds as nanoseconds; 0 if refused. */
  long seconds(String column) {
    return secondsOf(column, text(column)).orElse(0);
  }

  /** Reads decimal seconds as nanoseconds; empty if the cell is empty or refused. */
  OptionalLong secondsIfAny(String column) {
    String text = text(column);
    return text.isEmpty() ? OptionalLong.empty() : secondsOf(column, text);
  }

  private OptionalLong secondsOf(String column, String text) {
    OptionalLong nanos = DecimalSeconds.parse(text);
    if (nanos.isEmpty()) {
      refuse(column, DecimalSeconds.fault(text));
    }
    return nanos;
  }

  /** A cell by a function; empty if the cell is empty or the function returns no value. */
  <T> Optional<T> valueIfAny(String column, Function<String, Optional<T>> value, String expected) {
    String text = text(column);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<T> found = value.apply(text);
    if (found.isEmpty()) {
      refuse(column, InputProblems.shown(text) + " is unknown; expected " + expected);
    }
    return found;
  }

  /** Records a problem in one cell of the row. */
  void refuse(String column, String problem) {
    sound = false;
    problems.add(
        OptionalLong.of(line()),
        Optional.of(CsvHeader.place(column, columns.get(column))),
        problem);
  }
}
