package io.switchboard.chaos;

import io.switchboard.processes.DatabaseServer;
import io.switchboard.processes.Ground;
import io.switchboard.processes.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Injects faults of nodes, network and database in sequence, by a seed. */
final class Faults {
  /** Longer and shorter than the failure detector and the split brain resolver need. */
  private static final int SHORT = 1_500;

  private static final int LONG = 16_000;
  private static final int SHORTEST_FREEZE = 10_000;
  private static final int LONGEST_FREEZE = 20_000;
  private static final int SHORTEST_CALM = 3_000;
  private static final int LONGEST_CALM = 9_000;

  /** All kinds of faults. */
  enum Kind {
    KILL,
    FREEZE,
    PARTITION,
    DATABASE,
    RESTART
  }

  private final Random random;
  private final List<Node> nodes;
  private final Ground ground;
  private final DatabaseServer database;
  private final History<Fault> history;
  private final Set<Node> down = ConcurrentHashMap.newKeySet();
  private volatile FaultListener listener = FaultListener.NONE;

  Faults(
      long seed, List<Node> nodes, Ground ground, DatabaseServer database, History<Fault> history) {
    this.random = new Random(seed);
    this.nodes = nodes;
    this.ground = ground;
    this.database = database;
    this.history = history;
  }

  /** Notifies this listener of all later faults of nodes. */
  void watchedBy(FaultListener one) {
    listener = one;
  }

  /**
   * Freezes one node after the other, this number of times, each for 10 to 20 s and when all nodes
   * are ready; all faults have ended on return.
   */
  void freeze(int times) throws IOException, InterruptedException {
    for (int i = 0; i < times; i++) {
      for (Node node : nodes) {
        node.awaitReady();
      }
      pass(between(SHORTEST_CALM, LONGEST_CALM));
      Node node = nodes.get(random.nextInt(nodes.size()));
      long from = Clients.now();
      String target = freeze(node, between(SHORTEST_FREEZE, LONGEST_FREEZE));
      history.record(new Fault("freeze", target, from, Clients.now()));
    }
    pass(LONGEST_CALM);
  }

  /** Injects faults of these kinds until then; all faults have ended on return. */
  void happen(Collection<Kind> kinds, long until) throws IOException, InterruptedException {
    List<Kind> possible = new ArrayList<>(kinds);
    while (Clients.now() < until) {
      happen(possible.get(random.nextInt(possible.size())));
      pass(between(SHORTEST_CALM, LONGEST_CALM));
    }
  }

  private void happen(Kind kind) throws IOException, InterruptedException {
    Node node = nodes.get(random.nextInt(nodes.size()));
    long from = Clients.now();
    String target =
        switch (kind) {
          case KILL -> kill(node);
          case FREEZE -> freeze(node, shortOrLong());
          case PARTITION -> random.nextBoolean() ? isolate(node) : cutFromDatabase(node);
          case DATABASE -> stopDatabase();
          case RESTART -> restartAll();
        };
    history.record(new Fault(kind.name().toLowerCase(Locale.ROOT), target, from, Clients.now()));
  }

  private String kill(Node node) throws IOException, InterruptedException {
    down.add(node);
    node.kill();
    pass(between(500, 8_000));
    start(node);
    down.remove(node);
    return "node " + node.number();
  }

  private String freeze(Node node, int time) {
    listener.freezes(node.number());
    node.freeze();
    pass(time);
    node.resume();
    listener.continued(node.number());
    return "node %d for %d ms".formatted(node.number(), time);
  }

  private String isolate(Node node) {
    int time = shortOrLong();
    nodes.stream()
        .filter(other -> other != node)
        .forEach(other -> ground.cutNodes(node.number(), other.number()));
    pass(time);
    ground.heal();
    return "node %d from the others for %d ms".formatted(node.number(), time);
  }

  private String cutFromDatabase(Node node) {
    int time = shortOrLong();
    ground.cutDatabase(node.number(), DatabaseServer.PORT);
    pass(time);
    ground.heal();
    return "node %d from the database for %d ms".formatted(node.number(), time);
  }

  private String stopDatabase() {
    int time = between(200, 5_000);
    database.stopAtOnce();
    pass(time);
    database.start();
    return "for %d ms".formatted(time);
  }

  private String restartAll() throws IOException, InterruptedException {
    for (Node node : nodes) {
      down.add(node);
      node.stop();
      start(node);
      down.remove(node);
      node.awaitReady();
    }
    return "all, one by one";
  }

  /** Restarts nodes that have stopped by themselves, as a process supervisor does. */
  void restartStopped() throws IOException {
    for (Node node : nodes) {
      if (!node.isRunning() && !down.contains(node)) {
        start(node);
      }
    }
  }

  private void start(Node node) throws IOException {
    node.start();
    listener.started(node.number());
  }

  private int shortOrLong() {
    return random.nextBoolean()
        ? between(SHORT / 2, 2 * SHORT)
        : between(LONG * 3 / 4, LONG * 5 / 4);
  }

  private int between(int least, int most) {
    return random.nextInt(least, most);
  }

  private static void pass(int milliseconds) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(milliseconds));
  }
}
