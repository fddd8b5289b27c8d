package io.switchboard.simulation.report;

import static io.switchboard.simulation.report.TextTable.Column.name;
import static io.switchboard.simulation.report.TextTable.Column.number;

import io.switchboard.simulation.report.TextTable.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Tables of the report, which the terminal and the page share. */
final class ReportTables {

  /** Up to this number, all agents are shown. */
  static final int ALL_AGENTS = 50;

  /** Number of agents that are shown if there are more. */
  static final int BUSIEST_AGENTS = 20;

  private static final List<Column> SERVICE =
      Stream.of("within", "mean", "median", "p90", "p99", "longest").map(Column::number).toList();

  private ReportTables() {}

  /**
   * Section of the report: a table with a title.
   *
   * @param note what a reader must know about it; may be empty
   */
  record Section(String title, TextTable table, String note) {}

  /**
   * Returns the heading: one line with the account, the number of arrivals and the simulated time.
   */
  static String heading(Report report) {
    return String.format(
        Locale.ROOT,
        "%s: %d conversations in %s",
        report.account().orElse("Simulation"),
        report.totals().figures().arrivals(),
        NumberText.time(report.virtualSpanSeconds()));
  }

  /** Returns all sections that have content, in reading order. */
  static List<Section> of(Report report) {
    return Stream.of(totals(report), skills(report), groups(report), shares(report), agents(report))
        .filter(section -> !section.table().rows().isEmpty())
        .toList();
  }

  private static Section totals(Report report) {
    ServiceFigures figures = report.totals().figures();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Arrivals", count(figures.arrivals()), ""));
    rows.add(part("Served", figures.served(), figures));
    rows.add(part("Abandoned", figures.abandoned(), figures));
    rows.add(part("Waiting at the end", figures.waiting(), figures));
    rows.add(
        List.of(
            "Within response time",
            NumberText.percent(figures.withinResponseTime()),
            "of served and abandoned"));
    rows.add(
        List.of(
            "Mean wait",
            NumberText.wait(figures, WaitStatistics::meanWaitSeconds),
            "of the served"));
    rows.add(
        List.of("Median wait", NumberText.wait(figures, WaitStatistics::medianWaitSeconds), ""));
    rows.add(
        List.of(
            "90 % waited at most", NumberText.wait(figures, WaitStatistics::p90WaitSeconds), ""));
    rows.add(
        List.of(
            "99 % waited at most", NumberText.wait(figures, WaitStatistics::p99WaitSeconds), ""));
    rows.add(List.of("Longest wait", NumberText.wait(figures, WaitStatistics::maxWaitSeconds), ""));
    rows.add(
        List.of(
            "Occupancy",
            NumberText.percent(report.totals().occupancy()),
            "of the room of " + report.agents().size() + " agents on shift"));
    rows.add(List.of("Decisions", count(report.decisions()), ""));
    rows.add(
        List.of(
            "Messages",
            NumberText.perConversation(report.messagesPerConversation()),
            "a conversation"));
    rows.add(
        List.of(
            "Events",
            NumberText.perConversation(report.eventsPerConversation()),
            "a conversation"));
    rows.add(List.of("Virtual time", NumberText.time(report.virtualSpanSeconds()), ""));
    rows.add(List.of("Wall time", NumberText.time(report.wallTimeSeconds()), pace(report)));
    return new Section("Totals", new TextTable(List.of(name(""), number(""), name("")), rows), "");
  }

  private static List<String> part(String title, long part, ServiceFigures figures) {
    return List.of(
        title, count(part), NumberText.percent(ServiceFigures.share(part, figures.arrivals())));
  }

  private static String pace(Report report) {
    return report.wallTimeSeconds() <= 0
        ? ""
        : Math.round(report.totals().figures().arrivals() / report.wallTimeSeconds())
            + " conversations a second";
  }

  private static Section skills(Report report) {
    List<Column> columns =
        joined(
            List.of(
                name("skill"),
                number("arrivals"),
                number("served"),
                number("abandoned"),
                number("waiting")),
            SERVICE);
    List<List<String>> rows = report.skills().stream().map(ReportTables::skillRow).toList();
    return new Section(
        "Skills",
        new TextTable(columns, rows),
        "within: served within the skill's response time, of served and abandoned;"
            + " waits: of the served");
  }

  private static List<String> skillRow(Report.OfSkill skill) {
    ServiceFigures figures = skill.figures();
    return joined(
        List.of(
            skill.skill(),
            count(figures.arrivals()),
            count(figures.served()),
            count(figures.abandoned()),
            count(figures.waiting())),
        service(figures));
  }

  private static Section groups(Report report) {
    List<List<String>> rows =
        report.groups().stream()
            .map(
                group ->
                    servedBy(
                        List.of(
                            group.group().orElse(NumberText.NONE), count(group.agentsOnShift())),
                        group.figures(),
                        group.occupancy()))
            .toList();
    return new Section(
        "Groups",
        new TextTable(servedByColumns(name("group"), number("agents")), rows),
        "within: of those that the group served");
  }

  private static Section agents(Report report) {
    boolean all = report.agents().size() <= ALL_AGENTS;
    List<Report.OfAgent> shown = all ? report.agents() : report.busiestAgents(BUSIEST_AGENTS);
    List<List<String>> rows =
        shown.stream()
            .map(
                agent ->
                    servedBy(
                        List.of(agent.agent(), agent.group().orElse(NumberText.NONE)),
                        agent.figures(),
                        agent.occupancy()))
            .toList();
    return new Section(
        "Agents",
        new TextTable(servedByColumns(name("agent"), name("group")), rows),
        all
            ? ""
            : "the "
                + shown.size()
                + " with the highest occupancy; "
                + (report.agents().size() - shown.size())
                + " more are left out");
  }

  private static List<Column> servedByColumns(Column... first) {
    return joined(List.of(first), List.of(number("served")), SERVICE, List.of(number("occupancy")));
  }

  private static List<String> servedBy(
      List<String> first, ServiceFigures figures, OptionalDouble occupancy) {
    return joined(
        first,
        List.of(count(figures.served())),
        service(figures),
        List.of(NumberText.percent(occupancy)));
  }

  /** Returns the cells of the columns of {@link #SERVICE}. */
  private static List<String> service(ServiceFigures figures) {
    return List.of(
        NumberText.percent(figures.withinResponseTime()),
        NumberText.wait(figures, WaitStatistics::meanWaitSeconds),
        NumberText.wait(figures, WaitStatistics::medianWaitSeconds),
        NumberText.wait(figures, WaitStatistics::p90WaitSeconds),
        NumberText.wait(figures, WaitStatistics::p99WaitSeconds),
        NumberText.wait(figures, WaitStatistics::maxWaitSeconds));
  }

  @SafeVarargs
  private static <T> List<T> joined(List<T>... parts) {
    List<T> whole = new ArrayList<>();
    for (List<T> part : parts) {
      whole.addAll(part);
    }
    return whole;
  }

  private static Section shares(Report report) {
    List<Column> columns =
        List.of(
            name("skill"),
            name("tier"),
            name("group"),
            number("plan"),
            number("actual"),
            number("allotted"),
            number("diverted"),
            number("out"),
            number("in"),
            number("accepted"),
            number("deviation"),
            number("worst"));
    List<List<String>> rows =
        report.distribution().stream()
            .flatMap(skill -> skill.groups().stream().map(group -> shareRow(skill, group)))
            .toList();
    return new Section(
        "Distribution",
        new TextTable(columns, rows),
        "actual: of the conversations allotted to the tier; out, in: overflowed from and to the"
            + " group;\ndeviation: conversations allotted beyond what the group had earned, at the"
            + " end and at worst");
  }

  private static List<String> shareRow(
      SkillDistribution skill, SkillDistribution.GroupShares group) {
    return List.of(
        skill.skill(),
        group.tier().name().toLowerCase(Locale.ROOT),
        group.group(),
        Math.round(100 * group.plannedShare()) + " %",
        NumberText.percent(group.allottedShare()),
        count(group.allotted()),
        count(group.diverted()),
        count(group.overflowedFrom()),
        count(group.overflowedTo()),
        count(group.accepted()),
        NumberText.deviation(group.deviation()),
        NumberText.worst(group.worstDeviation()));
  }

  private static String count(long number) {
    return Long.toString(number);
  }
}
