package io.switchboard.bench;

import io.switchboard.bench.ConversationLoad.Measured;
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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Benchmark of real nodes: whole conversations a second, compared with the limits of HTTP and of
 * the database in the same run: {@code scripts/bench system}.
 */
@Command(name = "system", sortOptions = false)
public final class SystemBench implements Callable<Integer> {
  private static final String HTTP_LIMIT = "HTTP limit, calls/s";
  private static final String JOURNAL_LIMIT = "journal limit, rows/s";
  private static final String CONVERSATIONS = "conversations/s";
  private static final String BESIDE = "conversations/s, beside a backlog";
  private static final List<Double> PERCENTILES = List.of(50.0, 99.0, 99.9);
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double MILLIS = 1e3;

  private enum Database {
    H2,
    POSTGRES
  }

  @Option(names = "--database", defaultValue = "postgres")
  private Database database;

  @Option(names = "--waiting", defaultValue = "100000")
  private int waiting;

  @Mixin private final BenchOptions options = new BenchOptions(3, 180);

  private final Table table = new Table();

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new SystemBench())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    if (database == Database.H2 && options.nodes > 1) {
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
    options.report(table);
    return CommandLine.ExitCode.OK;
  }

  private Deployment deployment(Optional<DatabaseServer> server, Path folder) throws Exception {
    return server.isEmpty()
        ? Deployment.embedded(folder, options.jvm(), options.atOnce)
        : Deployment.clustered(
            options.nodes,
            new Loopback(),
            server.get(),
            folder,
            Optional.empty(),
            options.jvm(),
            options.atOnce);
  }

  private void measure(Deployment deployment, Path folder) throws Exception {
    try (HttpLimit http = HttpLimit.start(options.jvm(), options.atOnce);
        JournalLimit journal =
            database == Database.H2
                ? JournalLimit.ofH2(folder)
                : JournalLimit.ofPostgres(new Loopback().databaseAddress())) {
      Load load = deployment.load();
      ConversationLoad spread =
          online(load, Scenario.spread("spread", options.agents, options.skills));
      Map<String, ConversationLoad> others = new LinkedHashMap<>();
      others.put("one hot skill", online(load, Scenario.oneHotSkill(options.agents)));
      others.put("four groups", online(load, Scenario.fourGroups(options.agents, options.skills)));
      others.put(
          "ten skills an agent", online(load, Scenario.tenSkills(options.agents, options.skills)));
      warm(http, journal, spread, others);
      for (int round = 1; round <= options.rounds; round++) {
        say("round %d of %d", round, options.rounds);
        limits(http, journal);
        whole(deployment, spread);
        for (Map.Entry<String, ConversationLoad> other : others.entrySet()) {
          compared(other.getKey(), other.getValue());
        }
      }
      for (int round = 1; round <= options.rounds; round++) {
        for (int percent : List.of(10, 50, 80)) {
          paced(spread, percent);
        }
      }
      if (waiting > 0) {
        backlog(load, spread);
      }
    }
  }

  private static ConversationLoad online(Load load, Scenario scenario) {
    ConversationLoad conversations = new ConversationLoad(load, scenario);
    conversations.configure().join();
    conversations.attend().join();
    return conversations;
  }

  private void warm(
      HttpLimit http,
      JournalLimit journal,
      ConversationLoad spread,
      Map<String, ConversationLoad> others) {
    say("warming up for %d s", options.warm);
    Duration share = Duration.ofSeconds(options.warm).dividedBy(others.size() + 3L);
    http.callsPerSecond(share);
    journal.rowsPerSecond(share.dividedBy(2));
    closed(spread, share.multipliedBy(2));
    others.values().forEach(other -> closed(other, share.dividedBy(2)));
    closed(spread, share);
  }

  private Measured closed(ConversationLoad conversations, Duration duration) {
    Measured measured =
        conversations.closedLoop(options.atOnce, options.atOnce, Duration.ZERO, duration).join();
    conversations.settle().join();
    tell(measured);
    return measured;
  }

  private static void tell(Measured measured) {
    say(
        "  %.0f conversations/s, %d calls made again",
        measured.conversationsPerSecond(), measured.failed());
  }

  // --- what is measured ---

  private void limits(HttpLimit http, JournalLimit journal) {
    table.add(HTTP_LIMIT, http.callsPerSecond(options.round()));
    table.add(JOURNAL_LIMIT, journal.rowsPerSecond(options.round()));
  }

  private void whole(Deployment deployment, ConversationLoad spread) throws Exception {
    Usage before = deployment.usage();
    Measured measured =
        spread.closedLoop(options.atOnce, options.atOnce, Duration.ZERO, options.round()).join();
    long ended = spread.settle().join();
    Usage each = deployment.usage().since(before, ended);
    tell(measured);
    table.add(CONVERSATIONS, measured.conversationsPerSecond());
    table.add("calls/s", measured.callsPerSecond());
    table.add("calls/s to HTTP limit", measured.callsPerSecond() / table.last(HTTP_LIMIT));
    double rows = each.rows() * measured.conversationsPerSecond();
    table.add("journal rows/s to journal limit", rows / table.last(JOURNAL_LIMIT));
    table.add("events per conversation", each.events());
    table.add("writes per conversation", each.writes());
    table.add("journal rows per conversation", each.rows());
    table.add("processors of nodes, ms per conversation", each.nodes() * MILLIS);
    table.add("processors of PostgreSQL, ms per conversation", each.database() * MILLIS);
    table.add("connections taken, ms per conversation", each.connections() * MILLIS);
    latencies("", measured);
  }

  private void compared(String name, ConversationLoad conversations) {
    double perSecond = closed(conversations, options.round()).conversationsPerSecond();
    table.add("conversations/s, " + name, perSecond);
    table.add("  to spread-out, " + name, perSecond / table.last(CONVERSATIONS));
  }

  private void paced(ConversationLoad spread, int percent) {
    double perSecond = table.median(CONVERSATIONS) * percent / 100;
    say("open loop, %d %%: %.0f conversations/s", percent, perSecond);
    Measured measured = spread.openLoop(perSecond, Duration.ofSeconds(2), options.round()).join();
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
  private void backlog(Load load, ConversationLoad spread) {
    say("filling the queues with %,d conversations", waiting);
    ConversationLoad behind =
        new ConversationLoad(load, Scenario.spread("backlog", options.agents, options.skills));
    behind.configure().join();
    behind.fill(waiting, options.atOnce).join();
    for (int round = 1; round <= options.rounds; round++) {
      table.add(BESIDE, closed(spread, options.round()).conversationsPerSecond());
    }
    behind.attend().join();
    for (int round = 1; round <= options.rounds; round++) {
      Measured measured =
          behind.closedLoop(waiting, options.atOnce, Duration.ofSeconds(2), options.round()).join();
      tell(measured);
      table.add("conversations/s, behind a backlog", measured.conversationsPerSecond());
      table.add(
          "  to those beside it, behind a backlog",
          measured.conversationsPerSecond() / table.median(BESIDE));
    }
  }

  private static void say(String text, Object... arguments) {
    System.err.println(String.format(Locale.ROOT, text, arguments));
  }
}
