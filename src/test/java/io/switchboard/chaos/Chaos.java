package io.switchboard.chaos;

import io.switchboard.processes.DatabaseServer;
import io.switchboard.processes.DeletedEvents;
import io.switchboard.processes.Ground;
import io.switchboard.processes.Loopback;
import io.switchboard.processes.Namespaces;
import io.switchboard.processes.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Command that injects faults into a cluster under load, and checks that no conversation was lost,
 * duplicated or misrouted.
 */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Injects faults into a cluster under load, and checks the results.",
    description = {
      "",
      "Starts PostgreSQL and the nodes as processes. Simulated agents, consumers and a supervisor use"
          + " the HTTP API of all nodes while faults of nodes, network and database are injected. After"
          + " the faults no conversation may wait that an online agent may take, and the answers are"
          + " compared with the stored data. docs/chaos.md describes the faults and the rules.",
      ""
    },
    optionListHeading = "Options:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:no rule was violated", "1:a rule was violated", "2:the command is invalid"})
public final class Chaos implements Callable<Integer> {
  /** Options for nodes that fit several times on a machine and start fast. */
  private static final List<String> SMALL =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx384m");

  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("MMdd-HHmmss");

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "3",
      description = "The number of nodes. Default: 3.")
  private int nodeCount;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      defaultValue = "1.5",
      description = "The time in which faults are injected, in minutes. Default: 1.5.")
  private double minutes;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Determines the faults, their order and their targets. Default: 1.")
  private long seed;

  @Option(
      names = "--faults",
      paramLabel = "KIND",
      split = ",",
      description =
          "The kinds of faults, separated by commas: kill, freeze, partition, database, restart."
              + " Default: all that this machine permits.")
  private Set<Faults.Kind> kinds = EnumSet.noneOf(Faults.Kind.class);

  @Option(
      names = "--freezes",
      paramLabel = "N",
      description =
          "Injects exactly this number of freezes, each of 10 to 20 s and each when all nodes are"
              + " ready, and no other fault; --minutes and --faults are ignored.")
  private int freezes;

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "12",
      description = "The number of conversations that start in a second. Default: 12.")
  private double rate;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "A new folder for the files of the run. Default: a folder in target/chaos.")
  private Path folder;

  private final List<Node> nodes = new ArrayList<>();
  private final ScheduledExecutorService keeper = Executors.newSingleThreadScheduledExecutor();
  private Ground ground;

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Chaos()).setCaseInsensitiveEnumValuesAllowed(true).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    String name = "seed-" + seed + "-" + LocalDateTime.now(ZoneId.systemDefault()).format(STAMP);
    folder = (folder == null ? Path.of("target", "chaos", name) : folder).toAbsolutePath();
    Files.createDirectories(folder);
    ground = Namespaces.arePermitted() ? Namespaces.lay(nodeCount) : new Loopback();
    if (kinds.isEmpty()) {
      kinds = EnumSet.allOf(Faults.Kind.class);
      if (!ground.canBeCut()) {
        kinds.remove(Faults.Kind.PARTITION);
        System.err.println(
            "This machine does not permit network namespaces: no partition is injected.");
      }
    } else if (kinds.contains(Faults.Kind.PARTITION) && !ground.canBeCut()) {
      System.err.println(
          "--faults partition needs network namespaces, which this machine does not permit.");
      return CommandLine.ExitCode.USAGE;
    }
    if (Files.exists(folder.resolve("database"))) {
      System.err.println(folder + " contains the files of another run; choose another folder.");
      return CommandLine.ExitCode.USAGE;
    }
    DatabaseServer database = DatabaseServer.create(folder);
    try (History<Call> calls = new History<>(folder.resolve("calls.jsonl"));
        History<Fault> faults = new History<>(folder.resolve("faults.jsonl"))) {
      Faults happening = startNodes(database, faults);
      Verdict verdict = work(happening, calls, faults);
      verdict.print(System.out, folder);
      return verdict.isClean() ? CommandLine.ExitCode.OK : 1;
    } finally {
      keeper.shutdownNow();
      for (Node node : nodes) {
        node.kill();
      }
      database.stopAtOnce();
    }
  }

  private Verdict work(Faults happening, History<Call> calls, History<Fault> faults)
      throws Exception {
    List<String> urls = nodes.stream().map(Node::url).toList();
    try (Traffic traffic = Traffic.begin(urls, calls, seed, rate)) {
      happening.watchedBy(traffic.probes());
      if (freezes > 0) {
        happening.freeze(freezes);
      } else {
        happening.happen(kinds, Clients.now() + (long) (minutes * TimeUnit.MINUTES.toNanos(1)));
      }
      awaitAllReady();
      Judgement judgement = traffic.judge(this::journal).and(seenByNodes());
      return new Verdict(
          seed, calls.all(), faults.all(), traffic.waits(), traffic.probes().freezes(), judgement);
    }
  }

  /** Violations that nodes have found themselves and logged. */
  private List<Violation> seenByNodes() throws IOException {
    List<Violation> seen = new ArrayList<>();
    for (Node node : nodes) {
      try (Stream<String> log = Files.lines(node.log())) {
        log.filter(line -> line.contains(" breaks "))
            .forEach(line -> seen.add(new Violation("SEEN", node.url(), line, List.of())));
      }
    }
    return seen;
  }

  private Journal journal() throws SQLException {
    return Journal.read(databaseUrl(), "switchboard", "", Traffic.ACCOUNT);
  }

  private String databaseUrl() {
    return DatabaseServer.url(ground.databaseAddress());
  }

  private Faults startNodes(DatabaseServer database, History<Fault> faults) throws Exception {
    for (int number = 1; number <= nodeCount; number++) {
      nodes.add(Node.ofCluster(number, nodeCount, ground, folder, SMALL));
    }
    Faults happening = new Faults(seed, nodes, ground, database, faults);
    for (Node node : nodes) {
      node.start();
    }
    Future<?> unused = keeper.scheduleWithFixedDelay(() -> keep(happening), 1, 1, TimeUnit.SECONDS);
    awaitAllReady();
    DeletedEvents.keep(databaseUrl(), "switchboard", "");
    return happening;
  }

  private static void keep(Faults happening) {
    try {
      happening.restartStopped();
    } catch (Exception e) {
      System.err.println("A node that has stopped cannot be started again: " + e);
    }
  }

  private void awaitAllReady() throws InterruptedException {
    for (Node node : nodes) {
      node.awaitReady();
    }
  }
}
