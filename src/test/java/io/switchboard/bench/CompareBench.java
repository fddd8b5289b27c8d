package io.switchboard.bench;

import io.switchboard.bench.Lives.Measured;
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

  @Option(names = "--nodes", defaultValue = "1")
  private int nodes;

  @Option(names = "--accounts", defaultValue = "1")
  private int accounts;

  @Option(names = "--agents", defaultValue = "100")
  private int agents;

  @Option(names = "--skills", defaultValue = "10")
  private int skills;

  @Option(names = "--seconds", defaultValue = "10")
  private int seconds;

  @Option(names = "--rounds", defaultValue = "5")
  private int rounds;

  @Option(names = "--warm", defaultValue = "60")
  private int warm;

  @Option(names = "--at-once", defaultValue = "128")
  private int atOnce;

  @Option(names = "--java", defaultValue = "-XX:+UseSerialGC -Xms1g -Xmx1g -Xmn400m")
  private String java;

  @Option(names = "--json")
  private Path json;

  private final Table table = new Table();

  /** One of the two deployments, with its load. */
  private record Side(String name, Deployment deployment, ManyLives lives) {}

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
                options(),
                atOnce);
        Deployment present =
            Deployment.clustered(
                nodes, new Loopback(), server, folder, Optional.empty(), options(), atOnce)) {
      compare(side(BASELINE, baseline), side("present", present));
    } finally {
      server.stopAtOnce();
    }
    System.out.println(table);
    if (json != null) {
      Files.writeString(json, table.json());
    }
    return CommandLine.ExitCode.OK;
  }

  private List<String> options() {
    return List.of(java.split(" "));
  }

  private Side side(String name, Deployment deployment) {
    return new Side(name, deployment, ManyLives.begin(deployment.load(), accounts, agents, skills));
  }

  private void compare(Side baseline, Side present) throws Exception {
    for (Side side : List.of(baseline, present)) {
      say("warming up %s for %d s", side.name, warm);
      side.lives.closedLoop(atOnce, Duration.ofSeconds(warm));
      side.lives.settle();
    }
    for (int round = 1; round <= rounds; round++) {
      say("round %d of %d", round, rounds);
      Figures before = measure(baseline);
      Figures now = measure(present);
      table.add("processor a life, to baseline", now.processor() / before.processor());
      table.add("lives/s, to baseline", now.livesPerSecond() / before.livesPerSecond());
      table.add("start to offer p50, to baseline", now.toOffer() / before.toOffer());
      table.add("events a life, to baseline", now.usage().facts() / before.usage().facts());
      add(BASELINE, before);
      add("present", now);
    }
  }

  /** The figures of one round; the processor times are seconds a life. */
  private record Figures(double livesPerSecond, double toOffer, long failed, Usage usage) {
    double processor() {
      return usage.nodes() + usage.database();
    }
  }

  private Figures measure(Side side) throws Exception {
    Usage before = side.deployment.usage();
    Measured measured = side.lives.closedLoop(atOnce, Duration.ofSeconds(seconds));
    long ended = side.lives.settle();
    Usage each = side.deployment.usage().since(before, ended);
    say(
        "  %s: %.0f lives/s, %d calls repeated",
        side.name, measured.livesPerSecond(), measured.failed());
    return new Figures(
        measured.livesPerSecond(),
        measured.toOffer().getValueAtPercentile(50.0) / NANOS_PER_MILLI,
        measured.failed(),
        each);
  }

  private void add(String side, Figures figures) {
    table.add(side + ": lives/s", figures.livesPerSecond());
    table.add(side + ": processor of nodes, ms a life", figures.usage().nodes() * MILLIS);
    table.add(side + ": processor of PostgreSQL, ms a life", figures.usage().database() * MILLIS);
    table.add(side + ": events a life", figures.usage().facts());
    table.add(side + ": writes a life", figures.usage().writes());
    table.add(side + ": start to offer, p50, ms", figures.toOffer());
    table.add(side + ": calls repeated", (double) figures.failed());
  }

  private static void say(String text, Object... arguments) {
    System.err.println(String.format(Locale.ROOT, text, arguments));
  }
}
