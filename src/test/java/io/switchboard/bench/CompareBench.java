package io.switchboard.bench;

import io.switchboard.bench.ConversationLoad.Measured;
import io.switchboard.processes.DatabaseServer;
import io.switchboard.processes.Loopback;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Compares two deployments under the same load: {@code scripts/bench system --baseline REF}. Their
 * rounds alternate, so that other load of the machine affects both.
 */
@Command(name = "system --baseline", sortOptions = false)
public final class CompareBench implements Callable<Integer> {
  private static final String BASELINE = "baseline";
  private static final int PORTS_APART = 1_000;
  private static final double MILLIS = 1e3;
  private static final double NANOS_PER_MILLI = 1e6;

  /** The folder of the other version, built. */
  @Option(names = "--baseline", required = true)
  private Path other;

  @Option(names = "--baseline-nodes", defaultValue = "1")
  private int baselineNodes;

  @Option(names = "--accounts", defaultValue = "1")
  private int accounts;

  @Mixin private final BenchOptions options = new BenchOptions(5, 60);

  private final Table table = new Table();

  /** One of the two deployments, with its load. */
  private record Side(String name, Deployment deployment, AccountsLoad load) {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new CompareBench()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("switchboard-bench");
    DatabaseServer server = DatabaseServer.create(folder);
    server.createDatabase(new Loopback().databaseAddress(), BASELINE);
    try (Deployment baseline =
            Deployment.clustered(
                baselineNodes,
                new Loopback(PORTS_APART, BASELINE),
                server,
                folder.resolve(BASELINE),
                Optional.of(other),
                options.jvm(),
                options.atOnce);
        Deployment present =
            Deployment.clustered(
                options.nodes,
                new Loopback(),
                server,
                folder,
                Optional.empty(),
                options.jvm(),
                options.atOnce)) {
      compare(side(BASELINE, baseline), side("present", present));
    } finally {
      server.stopAtOnce();
    }
    options.report(table);
    return CommandLine.ExitCode.OK;
  }

  private Side side(String name, Deployment deployment) {
    return new Side(
        name,
        deployment,
        AccountsLoad.begin(deployment.load(), accounts, options.agents, options.skills));
  }

  private void compare(Side baseline, Side present) throws Exception {
    for (Side side : List.of(baseline, present)) {
      say("warming up %s for %d s", side.name, options.warm);
      side.load.closedLoop(options.atOnce, Duration.ofSeconds(options.warm));
      side.load.settle();
    }
    for (int round = 1; round <= options.rounds; round++) {
      say("round %d of %d", round, options.rounds);
      Figures before = measure(baseline);
      Figures now = measure(present);
      table.add("processor per conversation, to baseline", now.processor() / before.processor());
      table.add(
          "conversations/s, to baseline",
          now.conversationsPerSecond() / before.conversationsPerSecond());
      table.add("start to offer p50, to baseline", now.toOffer() / before.toOffer());
      table.add(
          "events per conversation, to baseline", now.usage().events() / before.usage().events());
      add(BASELINE, before);
      add("present", now);
    }
  }

  /** The figures of one round; the processor times are seconds per conversation. */
  private record Figures(double conversationsPerSecond, double toOffer, long failed, Usage usage) {
    double processor() {
      return usage.nodes() + usage.database();
    }
  }

  private Figures measure(Side side) throws Exception {
    Usage before = side.deployment.usage();
    Measured measured = side.load.closedLoop(options.atOnce, options.round());
    long ended = side.load.settle();
    Usage each = side.deployment.usage().since(before, ended);
    say(
        "  %s: %.0f conversations/s, %d calls repeated",
        side.name, measured.conversationsPerSecond(), measured.failed());
    return new Figures(
        measured.conversationsPerSecond(),
        measured.toOffer().getValueAtPercentile(50.0) / NANOS_PER_MILLI,
        measured.failed(),
        each);
  }

  private void add(String side, Figures figures) {
    table.add(side + ": conversations/s", figures.conversationsPerSecond());
    table.add(side + ": processor of nodes, ms per conversation", figures.usage().nodes() * MILLIS);
    table.add(
        side + ": processor of PostgreSQL, ms per conversation",
        figures.usage().database() * MILLIS);
    table.add(side + ": events per conversation", figures.usage().events());
    table.add(side + ": writes per conversation", figures.usage().writes());
    table.add(side + ": start to offer, p50, ms", figures.toOffer());
    table.add(side + ": calls repeated", (double) figures.failed());
  }

  private static void say(String text, Object... arguments) {
    System.err.println(String.format(Locale.ROOT, text, arguments));
  }
}
