package io.switchboard.cli;

import io.switchboard.Switchboard;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** A node that breaks itself as a line of standard input demands. */
public final class DoomedNode {
  private DoomedNode() {}

  /** Takes the arguments of the command line. */
  public static void main(String[] arguments) throws Exception {
    new Thread(() -> Switchboard.main(arguments), "node").start();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      obey(line);
    }
  }

  @SuppressWarnings({"deprecation", "removal"})
  private static void obey(String line) throws InterruptedException {
    switch (line) {
      case "use all memory" -> useAllMemory();
      case "fail fatally on a dispatcher" ->
          threads("akka.actor.default-dispatcher").limit(1).forEach(Thread::stop);
      case "halt the default dispatcher" ->
          threads("akka.actor.default-dispatcher").forEach(Thread::suspend);
      case "halt the internal dispatcher" ->
          threads("akka.actor.internal-dispatcher").forEach(Thread::suspend);
      case "fail fatally on another thread" -> {
        Thread thread =
            new Thread(
                () -> {
                  throw new InternalError("broken");
                },
                "other");
        thread.start();
        thread.join();
      }
      default -> throw new IllegalArgumentException(line);
    }
  }

  private static void useAllMemory() {
    Object[] chain = new Object[0];
    while (true) {
      chain = new Object[] {chain, new byte[1 << 20]};
    }
  }

  private static Stream<Thread> threads(String part) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().contains(part));
  }
}
