package io.switchboard.processes;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A node process for fault injection. */
public final class Node {
  private static final int HTTP = 8080;
  private static final int REMOTE = 25520;
  private static final int MANAGEMENT = 8558;
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration READY_WITHIN = Duration.ofMinutes(2);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private final int number;
  private final Ground ground;
  private final Path folder;
  private final List<String> options;
  private final String configuration;
  private final Map<String, String> environment;
  private String classpath = System.getProperty("java.class.path");
  private Path home = Path.of("");
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private Process process;

  private Node(
      int number,
      Ground ground,
      Path folder,
      List<String> options,
      String configuration,
      Map<String, String> environment) {
    this.number = number;
    this.ground = ground;
    this.folder = folder;
    this.options = options;
    this.configuration = configuration;
    this.environment = environment;
  }

  /**
   * A node of a cluster over PostgreSQL, counted from 1.
   *
   * @param folder of its log
   * @param options of its Java, such as its heap
   */
  public static Node ofCluster(
      int number, int nodes, Ground ground, Path folder, List<String> options) {
    return new Node(
        number, ground, folder, options, "cluster.conf", clustered(number, nodes, ground));
  }

  /**
   * Runs another version of the program.
   *
   * @param folder has its {@code conf}, its {@code target/classes}, and the class path of its
   *     libraries in {@code target/classpath}
   */
  public Node from(Path folder) throws IOException {
    home = folder;
    Path target = folder.resolve("target");
    classpath = target.resolve("classes") + ":" + Files.readString(target.resolve("classpath"));
    return this;
  }

  /**
   * A standalone node with an embedded database.
   *
   * @param folder of its log and its data
   * @param options of its Java, such as its heap
   */
  public static Node alone(Ground ground, Path folder, List<String> options) {
    return new Node(
        1,
        ground,
        folder,
        options,
        "application.conf",
        Map.of(
            "HTTP_HOST",
            ground.address(1),
            "HTTP_PORT",
            "" + ground.port(1, HTTP),
            "DATA_DIR",
            folder.resolve("data").toString()));
  }

  /** Its number, from 1. */
  public int number() {
    return number;
  }

  /** Its address, such as {@code http://10.77.0.1:8080}. */
  public String url() {
    return "http://" + ground.address(number) + ":" + ground.port(number, HTTP);
  }

  /** The log of all its incarnations. */
  public Path log() {
    return folder.resolve("node" + number + ".log");
  }

  /** Starts it; it is ready some time later. */
  public synchronized void start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of(
            "-XX:+ExitOnOutOfMemoryError",
            "-Dlogback.configurationFile=" + home.resolve("conf/logback.xml").toAbsolutePath(),
            "-cp",
            classpath,
            "io.switchboard.Switchboard",
            "serve",
            "--config",
            home.resolve("conf").resolve(configuration).toAbsolutePath().toString()));
    ProcessBuilder builder = new ProcessBuilder(ground.at(number, command));
    builder.environment().putAll(environment);
    process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
            .start();
  }

  private static Map<String, String> clustered(int number, int nodes, Ground ground) {
    String address = ground.address(number);
    return Map.of(
        "HTTP_HOST",
        address,
        "HTTP_PORT",
        "" + ground.port(number, HTTP),
        "REMOTE_HOST",
        address,
        "REMOTE_PORT",
        "" + ground.port(number, REMOTE),
        "MANAGEMENT_PORT",
        "" + ground.port(number, MANAGEMENT),
        "REQUIRED_CONTACT_POINTS",
        "" + nodes,
        "CONTACT_POINTS",
        IntStream.rangeClosed(1, nodes)
            .mapToObj(i -> ground.address(i) + ":" + ground.port(i, MANAGEMENT))
            .collect(Collectors.joining(",")),
        "DB_URL",
        ground.databaseUrl(),
        "DB_USER",
        "switchboard",
        "DB_PASSWORD",
        "");
  }

  /** Kills it, as a power failure does. */
  public synchronized void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Kills it without waiting for its end. */
  public synchronized void killNow() {
    process.destroyForcibly();
  }

  /** Sends the stop signal and waits for its end. */
  public void stop() throws InterruptedException {
    Process stopping;
    synchronized (this) {
      stopping = process;
    }
    stopping.destroy();
    stopping.waitFor();
  }

  /** Suspends it, as a long pause of its machine does. */
  public synchronized void freeze() {
    Shell.run("kill", "-STOP", "" + process.pid());
  }

  /** Resumes it. */
  public synchronized void resume() {
    Shell.run("kill", "-CONT", "" + process.pid());
  }

  /** Its process. */
  public synchronized ProcessHandle process() {
    return process.toHandle();
  }

  /** Whether its process is running. */
  public synchronized boolean isRunning() {
    return process.isAlive();
  }

  /**
   * Waits until it reports that it is ready.
   *
   * @throws IllegalStateException after two minutes; its log then has its threads
   */
  public void awaitReady() throws InterruptedException {
    long end = System.nanoTime() + READY_WITHIN.toNanos();
    while (!isReady()) {
      if (System.nanoTime() > end) {
        tellWhatItDoes();
        throw new IllegalStateException("node " + number + " does not become ready; see its log");
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  /** Makes it write the stacks of its threads to its log. */
  private synchronized void tellWhatItDoes() throws InterruptedException {
    if (process.isAlive()) {
      Shell.run("kill", "-QUIT", "" + process.pid());
      process.waitFor(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private boolean isReady() throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url() + "/health/ready")).timeout(PATIENCE).build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notNow) {
      return false;
    }
  }
}
