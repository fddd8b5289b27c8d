package io.switchboard.processes;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A node process with the embedded database and the shipped configuration. */
public final class LoneNode implements AutoCloseable {
  private static final Duration READY_WITHIN = Duration.ofSeconds(90);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final int port;
  private final Path log;

  private LoneNode(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /** The command that starts a node. */
  public record Start(List<String> prefix, List<String> java, Class<?> main) {

    /** The main class, which takes the arguments of the command line. */
    public static Start of(Class<?> main) {
      return new Start(List.of(), List.of("-XX:+ExitOnOutOfMemoryError", "-Xmx384m"), main);
    }

    /** Wrapped in another command, such as {@code unshare}. */
    public Start by(String... command) {
      return new Start(List.of(command), java, main);
    }

    /** With a maximum file size of this number of blocks of 512 or 1024 bytes. */
    public Start withFilesOfAtMost(int blocks) {
      return by("bash", "-c", "ulimit -f " + blocks + "; exec \"$@\"", "node");
    }
  }

  /**
   * Starts a node, which is ready some time later. The data are in {@code data} below the folder.
   */
  public static LoneNode start(Path folder, Start how) throws IOException {
    return start(folder, freePort(), Path.of("conf", "demo.json"), how);
  }

  /** The same with a port and a file of the account. */
  public static LoneNode start(Path folder, int port, Path account, Start how) throws IOException {
    Path log = folder.resolve("node.log");
    List<String> command = new ArrayList<>(how.prefix());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(how.java());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dlogback.configurationFile=" + Path.of("conf", "logback.xml").toAbsolutePath(),
            "-cp",
            System.getProperty("java.class.path"),
            how.main().getName(),
            "serve",
            "--config",
            Path.of("conf", "application.conf").toAbsolutePath().toString(),
            "--account",
            account.toAbsolutePath().toString(),
            "--port",
            "" + port,
            "--data",
            folder.resolve("data").toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return new LoneNode(process, port, log);
  }

  /** A port that is free now. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Waits until {@code /health/ready} is 200. */
  public LoneNode awaitReady() throws Exception {
    long end = System.nanoTime() + READY_WITHIN.toNanos();
    while (System.nanoTime() < end) {
      if (!process.isAlive()) {
        throw new AssertionError("it ended by itself: " + log());
      }
      try {
        if (get("/health/ready") == 200) {
          return this;
        }
      } catch (IOException notYet) {
        process.waitFor(50, TimeUnit.MILLISECONDS);
      }
    }
    throw new AssertionError("not ready within " + READY_WITHIN + ": " + log());
  }

  /** The status of the answer. */
  public int get(String path) throws IOException, InterruptedException {
    return client
        .send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.discarding())
        .statusCode();
  }

  /** The status of the answer. */
  public int post(String path, String json) throws IOException, InterruptedException {
    return client
        .send(
            HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** Its port. */
  public int port() {
    return port;
  }

  /** Its process. */
  public Process process() {
    return process;
  }

  /** Writes a line to its standard input. */
  public void tell(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /**
   * Waits for its end.
   *
   * @return its exit code
   */
  public int awaitEnd(Duration within) throws InterruptedException, IOException {
    if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("it did not end within " + within + ": " + log());
    }
    return process.exitValue();
  }

  /** Its output so far. */
  public List<String> log() throws IOException {
    return Files.readAllLines(log);
  }

  /** Kills it. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
