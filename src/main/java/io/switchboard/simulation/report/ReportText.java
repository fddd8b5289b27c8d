package io.switchboard.simulation.report;

import static java.util.stream.Collectors.joining;

/** Report as text for a terminal. */
public final class ReportText {
  private ReportText() {}

  /**
   * Returns the report: a heading and tables, about 100 columns wide unless ids are long, the same
   * in every locale. It ends with a newline.
   */
  public static String of(Report report) {
    return TextTable.printable(ReportTables.heading(report))
        + "\n"
        + ReportTables.of(report).stream().map(ReportText::section).collect(joining());
  }

  private static String section(ReportTables.Section section) {
    String note = section.note().isEmpty() ? "" : "\n" + section.note() + "\n";
    return "\n" + section.title() + "\n\n" + section.table().text() + note;
  }
}
