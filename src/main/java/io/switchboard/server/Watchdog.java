package io.switchboard.server;

import static java.util.stream.Collectors.toMap;

import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import com.sun.management.OperatingSystemMXBean;
import io.switchboard.server.database.DaemonThreads;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watchdog of a node: it detects that the node cannot continue, so that its process can be ended at
 * once, since an orderly stop needs the part that has failed. It detects within 10 s
 *
 * <ul>
 *   <li>an actor system that was terminated by a fatal error (a {@code VirtualMachineError} or the
 *       like on one of its threads);
 *   <li>a dispatcher that runs nothing while the process is idle and its threads are not runnable;
 *   <li>a failure that is reported to {@link #report}.
 * </ul>
 *
 * <p>It detects within a minute a busy dispatcher that starts no new task, and a heap that stays
 * full while the garbage collector uses almost all the time. It also limits the time of an orderly
 * stop.
 *
 * <p>It runs on a thread of its own and depends on nothing that it watches. A pause of the whole
 * process (a collection, a frozen machine) delays the watchdog as well and is never counted.
 */
final class Watchdog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final List<String> DISPATCHERS =
      List.of("akka.actor.default-dispatcher", "akka.actor.internal-dispatcher");

  private final ActorSystem<?> system;
  private final Duration stopWithin;
  private final Map<String, ExecutorProbe> probes;
  private final HeapPressure heap = new HeapPressure();
  private final CompletableFuture<String> failed = new CompletableFuture<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(new DaemonThreads("switchboard-watchdog"));
  private final OperatingSystemMXBean process =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private long last = System.nanoTime();
  private long stopping;

  /** Starts the watchdog, which gives an orderly stop this time. */
  Watchdog(ActorSystem<?> system, Duration stopWithin) {
    this.system = system;
    this.stopWithin = stopWithin;
    this.probes = DISPATCHERS.stream().collect(toMap(name -> name, this::probe));
    Future<?> unused =
        thread.scheduleWithFixedDelay(
            this::checkSafely, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Completes with a sentence when the node cannot continue. */
  CompletionStage<String> whenFailed() {
    return failed;
  }

  /** Reports that another part found that the node cannot continue; the sentence has the reason. */
  void report(String sentence) {
    failed.complete(sentence);
  }

  /** Stops the watchdog. */
  @Override
  public void close() {
    thread.shutdownNow();
  }

  /** Catches failures of a check, since the executor would cancel all later ones. */
  private void checkSafely() {
    try {
      check();
    } catch (RuntimeException e) {
      LOG.warn("The check of the node failed", e);
    }
  }

  private void check() {
    long now = System.nanoTime();
    Duration elapsed = Duration.ofNanos(now - last);
    last = now;
    terminated()
        .or(() -> deadDispatcher(elapsed))
        .or(() -> heap.measure(elapsed))
        .or(() -> overdue(elapsed))
        .ifPresent(this::report);
  }

  private Optional<String> terminated() {
    return CoordinatedShutdown.get(system)
        .getShutdownReason()
        .filter(reason -> reason == CoordinatedShutdown.actorSystemTerminateReason())
        .map(reason -> "A fatal error ended the node's actor system; start it again.");
  }

  private Optional<String> deadDispatcher(Duration elapsed) {
    long cpu = process.getProcessCpuTime();
    return probes.entrySet().stream()
        .filter(dispatcher -> dispatcher.getValue().findsDead(elapsed, cpu))
        .map(
            dispatcher ->
                "The dispatcher %s has died; start the node again.".formatted(dispatcher.getKey()))
        .findAny();
  }

  private Optional<String> overdue(Duration elapsed) {
    if (CoordinatedShutdown.get(system).getShutdownReason().isPresent()) {
      stopping += elapsed.toNanos();
    }
    return stopping > stopWithin.toNanos()
        ? Optional.of(
            "The node did not stop in order within %d s.".formatted(stopWithin.toSeconds()))
        : Optional.empty();
  }

  private ExecutorProbe probe(String dispatcher) {
    Executor executor = system.dispatchers().lookup(DispatcherSelector.fromConfig(dispatcher));
    return new ExecutorProbe(
        executor, INTERVAL, () -> canRun(system.name() + "-" + dispatcher + "-"));
  }

  /** Returns whether a thread with this name prefix runs or waits for a processor. */
  private static boolean canRun(String prefix) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
        .filter(Objects::nonNull)
        .filter(thread -> thread.getThreadName().startsWith(prefix) && !thread.isSuspended())
        .map(ThreadInfo::getThreadState)
        .anyMatch(Thread.State.RUNNABLE::equals);
  }
}
