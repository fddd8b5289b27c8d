package io.switchboard.simulation.report;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Table of texts. As text its columns are aligned and as wide as their widest cell. A cell of more
 * than {@value #WIDEST} characters is cut, and control characters, which could control a terminal,
 * become question marks.
 */
record TextTable(List<Column> columns, List<List<String>> rows) {

  private static final int WIDEST = 40;
  private static final String GAP = "  ";
  private static final String ELLIPSIS = "...";

  TextTable {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "a row of " + row.size() + " cells in a table of " + columns.size() + " columns");
      }
    }
  }

  /** Column: numbers are aligned right, names left. */
  record Column(String title, boolean right) {

    static Column name(String title) {
      return new Column(title, false);
    }

    static Column number(String title) {
      return new Column(title, true);
    }
  }

  boolean titled() {
    return columns.stream().anyMatch(column -> !column.title().isEmpty());
  }

  /** Returns the titles, if there are any, a rule and the rows; each line ends with a newline. */
  String text() {
    List<Integer> widths = IntStream.range(0, columns.size()).mapToObj(this::width).toList();
    StringBuilder text = new StringBuilder();
    if (titled()) {
      text.append(line(columns.stream().map(Column::title).toList(), widths));
      text.append(line(widths.stream().map("-"::repeat).toList(), widths));
    }
    rows.forEach(row -> text.append(line(row, widths)));
    return text.toString();
  }

  private int width(int column) {
    int widest = length(columns.get(column).title());
    for (List<String> row : rows) {
      widest = Math.max(widest, length(cut(printable(row.get(column)))));
    }
    return widest;
  }

  private String line(List<String> cells, List<Integer> widths) {
    return IntStream.range(0, cells.size())
            .mapToObj(
                at -> cell(cut(printable(cells.get(at))), widths.get(at), columns.get(at).right()))
            .collect(joining(GAP))
            .stripTrailing()
        + "\n";
  }

  private static String cell(String text, int width, boolean right) {
    String padding = " ".repeat(width - length(text));
    return right ? padding + text : text + padding;
  }

  /** Returns the text without control characters, safe for a terminal. */
  static String printable(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
  }

  private static String cut(String text) {
    return length(text) <= WIDEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, WIDEST - ELLIPSIS.length())) + ELLIPSIS;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
