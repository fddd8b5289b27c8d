package io.switchboard.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** Options of the benchmarks of real nodes. */
final class BenchOptions {
  @Option(names = "--nodes")
  int nodes = 1;

  @Option(names = "--agents")
  int agents = 100;

  @Option(names = "--skills")
  int skills = 10;

  @Option(names = "--seconds")
  private int seconds = 10;

  @Option(names = "--rounds")
  int rounds;

  @Option(names = "--warm")
  int warm;

  @Option(names = "--at-once")
  int atOnce = 128;

  @Option(names = "--java")
  private String java = "-XX:+UseSerialGC -Xms1g -Xmx1g -Xmn400m";

  @Option(names = "--json")
  private Path json;

  /**
   * Options with these defaults.
   *
   * @param rounds number of rounds
   * @param warm seconds of warm-up
   */
  BenchOptions(int rounds, int warm) {
    this.rounds = rounds;
    this.warm = warm;
  }

  /** The duration of a round. */
  Duration round() {
    return Duration.ofSeconds(seconds);
  }

  /** The options of the JVM of each node. */
  List<String> jvm() {
    return List.of(java.split(" "));
  }

  /** Prints the results, and writes them to the file of {@code --json}. */
  void report(Table table) throws IOException {
    System.out.println(table);
    if (json != null) {
      Files.writeString(json, table.json());
    }
  }
}
