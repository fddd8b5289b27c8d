package io.switchboard.cli;

import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.simulation.Simulation;
import io.switchboard.simulation.SimulationResult;
import io.switchboard.simulation.report.ExplanationText;
import io.switchboard.simulation.report.Report;
import io.switchboard.simulation.report.ReportHtml;
import io.switchboard.simulation.report.ReportJson;
import io.switchboard.simulation.report.ReportText;
import io.switchboard.simulation.trace.InvalidInputException;
import io.switchboard.simulation.trace.OutcomesFile;
import io.switchboard.simulation.trace.TextFile;
import io.switchboard.simulation.trace.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Command that routes a trace in virtual time and reports assignments and waiting times. */
@Command(
    name = "simulate",
    sortOptions = false,
    subcommands = GenerateCommand.class,
    customSynopsis = {
      "switchboard simulate --account ACCOUNT.json --arrivals ARRIVALS.csv --shifts SHIFTS.csv"
          + " [OPTIONS]",
      "  or:  switchboard simulate --demo [OPTIONS]",
      "  or:  switchboard simulate generate --help"
    },
    header = "Routes conversations in virtual time and reports assignments and waiting times.",
    description = {
      "",
      "Reads the document of an account, the shifts of its agents and the arrivals of"
          + " conversations, and makes each decision that the router would have made. Prints the"
          + " waiting times, the conversations served within the response time, the occupancy of"
          + " the agents, and the deviation from the percentages of the agent groups.",
      ""
    },
    footer = {
      "",
      "ARRIVALS.csv, compressed with gzip when its name ends in .gz, one conversation a row:",
      "  id,arrival_s,skill,consumer,urgent,handling_s,patience_s,attr.ctmrinfo.ctype",
      "  c1,28800.5,billing,ann,false,240,90,vip",
      "Seconds count from the start and may have decimals. Only id, arrival_s and handling_s are",
      "required; the order of the columns is free. Empty skill: skill selection decides. Empty",
      "consumer: anonymous. Empty patience_s: the consumer never leaves. Any number of attr.NAME",
      "columns.",
      "",
      "SHIFTS.csv, one shift a row:",
      "  agent,start_s,end_s,max_conversations",
      "  agent-01,28800,57600,3",
      "Empty end_s: the shift never ends. max_conversations is optional; default: that of the account.",
      "",
      "Examples:",
      "  switchboard simulate --demo --html demo.html",
      "      routes the sample that is part of Switchboard, and draws plots",
      "  switchboard simulate --account bank.json --arrivals may.csv.gz --shifts may-shifts.csv \\",
      "      --report may.json",
      "      routes your own trace, and writes the figures for other programs",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the simulation is complete and its results are written",
      "1:another error, such as a full disk",
      "2:the command or a file is invalid; nothing was run"
    })
public final class SimulateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--account", paramLabel = "ACCOUNT.json", description = "The account.")
  private Path account;

  @Option(
      names = "--arrivals",
      paramLabel = "ARRIVALS.csv",
      description = "The conversations; see below.")
  private Path arrivals;

  @Option(
      names = "--shifts",
      paramLabel = "SHIFTS.csv",
      description = "The shifts of the agents; see below.")
  private Path shifts;

  @Option(
      names = "--demo",
      description = "Uses the sample that is part of Switchboard instead of the three files.")
  private boolean demo;

  @Option(
      names = "--until",
      paramLabel = "SECONDS",
      converter = SecondsConverter.class,
      description = "Stops at this time. Default: when nothing more can happen.")
  private Long until;

  @Option(
      names = "--outcomes",
      paramLabel = "OUT.csv",
      description = "Writes the outcome of each conversation, in the order of arrival.")
  private Path outcomes;

  @Option(
      names = "--report",
      paramLabel = "REPORT.json",
      description = "Writes the report for other programs.")
  private Path report;

  @Option(
      names = "--html",
      paramLabel = "PAGE.html",
      description = "Writes the report as one page with plots, which needs no network.")
  private Path html;

  @Option(
      names = "--explain",
      paramLabel = "ID",
      description = "Prints the reasons of each decision about this conversation. May be repeated.")
  private List<String> explain = List.of();

  @Override
  public Integer call() throws IOException {
    checkInputs();
    checkOutputs();
    Trace trace = demo ? Trace.demo() : read();
    checkExplained(trace);
    SimulationProgress progress =
        new SimulationProgress(
            trace.arrivals().size(), spec.commandLine().getErr(), System::nanoTime);
    long started = System.nanoTime();
    SimulationResult result =
        Simulation.run(
            AccountPolicy.of(trace.account()),
            trace.arrivals(),
            trace.shifts(),
            until == null ? OptionalLong.empty() : OptionalLong.of(until),
            progress,
            Set.copyOf(explain));
    Duration wallTime = Duration.ofNanos(System.nanoTime() - started);
    write(Report.of(trace.account(), result, wallTime), result);
    return ExitCode.OK;
  }

  private void checkInputs() {
    List<String> missing =
        spec.options().stream()
            .filter(
                option ->
                    Set.of("--account", "--arrivals", "--shifts").contains(option.longestName()))
            .filter(option -> option.getValue() == null)
            .map(option -> option.longestName())
            .toList();
    if (demo && missing.size() < 3) {
      throw refused("--demo has its own account, arrivals and shifts; omit the three options");
    }
    if (!demo && !missing.isEmpty()) {
      throw refused("missing " + String.join(", ", missing) + " (or try --demo)");
    }
  }

  private void checkOutputs() {
    Set<Path> used = new HashSet<>();
    Stream.of(account, arrivals, shifts)
        .filter(Objects::nonNull)
        .forEach(input -> used.add(input.toAbsolutePath().normalize()));
    for (Path output : Stream.of(outcomes, report, html).filter(Objects::nonNull).toList()) {
      Path place = output.toAbsolutePath().normalize();
      if (!used.add(place)) {
        throw refused(output + " cannot be written: it is named twice");
      }
      if (Files.isDirectory(place)) {
        throw refused(output + " cannot be written: it is a directory");
      }
      if (!Files.isDirectory(place.getParent())) {
        throw refused(output + " cannot be written: " + place.getParent() + " is not a directory");
      }
    }
  }

  private void checkExplained(Trace trace) {
    Set<String> unknown = new LinkedHashSet<>(explain);
    trace.arrivals().forEach(arrival -> unknown.remove(arrival.id()));
    if (!unknown.isEmpty()) {
      throw refused("--explain: no arrival has the id " + String.join(", ", unknown));
    }
  }

  private Trace read() {
    Account read = AccountFile.read(account, spec.commandLine());
    try {
      return Trace.read(read, arrivals, shifts);
    } catch (InvalidInputException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void write(Report figures, SimulationResult result) throws IOException {
    spec.commandLine().getOut().print(ReportText.of(figures));
    for (SimulationResult.Explained explained : result.explanations()) {
      spec.commandLine().getOut().print(ExplanationText.of(explained));
    }
    spec.commandLine().getOut().flush();
    if (outcomes != null) {
      OutcomesFile.write(outcomes, result.outcomes());
    }
    if (report != null) {
      TextFile.write(report, writer -> ReportJson.write(writer, figures));
    }
    if (html != null) {
      TextFile.write(html, writer -> ReportHtml.write(writer, figures, result));
    }
  }

  private ParameterException refused(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
