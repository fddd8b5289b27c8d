package io.switchboard.simulation.report;

import static java.util.stream.Collectors.joining;

import io.switchboard.simulation.SimulationResult;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Report as one self-contained page: it includes styles, data and the chart library, and its
 * content security policy forbids all requests.
 */
public final class ReportHtml {
  private static final Pattern SLOT = Pattern.compile("\\{\\{(\\w+)}}");

  private ReportHtml() {}

  /** Writes the page of a simulation and its report. */
  public static void write(Writer writer, Report report, SimulationResult result)
      throws IOException {
    Map<String, String> contents =
        Map.of(
            "title", escaped(report.account().orElse("Simulation")),
            "subtitle", escaped(subtitle(report)),
            "style", PageResources.own("report.css"),
            "numbers", numbers(report),
            "tables", ReportTables.of(report).stream().map(ReportHtml::section).collect(joining()),
            "data", json(ReportCharts.of(report, result)),
            "library", PageResources.chartLibrary(),
            "script", PageResources.own("report.js"));
    String template = PageResources.own("report.html");
    writer.write(
        SLOT.matcher(template)
            .replaceAll(slot -> Matcher.quoteReplacement(contents.get(slot.group(1)))));
  }

  private static String subtitle(Report report) {
    return report.totals().figures().arrivals()
        + " conversations, "
        + report.agents().size()
        + " agents on shift, "
        + NumberText.time(report.virtualSpanSeconds())
        + " of virtual time";
  }

  private static String numbers(Report report) {
    ServiceFigures figures = report.totals().figures();
    return number(NumberText.percent(figures.withinResponseTime()), "within response time")
        + number(NumberText.wait(figures, WaitStatistics::meanWaitSeconds), "mean wait")
        + number(NumberText.wait(figures, WaitStatistics::p90WaitSeconds), "90 % waited at most")
        + number(
            NumberText.percent(ServiceFigures.share(figures.abandoned(), figures.arrivals())),
            "abandoned")
        + number(NumberText.percent(report.totals().occupancy()), "occupancy")
        + number(worstDeviation(report), "worst deviation from plan");
  }

  private static String worstDeviation(Report report) {
    OptionalDouble worst =
        report.distribution().stream().mapToDouble(SkillDistribution::worstDeviation).max();
    return worst.isPresent() ? NumberText.worst(worst.getAsDouble()) : NumberText.NONE;
  }

  private static String number(String value, String title) {
    return "<li><b>" + escaped(value) + "</b> " + escaped(title) + "</li>\n";
  }

  private static String section(ReportTables.Section section) {
    String note = section.note().isEmpty() ? "" : "<p>" + escaped(section.note()) + "</p>\n";
    return "<section>\n<h2>"
        + escaped(section.title())
        + "</h2>\n"
        + table(section.table())
        + note
        + "</section>\n";
  }

  private static String table(TextTable table) {
    List<String> titles = table.columns().stream().map(TextTable.Column::title).toList();
    String head = table.titled() ? "<thead>" + row("th", titles, table) + "</thead>\n" : "";
    return "<table>\n"
        + head
        + "<tbody>\n"
        + table.rows().stream().map(row -> row("td", row, table)).collect(joining())
        + "</tbody>\n</table>\n";
  }

  private static String row(String element, List<String> cells, TextTable table) {
    return IntStream.range(0, cells.size())
        .mapToObj(
            at ->
                "<"
                    + element
                    + (table.columns().get(at).right() ? " class=\"number\">" : ">")
                    + escaped(cells.get(at))
                    + "</"
                    + element
                    + ">")
        .collect(joining("", "<tr>", "</tr>\n"));
  }

  /** Returns JSON that is safe in a script element: nothing in it can end the element. */
  private static String json(Object value) throws IOException {
    return ReportJson.MAPPER.writeValueAsString(value).replace("<", "\\u003c");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
