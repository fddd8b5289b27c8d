package io.switchboard.cli;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.switchboard.server.Node;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shutdown of the process of a node: orderly on a signal, and at once, with one line and exit code
 * 3, when the node cannot go on. Java itself ends with the same code when it is out of memory and
 * was started with {@code -XX:+ExitOnOutOfMemoryError}.
 */
final class NodeShutdown {
  static final int CANNOT_GO_ON = 3;

  private static final Logger LOG = LoggerFactory.getLogger(NodeShutdown.class);
  private static final Duration LINE_WITHIN = Duration.ofSeconds(1);
  private static final List<String> ENDS_WITHOUT_MEMORY =
      List.of("ExitOnOutOfMemoryError", "CrashOnOutOfMemoryError");

  private final PrintWriter err;

  NodeShutdown(PrintWriter err) {
    this.err = err;
  }

  /** Makes the process end when the node cannot go on, and stop the node in order on a signal. */
  void watch(Node node) {
    warnUnlessItEndsWithoutMemory();
    Runtime.getRuntime().addShutdownHook(new Thread(node::close, "stop"));
    CompletionStage<Void> unused = node.whenFailed().thenAccept(this::atOnce);
    Thread.setDefaultUncaughtExceptionHandler(this::uncaught);
  }

  /**
   * Handles uncaught exceptions. Threads of Akka have a handler of their own, which terminates the
   * actor system.
   */
  private void uncaught(Thread thread, Throwable failure) {
    if (failure instanceof VirtualMachineError) {
      atOnce(
          "A fatal error (%s) on thread %s; start the node again."
              .formatted(failure, thread.getName()));
    } else {
      err.println("Uncaught exception on thread " + thread.getName());
      failure.printStackTrace(err);
    }
  }

  /**
   * Ends the process after at most 1 s for the output: blocked output may be the reason why the
   * node cannot go on.
   */
  private void atOnce(String sentence) {
    try {
      Thread line = new Thread(() -> say(sentence), "last-line");
      line.setDaemon(true);
      line.start();
      line.join(LINE_WITHIN.toMillis());
    } catch (InterruptedException e) {
      say(sentence);
    } finally {
      Runtime.getRuntime().halt(CANNOT_GO_ON);
    }
  }

  private void say(String sentence) {
    err.println(sentence);
    err.flush();
  }

  private void warnUnlessItEndsWithoutMemory() {
    HotSpotDiagnosticMXBean java =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    try {
      if (ENDS_WITHOUT_MEMORY.stream()
          .noneMatch(option -> Boolean.parseBoolean(java.getVMOption(option).getValue()))) {
        say(
            "Start Java with -XX:+ExitOnOutOfMemoryError: without it a node that is out of memory"
                + " may go on in vain.");
      }
    } catch (IllegalArgumentException e) {
      LOG.debug("This Java has no such option", e);
    }
  }
}
