package io.switchboard.fuzz;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.switchboard.actor.VirtualTime;
import io.switchboard.server.Node;
import io.switchboard.server.NodeSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Command that sends valid, odd and invalid requests to a node in this process, and reports each
 * that causes what none may: a status above 499 except 503, an answer after more than 5 s, an
 * answer other than described, a line at ERROR in the log, or a write by a read or a refused call.
 *
 * <p>Time advances only between two rounds, so that no timer runs within one.
 */
@Command(
    name = "fuzz",
    mixinStandardHelpOptions = true,
    description = {
      "Sends valid, unusual and invalid requests to a node with a database in memory. Prints each"
          + " request that was answered with a status above 499 other than 503, later than after"
          + " 5 s, or not as the API describes; that caused a log line at ERROR; or that wrote to the"
          + " database although it was a read or was refused. The same seed generates the same"
          + " requests."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:no fault was found", "1:a fault was found", "2:the command is invalid"})
final class Fuzz implements Callable<Integer> {
  private static final int WORKERS = 8;
  private static final int ROUND = 250;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "The number of requests. Default: 20000.")
  private int count = 20_000;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description = "Any whole number. Default: a random one.")
  private long seed = new Random().nextInt(1_000_000);

  /** The result. */
  record Result(List<Finding> findings, List<String> errors, Map<Integer, Integer> statuses) {
    boolean isClean() {
      return findings.isEmpty() && errors.isEmpty();
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder("Answers by status: " + statuses + "\n");
      findings.forEach(finding -> text.append(finding).append("\n\n"));
      errors.forEach(error -> text.append("logged at ERROR: ").append(error).append("\n"));
      return text + (findings.size() + " findings, " + errors.size() + " lines at ERROR\n");
    }
  }

  /** Collects log lines at ERROR. */
  private static final class Errors extends AppenderBase<ILoggingEvent> {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    @Override
    protected void append(ILoggingEvent event) {
      if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
        lines.add(
            event.getLoggerName()
                + ": "
                + event.getFormattedMessage()
                + (event.getThrowableProxy() == null
                    ? ""
                    : " "
                        + event.getThrowableProxy().getClassName()
                        + ": "
                        + event.getThrowableProxy().getMessage()));
      }
    }
  }

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Fuzz()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    System.out.printf("%d requests with the seed %d%n", count, seed);
    Result result = run(count, seed);
    System.out.print(result);
    return result.isClean() ? 0 : 1;
  }

  /** Runs this number of requests with this seed, against their own node. */
  static Result run(int count, long seed) throws Exception {
    String database = "jdbc:h2:mem:fuzz-" + seed + ";DB_CLOSE_DELAY=-1;DATABASE_TO_UPPER=FALSE";
    VirtualTime time = new VirtualTime();
    Errors errors = new Errors();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    errors.start();
    root.addAppender(errors);
    List<Campaign> campaigns = new ArrayList<>();
    ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
    try (Node node = Node.start(settings(database), system -> time)) {
      node.whenReady().toCompletableFuture().get(60, TimeUnit.SECONDS);
      for (int i = 0; i < WORKERS; i++) {
        String account = "fuzz-" + (char) ('a' + i);
        Campaign campaign = new Campaign(seed, account, node.port(), database);
        campaigns.add(campaign);
        campaign.begin();
      }
      int each = (count + WORKERS - 1) / WORKERS;
      for (int from = 0; from < each; from += ROUND) {
        round(workers, campaigns, from, Math.min(each, from + ROUND));
        time.advance(Duration.ofSeconds(20));
      }
    } finally {
      workers.shutdownNow();
      root.detachAppender(errors);
      for (Campaign campaign : campaigns) {
        campaign.close();
      }
    }
    return result(campaigns, errors);
  }

  private static void round(ExecutorService workers, List<Campaign> campaigns, int from, int to)
      throws Exception {
    List<Future<?>> running = new ArrayList<>();
    for (Campaign campaign : campaigns) {
      running.add(
          workers.submit(
              () -> {
                campaign.run(from, to);
                return null;
              }));
    }
    for (Future<?> one : running) {
      one.get();
    }
  }

  private static Result result(List<Campaign> campaigns, Errors errors) {
    Map<Integer, Integer> statuses = new TreeMap<>();
    campaigns.forEach(
        one -> one.statuses().forEach((status, n) -> statuses.merge(status, n, Integer::sum)));
    return new Result(
        campaigns.stream().flatMap(one -> one.findings().stream()).toList(),
        List.copyOf(errors.lines),
        statuses);
  }

  static NodeSettings settings(String database) throws Exception {
    return NodeSettings.load(
        Optional.of(Path.of("conf", "application.conf")),
        Map.of("switchboard.http.port", 0, "switchboard.database.url", database),
        Map.of());
  }
}
