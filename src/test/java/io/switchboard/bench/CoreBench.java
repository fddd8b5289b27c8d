package io.switchboard.bench;

import io.switchboard.simulation.TechnionMonth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** Benchmark of the routing core, printed as tables: {@code scripts/bench core}. */
public final class CoreBench {
  private static final int COLD_RUNS = 3;

  private CoreBench() {}

  /** With the folder of the Technion data as argument, it measures their February too. */
  public static void main(String[] arguments) throws Exception {
    System.out.printf(
        "%d cores, Java %s%n%n",
        Runtime.getRuntime().availableProcessors(), System.getProperty("java.version"));
    decisions();
    if (arguments.length > 0) {
      TechnionMonth month = TechnionMonth.read(Path.of(arguments[0]));
      warm(arguments[0], month);
      cold(month);
    }
  }

  private static void decisions() throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(CoreBenchmark.class.getName())
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();
    System.out.println("microseconds a decision, over iterations");
    System.out.println("decision        agents  waiting  median    mean  worst  of the smallest");
    double smallest = 0;
    for (RunResult result : results) {
      String agents = result.getParams().getParam("agents");
      String waiting = result.getParams().getParam("waiting");
      Statistics times = result.getPrimaryResult().getStatistics();
      double batch = result.getParams().getMeasurement().getBatchSize();
      double median = times.getPercentile(50) / batch;
      smallest = agents.equals("100") && waiting.equals("1000") ? median : smallest;
      System.out.printf(
          Locale.ROOT,
          "%-14s  %6s  %7s  %6.2f  %6.2f  %5.1f  %14.1fx%n",
          result.getPrimaryResult().getLabel(),
          agents,
          waiting,
          median,
          times.getMean() / batch,
          times.getMax() / batch,
          median / smallest);
    }
  }

  private static void warm(String folder, TechnionMonth month) throws RunnerException {
    RunResult result =
        new Runner(
                new OptionsBuilder()
                    .include(ReplayBenchmark.class.getName())
                    .param("technion", folder)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .runSingle();
    Statistics times = result.getPrimaryResult().getStatistics();
    double milliseconds = times.getPercentile(50);
    System.out.printf(
        Locale.ROOT,
        "%nFebruary 1999, warm, one core: %d conversations in %.1f ms"
            + " (%.1f to %.1f): %.0f a second%n",
        month.conversations(),
        milliseconds,
        times.getMin(),
        times.getMax(),
        month.conversations() / milliseconds * 1000);
  }

  private static void cold(TechnionMonth month) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("switchboard-bench");
    try {
      month.write(folder);
      List<String> command =
          List.of(
              "scripts/simulate",
              "--account",
              folder.resolve("account.json").toString(),
              "--arrivals",
              folder.resolve("arrivals.csv.gz").toString(),
              "--shifts",
              folder.resolve("shifts.csv").toString());
      List<Double> seconds = new ArrayList<>();
      for (int i = 0; i < COLD_RUNS; i++) {
        long start = System.nanoTime();
        int exit =
            new ProcessBuilder(command)
                .redirectOutput(folder.resolve("report.txt").toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        if (exit != 0) {
          throw new IllegalStateException("scripts/simulate ended with " + exit);
        }
        seconds.add((System.nanoTime() - start) / 1e9);
      }
      seconds.sort(null);
      System.out.printf(
          Locale.ROOT,
          "February 1999, cold, scripts/simulate: median of %d runs %.2f s (%.2f to %.2f)%n",
          COLD_RUNS,
          seconds.get(COLD_RUNS / 2),
          seconds.get(0),
          seconds.get(COLD_RUNS - 1));
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
