package io.switchboard.simulation.trace;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Table in a file of comma-separated values (RFC 4180) with a header. Blank lines are ignored. */
final class CsvTable {
  private static final Pattern PARSER_FAULT =
      Pattern.compile("(.*) \\(record starting at line (\\d+)\\)");

  private final Iterator<CsvRecord> records;
  private final Map<String, Integer> columns;
  private final InputProblems problems;

  private CsvTable(
      Iterator<CsvRecord> records, Map<String, Integer> columns, InputProblems problems) {
    this.records = records;
    this.columns = columns;
    this.problems = problems;
  }

  /** Opens a file; throws if it cannot be read, or its header is invalid. */
  static CsvTable open(Path path, CsvHeader header, InputProblems problems) {
    Iterator<CsvRecord> records = records(TextFile.read(path, problems));
    Optional<CsvRecord> first = next(records, problems);
    if (first.isEmpty()) {
      problems.add("empty; expected a header with " + header.description());
    }
    problems.refuseIfAny();
    Map<String, Integer> columns = header.columnsOf(first.orElseThrow(), problems);
    problems.refuseIfAny();
    return new CsvTable(records, columns, problems);
  }

  /** Writes a row for each value. The file is complete or not written at all. */
  static <T> void write(
      Path path, List<String> header, List<T> values, Function<T, List<String>> cells)
      throws IOException {
    TextFile.write(
        path,
        writer -> {
          CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(writer);
          csv.writeRecord(header);
          for (T value : values) {
            csv.writeRecord(cells.apply(value));
          }
          csv.flush();
        });
  }

  private static Iterator<CsvRecord> records(String text) {
    return CsvReader.builder()
        .allowUnclosedQuote(false)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .ofCsvRecord(text)
        .iterator();
  }

  List<String> columns() {
    return List.copyOf(columns.keySet());
  }

  /** Passes complete rows to the reader and records the others; throws when they are too many. */
  void forEach(Consumer<CsvRow> reader) {
    for (Optional<CsvRecord> record = next(records, problems);
        record.isPresent();
        record = next(records, problems)) {
      row(record.get(), reader);
    }
  }

  private void row(CsvRecord record, Consumer<CsvRow> reader) {
    if (record.getFieldCount() == columns.size()) {
      reader.accept(new CsvRow(record, columns, problems));
      return;
    }
    problems.add(
        OptionalLong.of(record.getStartingLineNumber()),
        Optional.empty(),
        "number of fields is %d; expected %d as in the header"
            .formatted(record.getFieldCount(), columns.size()));
  }

  /** The next record; empty at the end, and after text that is not CSV, which is recorded. */
  private static Optional<CsvRecord> next(Iterator<CsvRecord> records, InputProblems problems) {
    try {
      return records.hasNext() ? Optional.of(records.next()) : Optional.empty();
    } catch (CsvParseException e) {
      Matcher fault = PARSER_FAULT.matcher(e.getMessage());
      boolean located = fault.matches();
      problems.add(
          located ? OptionalLong.of(Long.parseLong(fault.group(2))) : OptionalLong.empty(),
          Optional.empty(),
          "not CSV: "
              + (located ? fault.group(1) : e.getMessage())
              + "; expected fields with commas, quotes or line breaks in double quotes, inner quotes"
              + " doubled");
      return Optional.empty();
    }
  }
}
