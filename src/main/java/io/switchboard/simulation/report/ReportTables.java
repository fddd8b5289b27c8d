package io.switchboard.simulation.report;

import static io.switchboard.simulation.report.TextTable.Column.number;

import io.switchboard.simulation.report.TextTable.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Tables of the report, which the terminal and the page share. */
final class ReportTables {

  /** Up to this number, all agents are shown. */
  static final int ALL_AGENTS = 50;

  /** Number of agents that are shown if there are more. */
  static final int BUSIEST_AGENTS = 20;

  private ReportTables() {}

  /** Section of the report: a table with a title and a note, which may be empty. */
  record Section(String title, TextTable table, String note) {}

  /** The heading: account, number of arrivals and simulated time in one line. */
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
    List<List<String>> rows =
        List.of(
            List.of("Arrivals", count(figures.arrivals()), ""),
            part("Served", figures.served(), figures),
            part("Abandoned", figures.abandoned(), figures),
            part("Waiting at the end", figures.waiting(), figures),
            List.of(
                "Within response time",
                NumberText.percent(figures.withinResponseTime()),
                "of served and abandoned"),
            wait("Mean wait", WaitStatistics::meanWaitSeconds, figures, "of the served"),
            wait("Median wait", WaitStatistics::medianWaitSeconds, figures, ""),
            wait("90 % waited at most", WaitStatistics::p90WaitSeconds, figures, ""),
            wait("99 % waited at most", WaitStatistics::p99WaitSeconds, figures, ""),
            wait("Longest wait", WaitStatistics::maxWaitSeconds, figures, ""),
            List.of(
                "Occupancy",
                NumberText.percent(report.totals().occupancy()),
                "of the capacity of " + report.agents().size() + " agents on shift"),
            List.of("Decisions", count(report.decisions()), ""),
            perConversation("Messages", report.messagesPerConversation()),
            perConversation("Events", report.eventsPerConversation()),
            List.of("Virtual time", NumberText.time(report.virtualSpanSeconds()), ""),
            List.of("Wall time", NumberText.time(report.wallTimeSeconds()), pace(report)));
    return new Section(
        "Totals",
        new TextTable(List.of(Column.name(""), Column.number(""), Column.name("")), rows),
        "");
  }

  private static List<String> part(String title, long part, ServiceFigures figures) {
    return List.of(
        title, count(part), NumberText.percent(ServiceFigures.share(part, figures.arrivals())));
  }

  private static List<String> wait(
      String title, ToDoubleFunction<WaitStatistics> wait, ServiceFigures figures, String note) {
    return List.of(title, NumberText.wait(figures, wait), note);
  }

  private static List<String> perConversation(String title, OptionalDouble count) {
    return List.of(title, NumberText.perConversation(count), "a conversation");
  }

  private static String pace(Report report) {
    return report.wallTimeSeconds() <= 0
        ? ""
        : Math.round(report.totals().figures().arrivals() / report.wallTimeSeconds())
            + " conversations a second";
  }

  private static Section skills(Report report) {
    return new Section(
        "Skills",
        new Table<Report.OfSkill>()
            .name("skill", Report.OfSkill::skill)
            .number("arrivals", skill -> count(skill.figures().arrivals()))
            .number("served", skill -> count(skill.figures().served()))
            .number("abandoned", skill -> count(skill.figures().abandoned()))
            .number("waiting", skill -> count(skill.figures().waiting()))
            .service(Report.OfSkill::figures)
            .of(report.skills()),
        "within: served within the skill's response time, of served and abandoned;"
            + " waits: of the served");
  }

  private static Section groups(Report report) {
    return new Section(
        "Groups",
        new Table<Report.OfGroup>()
            .name("group", group -> group.group().orElse(NumberText.NONE))
            .number("agents", group -> count(group.agentsOnShift()))
            .number("served", group -> count(group.figures().served()))
            .service(Report.OfGroup::figures)
            .number("occupancy", group -> NumberText.percent(group.occupancy()))
            .of(report.groups()),
        "within: of those that the group served");
  }

  private static Section agents(Report report) {
    boolean all = report.agents().size() <= ALL_AGENTS;
    List<Report.OfAgent> shown = all ? report.agents() : report.busiestAgents(BUSIEST_AGENTS);
    return new Section(
        "Agents",
        new Table<Report.OfAgent>()
            .name("agent", Report.OfAgent::agent)
            .name("group", agent -> agent.group().orElse(NumberText.NONE))
            .number("served", agent -> count(agent.figures().served()))
            .service(Report.OfAgent::figures)
            .number("occupancy", agent -> NumberText.percent(agent.occupancy()))
            .of(shown),
        all
            ? ""
            : "the %d with the highest occupancy; %d more are left out"
                .formatted(shown.size(), report.agents().size() - shown.size()));
  }

  /** One group of a distribution. */
  private record Share(String skill, SkillDistribution.GroupShares of) {}

  private static Section shares(Report report) {
    return new Section(
        "Distribution",
        new Table<Share>()
            .name("skill", Share::skill)
            .name("tier", share -> share.of.tier().name().toLowerCase(Locale.ROOT))
            .name("group", share -> share.of.group())
            .number("plan", share -> Math.round(100 * share.of.plannedShare()) + " %")
            .number("actual", share -> NumberText.percent(share.of.allottedShare()))
            .number("allotted", share -> count(share.of.allotted()))
            .number("diverted", share -> count(share.of.diverted()))
            .number("out", share -> count(share.of.overflowedFrom()))
            .number("in", share -> count(share.of.overflowedTo()))
            .number("accepted", share -> count(share.of.accepted()))
            .number("deviation", share -> NumberText.deviation(share.of.deviation()))
            .number("worst", share -> NumberText.worst(share.of.worstDeviation()))
            .of(
                report.distribution().stream()
                    .flatMap(
                        skill -> skill.groups().stream().map(of -> new Share(skill.skill(), of)))
                    .toList()),
        "actual: of the conversations allotted to the tier; out, in: overflowed from and to the"
            + " group;\ndeviation: conversations allotted minus those that the share earned, at the"
            + " end and at worst");
  }

  private static String count(long number) {
    return Long.toString(number);
  }

  /** Columns of a table, each with the text of its cell in a row. */
  private static final class Table<T> {
    private final List<Column> columns = new ArrayList<>();
    private final List<Function<T, String>> cells = new ArrayList<>();

    Table<T> name(String title, Function<T, String> cell) {
      return add(Column.name(title), cell);
    }

    Table<T> number(String title, Function<T, String> cell) {
      return add(Column.number(title), cell);
    }

    Table<T> service(Function<T, ServiceFigures> of) {
      return number("within", row -> NumberText.percent(of.apply(row).withinResponseTime()))
          .number("mean", row -> NumberText.wait(of.apply(row), WaitStatistics::meanWaitSeconds))
          .number(
              "median", row -> NumberText.wait(of.apply(row), WaitStatistics::medianWaitSeconds))
          .number("p90", row -> NumberText.wait(of.apply(row), WaitStatistics::p90WaitSeconds))
          .number("p99", row -> NumberText.wait(of.apply(row), WaitStatistics::p99WaitSeconds))
          .number("longest", row -> NumberText.wait(of.apply(row), WaitStatistics::maxWaitSeconds));
    }

    private Table<T> add(Column column, Function<T, String> cell) {
      columns.add(column);
      cells.add(cell);
      return this;
    }

    TextTable of(List<T> rows) {
      return new TextTable(
          columns,
          rows.stream().map(row -> cells.stream().map(cell -> cell.apply(row)).toList()).toList());
    }
  }
}
