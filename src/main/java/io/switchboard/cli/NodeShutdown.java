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
 * 3, when the node has failed. Java itself ends with the same code when it is out of memory and was
 * started with {@code -XX:+ExitOnOutOfMemoryError}.
 */
final class NodeShutdown {
  static final int FAILED = 3;

  private static final Logger LOG = LoggerFactory.getLogger(NodeShutdown.class);
  private static final Duration OUTPUT_TIME = Duration.ofSeconds(1);
  private static final List<String> OPTIONS =
      List.of("ExitOnOutOfMemoryError", "CrashOnOutOfMemoryError");

  private final PrintWriter err;

  NodeShutdown(PrintWriter err) {
    this.err = err;
  }

  /** Makes the process end when the node has failed, and stop the node in order on a signal. */
  void watch(Node node) {
    warnWithoutOption();
    Runtime.getRuntime().addShutdownHook(new Thread(node::close, "stop"));
    CompletionStage<Void> unused = node.whenFailed().thenAccept(this::halt);
    Thread.setDefaultUncaughtExceptionHandler(this::uncaught);
  }

  /** Handles uncaught exceptions, except those of Akka's threads, which end the actor system. */
  private void uncaught(Thread thread, Throwable failure) {
    if (failure instanceof VirtualMachineError) {
      halt(
          "A fatal error (%s) on thread %s; start the node again."
              .formatted(failure, thread.getName()));
    } else {
      err.println("Uncaught exception on thread " + thread.getName());
      failure.printStackTrace(err);
    }
  }

  /** Ends the process after at most 1 s for output, which may be what blocks the node. */
  private void halt(String sentence) {
    try {
      Thread line = new Thread(() -> print(sentence), "last-line");
      line.setDaemon(true);
      line.start();
      line.join(OUTPUT_TIME.toMillis());
    } catch (InterruptedException e) {
      print(sentence);
    } finally {
      Runtime.getRuntime().halt(FAILED);
    }
  }

  private void print(String sentence) {
    err.println(sentence);
    err.flush();
  }

  private void warnWithoutOption() {
    HotSpotDiagnosticMXBean java =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    try {
      if (OPTIONS.stream()
          .noneMatch(option -> Boolean.parseBoolean(java.getVMOption(option).getValue()))) {
        print(
            "Start Java with -XX:+ExitOnOutOfMemoryError: without it a node that is out of memory"
                + " may keep running without answering.");
      }
    } catch (IllegalArgumentException e) {
      LOG.debug("This Java does not have the option", e);
    }
  }
}
