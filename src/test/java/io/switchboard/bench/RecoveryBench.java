package io.switchboard.bench;

import static io.switchboard.domain.Centre.acceptsAutomatically;
import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.document;
import static io.switchboard.domain.Centre.skill;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.switchboard.document.AccountDocument;
import io.switchboard.domain.Part;
import io.switchboard.processes.DatabaseServer;
import io.switchboard.processes.DeletedEvents;
import io.switchboard.processes.Loopback;
import io.switchboard.processes.Node;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Benchmark of recovery: the time until a backlog is loaded again after its node was killed: {@code
 * scripts/bench recovery}.
 */
@Command(name = "recovery", sortOptions = false)
public final class RecoveryBench implements Callable<Integer> {
  private static final String ACCOUNT = "/v1/accounts/backlog";
  private static final int AGENTS_PER_SKILL = 10;
  private static final int AT_ONCE = 96;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A million rows take longer than the statement timeout of a node. */
  private static final String WITHOUT_TIMEOUT = "&socketTimeout=0";

  private static final String NEW_ID =
      "'\"id\":\"(c[0-9]+)\"', '\"id\":\"\\1-' || copy || '\"', 'g'";

  /** The state of an open conversation is JSON. */
  private static final String COPY_CONVERSATIONS =
      """
      INSERT INTO conversation (account, id, phase, skill, agent, consumer, started_at, due_at,
        assigned_at, closed_at, state)
      SELECT account, id || '-' || copy, phase, skill, agent, consumer, started_at, due_at,
        assigned_at, closed_at,
        convert_to(regexp_replace(convert_from(state, 'UTF8'), %s), 'UTF8')
      FROM conversation, generate_series(1, ?) AS copy
      WHERE phase = 'WAITING' AND substring(id FROM 'c([0-9]+)')::int >= ?
      """
          .formatted(NEW_ID);

  private static final String COPY_QUEUES =
      """
      INSERT INTO event_journal (persistence_id, sequence_number, deleted, writer, write_timestamp,
        adapter_manifest, event_ser_id, event_ser_manifest, event_payload)
      SELECT persistence_id, last
          + row_number() OVER (PARTITION BY persistence_id ORDER BY copy, sequence_number),
        deleted, writer, write_timestamp, adapter_manifest, event_ser_id, event_ser_manifest,
        convert_to(regexp_replace(convert_from(event_payload, 'UTF8'), %s), 'UTF8')
      FROM (SELECT * FROM event_journal UNION ALL SELECT * FROM %s) AS events
        JOIN (SELECT persistence_id AS log, max(sequence_number) AS last
          FROM event_journal GROUP BY persistence_id) AS ends ON log = persistence_id,
        generate_series(1, ?) AS copy
      WHERE event_ser_manifest = 'QueueEvent.Entered' AND
        substring(convert_from(event_payload, 'UTF8') FROM '"id":"c([0-9]+)"')::int >= ?
      """
          .formatted(NEW_ID, DeletedEvents.TABLE);

  @Option(names = "--waiting", defaultValue = "200000")
  private int waiting;

  @Option(names = "--skills", defaultValue = "50")
  private int skills;

  @Option(names = "--nodes", defaultValue = "1")
  private int nodeCount;

  @Option(names = "--heap", defaultValue = "1g")
  private String heap;

  /** One of this number is started over HTTP and then copied in the database. */
  @Option(names = "--copies", defaultValue = "1")
  private int copies;

  @Option(names = "--folder")
  private Path folder;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final List<Node> nodes = new ArrayList<>();

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new RecoveryBench()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    if (waiting % copies != 0) {
      System.err.println("--waiting must be a multiple of --copies");
      return CommandLine.ExitCode.USAGE;
    }
    folder = folder == null ? Files.createTempDirectory("switchboard-recovery") : folder;
    DatabaseServer database = DatabaseServer.create(folder);
    try {
      startNodes();
      if (isFilled()) {
        awaitLength(0, waiting);
        System.out.printf(Locale.ROOT, "%,d wait since an earlier run%n", waiting);
      } else {
        DeletedEvents.keep(url(), "switchboard", "");
        fill(waiting / copies);
        copy();
      }
      lose();
      return CommandLine.ExitCode.OK;
    } finally {
      for (Node node : nodes) {
        node.kill();
      }
      database.stopAtOnce();
    }
  }

  private void startNodes() throws Exception {
    List<String> options = List.of("-XX:+UseSerialGC", "-Xmx" + heap);
    for (int number = 1; number <= nodeCount; number++) {
      nodes.add(Node.ofCluster(number, nodeCount, new Loopback(), folder, options));
    }
    startAll();
  }

  private void startAll() throws Exception {
    for (Node node : nodes) {
      node.start();
    }
    for (Node node : nodes) {
      node.awaitReady();
    }
  }

  // --- the backlog ---

  private boolean isFilled() throws Exception {
    return http.send(request("GET", 0, "", ""), BodyHandlers.discarding()).statusCode() == 200;
  }

  private void fill(int started) throws Exception {
    send("PUT", 0, "", AccountDocument.write(document(account())));
    for (int agent = 0; agent < skills * AGENTS_PER_SKILL; agent++) {
      send("PUT", agent, "/agents/a" + agent + "/presence", "{\"state\":\"ONLINE\"}");
    }
    int busy = skills * AGENTS_PER_SKILL;
    long began = System.nanoTime();
    start(0, busy);
    awaitLength(0, 0);
    start(busy, busy + started);
    double seconds = since(began);
    awaitLength(0, started);
    System.out.printf(
        Locale.ROOT,
        "%,d conversations wait in %d skills, %,d agents are busy; %.0f starts a second%n",
        started,
        skills,
        busy,
        (started + busy) / seconds);
  }

  /**
   * Copies the conversations, and the entries of the queues, while no node runs. A queue then reads
   * the copied entries as events after its snapshot.
   */
  private void copy() throws Exception {
    if (copies == 1) {
      return;
    }
    for (Node node : nodes) {
      node.kill();
    }
    try (Connection connection =
            DriverManager.getConnection(url() + WITHOUT_TIMEOUT, "switchboard", "");
        PreparedStatement conversations = connection.prepareStatement(COPY_CONVERSATIONS);
        PreparedStatement queues = connection.prepareStatement(COPY_QUEUES)) {
      for (PreparedStatement statement : List.of(conversations, queues)) {
        statement.setInt(1, copies - 1);
        statement.setInt(2, skills * AGENTS_PER_SKILL);
        statement.execute();
      }
    }
    startAll();
    awaitLength(0, waiting);
    System.out.printf(Locale.ROOT, "%,d wait after copying%n", waiting);
  }

  private static String url() {
    return DatabaseServer.url(new Loopback().databaseAddress());
  }

  private Part[] account() {
    Stream<Part> asked = IntStream.range(0, skills).mapToObj(i -> skill("s" + i));
    Stream<Part> team =
        IntStream.range(0, skills * AGENTS_PER_SKILL)
            .mapToObj(i -> agent("a" + i, "s" + i % skills).max(1));
    return Stream.of(Stream.of(acceptsAutomatically()), asked, team)
        .flatMap(parts -> parts)
        .toArray(Part[]::new);
  }

  private void start(int from, int until) throws InterruptedException {
    Semaphore free = new Semaphore(AT_ONCE);
    for (int i = from; i < until; i++) {
      free.acquire();
      start(i, free);
    }
    free.acquire(AT_ONCE);
  }

  /** Repeats the start until it succeeds, as each client must. */
  private void start(int conversation, Semaphore free) {
    String body =
        "{\"id\":\"c%d\",\"consumer\":\"of-%d\",\"skill\":\"s%d\"}"
            .formatted(conversation, conversation, conversation % skills);
    CompletableFuture<?> unused =
        http.sendAsync(
                request("POST", conversation, "/conversations", body), BodyHandlers.discarding())
            .whenComplete(
                (answer, failure) -> {
                  if (failure == null && answer.statusCode() / 100 == 2) {
                    free.release();
                  } else {
                    start(conversation, free);
                  }
                });
  }

  // --- the failure ---

  private void lose() throws Exception {
    long began = System.nanoTime();
    nodes.get(0).kill();
    if (nodeCount == 1) {
      nodes.get(0).start();
      nodes.get(0).awaitReady();
      System.out.printf(
          Locale.ROOT, "killed and started again: ready after %.1f s%n", since(began));
    }
    int survivor = nodeCount - 1;
    awaitLength(survivor, waiting);
    System.out.printf(
        Locale.ROOT,
        "every line is there again %.1f s after the kill, the slowest read in %.1f s; "
            + "heap in use then: %s of %s%n",
        since(began),
        metric(survivor, "switchboard_recovery_seconds_max{entity=\"SkillQueue\"").max().orElse(0),
        heapInUse(survivor),
        heap);
  }

  private void awaitLength(int node, int length) {
    while (length(node) != length) {
      LockSupport.parkNanos(PAUSE);
    }
  }

  /** The number of waiting conversations in all queues; -1 while unknown. */
  private int length(int node) {
    try {
      int length = 0;
      for (int i = 0; i < skills; i++) {
        var answer =
            http.send(
                request("GET", node, "/skills/s" + i + "/queue?limit=1", ""),
                BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
          return -1;
        }
        length += JSON.readTree(answer.body()).path("length").asInt();
      }
      return length;
    } catch (IOException notNow) {
      return -1;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String heapInUse(int node) throws Exception {
    double bytes = metric(node, "jvm_memory_used_bytes{area=\"heap\"").sum();
    return String.format(Locale.ROOT, "%.0f MiB", bytes / (1 << 20));
  }

  private DoubleStream metric(int node, String prefix) throws Exception {
    var metrics = HttpRequest.newBuilder(URI.create(nodes.get(node).url() + "/metrics")).build();
    return http.send(metrics, BodyHandlers.ofLines())
        .body()
        .filter(line -> line.startsWith(prefix))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))));
  }

  // --- requests ---

  private void send(String method, int turn, String path, String body) throws Exception {
    var answer = http.send(request(method, turn, path, body), BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
    }
  }

  private HttpRequest request(String method, int turn, String path, String body) {
    return HttpRequest.newBuilder(URI.create(nodes.get(turn % nodeCount).url() + ACCOUNT + path))
        .timeout(PATIENCE)
        .header("Content-Type", "application/json")
        .method(method, BodyPublishers.ofString(body))
        .build();
  }

  private static double since(long began) {
    return (System.nanoTime() - began) / (double) TimeUnit.SECONDS.toNanos(1);
  }
}
