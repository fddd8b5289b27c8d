package io.switchboard.bench;

import io.switchboard.processes.DatabaseServer;
import io.switchboard.processes.Loopback;
import io.switchboard.processes.Node;
import java.nio.file.*;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.*;

@Command(name = "system", sortOptions = false)
public final class SystemBench implements Callable<Integer> {
  @Option(names = "--agents", defaultValue = "100")
  private int agents;

  @Option(names = "--skills", defaultValue = "10")
  private int skills;

  @Option(names = "--seconds", defaultValue = "10")
  private int seconds;

  @Option(names = "--rounds", defaultValue = "3")
  private int rounds;

  @Option(names = "--at-once", defaultValue = "64")
  private int atOnce;

  @Option(names = "--warm", defaultValue = "60")
  private int warm;

  @Option(names = "--java", defaultValue = "-XX:+UseSerialGC -Xmx1g")
  private String java;

  public static void main(String[] a) {
    System.exit(new CommandLine(new SystemBench()).execute(a));
  }

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("switchboard-bench");
    DatabaseServer db = DatabaseServer.create(folder);
    Node node = new Node(1, 1, new Loopback(), folder, List.of(java.split(" ")));
    node.start();
    node.awaitReady();
    try (Load load = new Load(List.of(node.url()), atOnce)) {
      Lives lives = new Lives(load, Scenario.spread("spread", agents, skills));
      lives.configure().join();
      lives.attend().join();
      for (int i = 0; i < warm / 10; i++) {
        report(
            "warm", lives.closedLoop(atOnce, atOnce, Duration.ZERO, Duration.ofSeconds(10)).join());
      }
      for (int i = 0; i < rounds; i++)
        report(
            "round",
            lives.closedLoop(atOnce, atOnce, Duration.ZERO, Duration.ofSeconds(seconds)).join());
      lives.settle().join();
    } finally {
      node.kill();
      db.stopAtOnce();
    }
    return 0;
  }

  static void report(String what, Lives.Figures f) {
    System.out.printf(
        "%s %.0f lives/s, %.0f calls/s, failed %d, offer p50 %.1f p99 %.1f ms, calls p50 %.1f p99 %.1f%n",
        what,
        f.livesPerSecond(),
        f.callsPerSecond(),
        f.failed(),
        f.toOffer().getValueAtPercentile(50) / 1e6,
        f.toOffer().getValueAtPercentile(99) / 1e6,
        f.calls().getValueAtPercentile(50) / 1e6,
        f.calls().getValueAtPercentile(99) / 1e6);
  }
}
