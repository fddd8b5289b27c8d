package io.switchboard.simulation.trace;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Columns of a kind of file, in any order.
 *
 * @param required the columns that must be present
 * @param optional the columns that may be present
 * @param family the prefix of further columns; empty: there are none
 */
record CsvHeader(List<String> required, List<String> optional, Optional<String> family) {

  /** Returns the index of each column of this header, from 0, in its order; records violations. */
  Map<String, Integer> columnsOf(CsvRecord header, InputProblems problems) {
    OptionalLong line = OptionalLong.of(header.getStartingLineNumber());
    Map<String, Integer> columns = new LinkedHashMap<>();
    for (int i = 0; i < header.getFieldCount(); i++) {
      String name = header.getField(i);
      Integer earlier = columns.putIfAbsent(name, i);
      Optional<String> place = Optional.of(place(name, i));
      if (!isKnown(name)) {
        problems.add(line, place, "unknown; expected only " + description());
      } else if (earlier != null) {
        problems.add(
            line,
            place,
            "the same as column " + (earlier + 1) + "; expected a column of each name once");
      }
    }
    for (String name : required) {
      if (!columns.containsKey(name)) {
        problems.add(line, Optional.of("column " + name), "missing; expected " + description());
      }
    }
    return Collections.unmodifiableMap(columns);
  }

  private boolean isKnown(String name) {
    return required.contains(name)
        || optional.contains(name)
        || family
            .filter(name::startsWith)
            .filter(start -> IdSyntax.isPrintable(name.substring(start.length())))
            .isPresent();
  }

  String description() {
    String more =
        Stream.concat(optional.stream(), family.map(start -> start + "NAME").stream())
            .collect(Collectors.joining(", "));
    return String.join(", ", required) + " and optionally " + more;
  }

  /** Returns the name of a column in messages: its title, and its number from 1. */
  static String place(String column, int index) {
    return "column " + InputProblems.shown(column) + " (" + (index + 1) + ")";
  }
}
