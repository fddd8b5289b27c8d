package io.switchboard.bench;

import io.vertx.core.http.HttpMethod;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Benchmark of the HTTP limit: calls a second at the same concurrency, answered by an {@link Echo}
 * in another process.
 */
final class HttpLimit implements AutoCloseable {
  private static final int PORT = 9099;
  private static final String BODY =
      "{\"id\":\"tz7b1xd5g2fp-123456\",\"consumer\":\"of-tz7b1xd5g2fp-123456\",\"skill\":\"s1\"}";

  private final Process process;
  private final Load load;
  private final int atOnce;
  private boolean running;
  private long answered;

  private HttpLimit(Process process, Load load, int atOnce) {
    this.process = process;
    this.load = load;
    this.atOnce = atOnce;
  }

  /** Starts the echo server with the Java options of the nodes. */
  static HttpLimit start(List<String> options, int atOnce) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Echo.class.getName(), "" + PORT));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    while (!Echo.READY.equals(process.inputReader().readLine())) {
      if (!process.isAlive()) {
        throw new IllegalStateException("the echo does not start");
      }
    }
    return new HttpLimit(process, new Load(List.of("http://127.0.0.1:" + PORT), atOnce), atOnce);
  }

  /** Calls for this duration. */
  double callsPerSecond(Duration duration) {
    CompletableFuture<Double> measured = new CompletableFuture<>();
    load.run(
        () -> {
          running = true;
          answered = 0;
          long from = System.nanoTime();
          for (int i = 0; i < atOnce; i++) {
            call();
          }
          load.after(
              duration.toMillis(),
              () -> {
                running = false;
                measured.complete(answered * 1e9 / (System.nanoTime() - from));
              });
        });
    return measured.join();
  }

  private void call() {
    load.call(
        HttpMethod.POST,
        "/",
        BODY,
        answer -> {
          if (answer.isGood()) {
            answered++;
          }
          if (running) {
            call();
          }
        });
  }

  @Override
  public void close() {
    load.close();
    process.destroyForcibly();
  }
}
