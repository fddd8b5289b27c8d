package io.switchboard.bench;

import io.switchboard.bench.Lives.Measured;
import io.switchboard.processes.DatabaseServer;
import io.switchboard.processes.Loopback;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Benchmark of real nodes: whole conversations a second, compared with the limits of HTTP and of
 * the database in the same run: {@code scripts/bench system}.
 */
@Command(name = "system", sortOptions = false)
public final class SystemBench implements Callable<Integer> {
  private static final String HTTP_LIMIT = "HTTP limit, calls/s";
  private static final String JOURNAL_LIMIT = "journal limit, rows/s";
  private static final String LIVES = "whole lives/s";
  private static final String BESIDE = "whole lives/s, beside a backlog";
  private static final List<Double> PERCENTILES = List.of(50.0, 99.0, 99.9);
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double MILLIS = 1e3;

  private enum Database {
    H2,
    POSTGRES
  }

  @Option(names = "--database", defaultValue = "postgres")
  private Database database;

  @Option(names = "--nodes", defaultValue = "1")
  private int nodeCount;

  @Option(names = "--agents", defaultValue = "100")
  private int agents;

  @Option(names = "--skills", defaultValue = "10")
  private int skills;

  @Option(names = "--seconds", defaultValue = "10")
  private int seconds;

  @Option(names = "--rounds", defaultValue = "3")
  private int rounds;

  @Option(names = "--warm", defaultValue = "180")
  private int warm;

  @Option(names = "--at-once", defaultValue = "128")
  private int atOnce;

  @Option(names = "--waiting", defaultValue = "100000")
  private int waiting;

  @Option(names = "--java", defaultValue = "-XX:+UseSerialGC -Xms1g -Xmx1g -Xmn400m")
  private String java;

  @Option(names = "--json")
  private Path json;

  private final Table table = new Table();

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new SystemBench())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    if (database == Database.H2 && nodeCount > 1) {
      System.err.println("several nodes need --database postgres");
      return CommandLine.ExitCode.USAGE;
    }
    Path folder = Files.createTempDirectory("switchboard-bench");
    Optional<DatabaseServer> server = Optional.empty();
    if (database == Database.POSTGRES) {
      server = Optional.of(DatabaseServer.create(folder));
    }
    try (Deployment deployment = deployment(server, folder)) {
      measure(deployment, folder);
    } finally {
      server.ifPresent(DatabaseServer::stopAtOnce);
    }
    System.out.println(table);
    if (json != null) {
      Files.writeString(json, table.json());
    }
    return CommandLine.ExitCode.OK;
  }

  private Deployment deployment(Optional<DatabaseServer> server, Path folder) throws Exception {
    return server.isEmpty()
        ? Deployment.embedded(folder, options(), atOnce)
        : Deployment.clustered(
            nodeCount, new Loopback(), server.get(), folder, Optional.empty(), options(), atOnce);
  }

  private List<String> options() {
    return List.of(java.split(" "));
  }

  private void measure(Deployment deployment, Path folder) throws Exception {
    try (HttpLimit http = HttpLimit.start(options(), atOnce);
        JournalLimit journal =
            database == Database.H2
                ? JournalLimit.ofH2(folder)
                : JournalLimit.ofPostgres(new Loopback().databaseAddress())) {
      Load load = deployment.load();
      Lives spread = lives(load, Scenario.spread("spread", agents, skills));
      Map<String, Lives> others = new LinkedHashMap<>();
      others.put("one hot skill", lives(load, Scenario.oneHotSkill(agents)));
      others.put("four groups", lives(load, Scenario.fourGroups(agents, skills)));
      others.put("ten skills an agent", lives(load, Scenario.tenSkills(agents, skills)));
      warm(http, journal, spread, others);
      for (int round = 1; round <= rounds; round++) {
        say("round %d of %d", round, rounds);
        limits(http, journal);
        whole(deployment, spread);
        for (Map.Entry<String, Lives> other : others.entrySet()) {
          compared(other.getKey(), other.getValue());
        }
      }
      for (int round = 1; round <= rounds; round++) {
        for (int percent : List.of(10, 50, 80)) {
          paced(spread, percent);
        }
      }
      if (waiting > 0) {
        backlog(load, spread);
      }
    }
  }

  private static Lives lives(Load load, Scenario scenario) {
    Lives lives = new Lives(load, scenario);
    lives.configure().join();
    lives.attend().join();
    return lives;
  }

  private void warm(HttpLimit http, JournalLimit journal, Lives spread, Map<String, Lives> others) {
    say("warming up for %d s", warm);
    Duration share = Duration.ofSeconds(warm).dividedBy(others.size() + 3L);
    http.callsPerSecond(share);
    journal.rowsPerSecond(share.dividedBy(2));
    closed(spread, share.multipliedBy(2));
    others.values().forEach(other -> closed(other, share.dividedBy(2)));
    closed(spread, share);
  }

  private Measured closed(Lives lives, Duration duration) {
    Measured measured = lives.closedLoop(atOnce, atOnce, Duration.ZERO, duration).join();
    lives.settle().join();
    tell(measured);
    return measured;
  }

  private static void tell(Measured measured) {
    say("  %.0f lives/s, %d calls made again", measured.livesPerSecond(), measured.failed());
  }

  private Duration round() {
    return Duration.ofSeconds(seconds);
  }

  // --- what is measured ---

  private void limits(HttpLimit http, JournalLimit journal) {
    table.add(HTTP_LIMIT, http.callsPerSecond(round()));
    table.add(JOURNAL_LIMIT, journal.rowsPerSecond(round()));
  }

  private void whole(Deployment deployment, Lives spread) throws Exception {
    Usage before = deployment.usage();
    Measured measured = spread.closedLoop(atOnce, atOnce, Duration.ZERO, round()).join();
    long lives = spread.settle().join();
    Usage each = deployment.usage().since(before, lives);
    tell(measured);
    table.add(LIVES, measured.livesPerSecond());
    table.add("calls/s", measured.callsPerSecond());
    table.add("calls/s to HTTP limit", measured.callsPerSecond() / table.last(HTTP_LIMIT));
    double facts = each.facts() * measured.livesPerSecond();
    table.add("facts/s to journal limit", facts / table.last(JOURNAL_LIMIT));
    table.add("facts a life", each.facts());
    table.add("writes a life", each.writes());
    table.add("processors of nodes, ms a life", each.nodes() * MILLIS);
    table.add("processors of PostgreSQL, ms a life", each.database() * MILLIS);
    table.add("connections taken, ms a life", each.connections() * MILLIS);
    latencies("", measured);
  }

  private void compared(String name, Lives lives) {
    double perSecond = closed(lives, round()).livesPerSecond();
    table.add("whole lives/s, " + name, perSecond);
    table.add("  to spread-out, " + name, perSecond / table.last(LIVES));
  }

  private void paced(Lives spread, int percent) {
    double perSecond = table.median(LIVES) * percent / 100;
    say("open loop, %d %%: %.0f lives/s", percent, perSecond);
    Measured measured = spread.openLoop(perSecond, Duration.ofSeconds(2), round()).join();
    spread.settle().join();
    latencies("at %d %%: ".formatted(percent), measured);
  }

  private void latencies(String when, Measured measured) {
    latencies(when + "start to offer", measured.toOffer());
    latencies(when + "call", measured.calls());
  }

  private void latencies(String what, Histogram nanoseconds) {
    for (double percentile : PERCENTILES) {
      table.add(
          "%s, p%s, ms".formatted(what, percentile),
          nanoseconds.getValueAtPercentile(percentile) / NANOS_PER_MILLI);
    }
  }

  /**
   * The load as before with a backlog: new conversations wait at its end, and offered ones have
   * waited the longest. Compared with the load before its agents come online, because afterwards
   * they are never idle.
   */
  private void backlog(Load load, Lives spread) {
    say("filling the lines with %,d conversations", waiting);
    Lives behind = new Lives(load, Scenario.spread("backlog", agents, skills));
    behind.configure().join();
    behind.fill(waiting, atOnce).join();
    for (int round = 1; round <= rounds; round++) {
      table.add(BESIDE, closed(spread, round()).livesPerSecond());
    }
    behind.attend().join();
    for (int round = 1; round <= rounds; round++) {
      Measured measured = behind.closedLoop(waiting, atOnce, Duration.ofSeconds(2), round()).join();
      tell(measured);
      table.add("whole lives/s, behind a backlog", measured.livesPerSecond());
      table.add(
          "  to those beside it, behind a backlog",
          measured.livesPerSecond() / table.median(BESIDE));
    }
  }

  private static void say(String text, Object... arguments) {
    System.err.println(String.format(Locale.ROOT, text, arguments));
  }
}
