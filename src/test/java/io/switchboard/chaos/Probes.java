package io.switchboard.chaos;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Clients that look for stale answers and late effects. Each node has several with an open
 * connection: they send nothing while the node is frozen, so that the connection survives, and send
 * at short intervals afterwards. Each third one sends one request during a long freeze and waits.
 * Writers change one resource each, at all nodes.
 */
final class Probes implements FaultListener, AutoCloseable {
  private static final int CONNECTIONS = 24;
  private static final int ASKED_AFTER_FREEZE = 60;
  private static final long BETWEEN_CALLS_AFTER_FREEZE = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long BETWEEN_CALLS = TimeUnit.SECONDS.toNanos(6);
  private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long SILENT_BEFORE_FREEZE = TimeUnit.SECONDS.toNanos(1);

  /** After the other nodes have declared a frozen node dead and have taken over its entities. */
  private static final long ASKED_IN_FREEZE = TimeUnit.SECONDS.toNanos(12);

  private static final long CHANGED_IN_FREEZE = TimeUnit.SECONDS.toNanos(10);
  private static final long BETWEEN_EXHIBITS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long PREFERRED = TimeUnit.SECONDS.toNanos(30);
  private static final long BETWEEN_VALUES = TimeUnit.MILLISECONDS.toNanos(800);
  private static final long BETWEEN_URGENT_VALUES = TimeUnit.MILLISECONDS.toNanos(150);

  /** One node with its probes. */
  private static final class Watched {
    final String node;
    final List<ProbeTask> tasks = new ArrayList<>();
    volatile long frozenAt;
    volatile boolean frozen;

    Watched(String node) {
      this.node = node;
    }
  }

  /** A probe with its thread and its pending requests. */
  private static final class ProbeTask {
    final Probe probe;
    final boolean asksFrozen;
    final ReentrantLock asking = new ReentrantLock();
    final AtomicInteger urgent = new AtomicInteger();
    long askedFrozenAt;
    volatile Thread thread;

    ProbeTask(Probe probe, boolean asksFrozen) {
      this.probe = probe;
      this.asksFrozen = asksFrozen;
    }
  }

  private final List<Watched> nodes = new ArrayList<>();
  private final List<Writer> writers;
  private final Queue<Freeze> freezes = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Exhibits exhibits;
  private final long seed;
  private volatile int preferred = -1;
  private volatile long preferredUntil;
  private volatile boolean resting;

  Probes(ClientCalls centre, long seed) {
    this.seed = seed;
    this.exhibits = new Exhibits(centre);
    Clients clients = centre.clients();
    for (String url : clients.urls()) {
      Watched node = new Watched(URI.create(url).getAuthority());
      for (int i = 0; i < CONNECTIONS; i++) {
        String name = "probe-%d-%d".formatted(nodes.size() + 1, i);
        node.tasks.add(
            new ProbeTask(
                new Probe(name, url, clients, exhibits, seed + name.hashCode()), i % 3 == 2));
      }
      nodes.add(node);
    }
    writers =
        List.of(
            Writer.ofConfiguration(clients),
            Writer.ofAttributes(clients),
            Writer.ofPresence(clients));
  }

  /** Starts; the resources of the writers must exist. */
  void begin() {
    Random random = new Random(seed);
    for (Watched node : nodes) {
      node.tasks.forEach(
          task -> run("probe of " + node.node, () -> probe(node, task, random.nextLong())));
    }
    writers.forEach(writer -> run("writer", () -> write(writer)));
    run("curator", this::exhibit);
  }

  private void run(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    threads.add(thread);
  }

  /** All exhibited conversations so far. */
  List<String> exhibited() {
    return exhibits.conversations();
  }

  /** Stops all requests; pending ones are given up on return. */
  void rest() throws InterruptedException {
    resting = true;
    for (Thread thread : threads) {
      thread.join(TimeUnit.SECONDS.toMillis(1));
    }
    close();
    for (Thread thread : threads) {
      thread.join();
    }
    exhibits.end();
  }

  /** All ended freezes, in order. */
  List<Freeze> freezes() {
    return List.copyOf(freezes);
  }

  // --- readers ---

  private void probe(Watched node, ProbeTask task, long start) {
    Random random = new Random(start);
    long next = System.nanoTime() + random.nextLong(BETWEEN_CALLS);
    task.thread = Thread.currentThread();
    while (!resting) {
      if (node.frozen) {
        askFrozen(node, task);
        LockSupport.parkNanos(BETWEEN_LOOKS);
      } else if (task.urgent.get() > 0) {
        task.urgent.decrementAndGet();
        ask(node, task, () -> task.probe.askSince(node.frozenAt));
        LockSupport.parkNanos(BETWEEN_CALLS_AFTER_FREEZE);
      } else if (System.nanoTime() >= next) {
        ask(node, task, task.probe::ask);
        next = System.nanoTime() + (long) (BETWEEN_CALLS * (0.5 + random.nextDouble()));
      } else {
        LockSupport.parkNanos(Math.min(BETWEEN_LOOKS, next - System.nanoTime()));
      }
    }
  }

  private static void ask(Watched node, ProbeTask task, Runnable question) {
    task.asking.lock();
    try {
      if (!node.frozen) {
        question.run();
      }
    } finally {
      task.asking.unlock();
    }
  }

  /** Sends one request in a freeze: the node answers after it. */
  private static void askFrozen(Watched node, ProbeTask task) {
    boolean due = Clients.now() - node.frozenAt > ASKED_IN_FREEZE;
    if (task.asksFrozen && due && task.askedFrozenAt != node.frozenAt) {
      task.askedFrozenAt = node.frozenAt;
      task.probe.askSince(node.frozenAt);
    }
  }

  // --- exhibits ---

  private void exhibit() {
    exhibits.open();
    long changedFor = 0;
    while (!resting) {
      Optional<Watched> frozen = nodes.stream().filter(node -> node.frozen).findFirst();
      if (frozen.isEmpty()) {
        exhibits.stock();
      } else if (Clients.now() - frozen.get().frozenAt > CHANGED_IN_FREEZE
          && changedFor != frozen.get().frozenAt) {
        changedFor = frozen.get().frozenAt;
        exhibits.change(nodes.indexOf(frozen.get()));
      }
      LockSupport.parkNanos(BETWEEN_EXHIBITS);
    }
  }

  // --- writers ---

  private void write(Writer writer) {
    while (!resting) {
      boolean isUrgent = Clients.now() < preferredUntil;
      Answer answer = writer.write(() -> isUrgent ? preferred : -1);
      LockSupport.parkNanos(
          isUrgent || answer.isUnknown() ? BETWEEN_URGENT_VALUES : BETWEEN_VALUES);
    }
  }

  private void prefer(int node) {
    preferred = node - 1;
    preferredUntil = Clients.now() + PREFERRED;
  }

  // --- faults of nodes ---

  @Override
  public void freezes(int number) {
    Watched node = nodes.get(number - 1);
    exhibits.freezes();
    node.frozenAt = Clients.now();
    node.frozen = true;
    for (ProbeTask task : node.tasks) {
      task.probe.choose();
      awaitSilence(task);
    }
  }

  /** Waits until no request is pending, and connects, so that there is a connection to keep. */
  private static void awaitSilence(ProbeTask task) {
    try {
      if (task.asking.tryLock(SILENT_BEFORE_FREEZE, TimeUnit.NANOSECONDS)) {
        try {
          task.probe.connect();
        } finally {
          task.asking.unlock();
        }
      }
    } catch (IOException down) {
      // The node is unreachable, so there is no connection to keep.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void continued(int number) {
    Watched node = nodes.get(number - 1);
    node.tasks.forEach(task -> task.urgent.set(ASKED_AFTER_FREEZE));
    node.frozen = false;
    node.tasks.forEach(task -> LockSupport.unpark(task.thread));
    freezes.add(new Freeze(node.node, node.frozenAt, Clients.now()));
    prefer(number);
  }

  @Override
  public void started(int number) {
    prefer(number);
  }

  @Override
  public void close() {
    resting = true;
    nodes.forEach(node -> node.tasks.forEach(task -> task.probe.close()));
    writers.forEach(Writer::close);
    exhibits.close();
  }
}
