package io.switchboard.server;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.switchboard.api.AccountClient;
import io.switchboard.server.database.StartupException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Several nodes in this process over one database, as in conf/cluster.conf except for shorter
 * failure detection.
 */
public final class Nodes implements AutoCloseable {
  private static final Config IMPATIENT =
      ConfigFactory.parseString(
          """
          akka {
            loglevel = WARNING
            coordinated-shutdown.run-by-actor-system-terminate = off
            remote.artery.canonical.port = 0
            cluster {
              gossip-interval = 200ms
              leader-actions-interval = 200ms
              unreachable-nodes-reaper-interval = 200ms
              periodic-tasks-initial-delay = 200ms
              failure-detector.heartbeat-interval = 200ms
              failure-detector.acceptable-heartbeat-pause = 5s
              split-brain-resolver.stable-after = 1s
              down-removal-margin = 500ms
              singleton.min-number-of-hand-over-retries = 10
              singleton.hand-over-retry-interval = 200ms
              sharding.retry-interval = 200ms
            }
            management.cluster.bootstrap.contact-point-discovery {
              stable-margin = 1s
              interval = 200ms
            }
          }
          """);

  private final String database;
  private final List<Integer> managementPorts;
  private final List<Node> nodes = new ArrayList<>();

  private Nodes(String database, List<Integer> managementPorts) {
    this.database = database;
    this.managementPorts = managementPorts;
  }

  /** This number of nodes that form a cluster. */
  public static Nodes start(String database, int size) throws Exception {
    Nodes all = new Nodes(database, freePorts(size));
    try {
      for (int i = 0; i < size; i++) {
        all.nodes.add(Node.start(all.settings(i)));
      }
      for (Node node : all.nodes) {
        node.whenReady().toCompletableFuture().get(90, TimeUnit.SECONDS);
      }
      return all;
    } catch (Exception e) {
      all.close();
      throw e;
    }
  }

  /** The node, counted from 0 in the order of their start. */
  public Node get(int index) {
    return nodes.get(index);
  }

  /** Access to an account at the node. */
  AccountClient account(int index, String account) {
    return new AccountClient(nodes.get(index).port(), account);
  }

  /** Stops the node as an operator does. */
  void stop(int index) {
    nodes.get(index).close();
  }

  /** Ends the node without notice to the others, as a crash does. */
  public void crash(int index) throws Exception {
    Node node = nodes.get(index);
    node.system().terminate();
    node.whenStopped().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  /** Starts a stopped node again. */
  void restart(int index) throws Exception {
    nodes.set(index, Node.start(settings(index)));
    nodes.get(index).whenReady().toCompletableFuture().get(90, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    nodes.stream()
        .filter(node -> !node.whenStopped().toCompletableFuture().isDone())
        .forEach(Node::close);
  }

  private NodeSettings settings(int index) throws StartupException {
    String contactPoints =
        String.join(",", managementPorts.stream().map(port -> "127.0.0.1:" + port).toList());
    NodeSettings settings =
        NodeSettings.load(
            Optional.of(Path.of("conf/cluster.conf")),
            Map.of(
                "switchboard.http.port",
                0,
                "switchboard.database.url",
                database,
                "switchboard.database.user",
                "postgres",
                "switchboard.cluster.contact-points",
                contactPoints,
                "akka.management.http.port",
                managementPorts.get(index),
                "akka.management.cluster.bootstrap.contact-point-discovery"
                    + ".required-contact-point-nr",
                managementPorts.size()),
            Map.of());
    return Conf.with(settings, IMPATIENT);
  }

  private static List<Integer> freePorts(int size) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    }
    List<Integer> ports = held.stream().map(ServerSocket::getLocalPort).toList();
    for (ServerSocket socket : held) {
      socket.close();
    }
    return ports;
  }

  /** The indexes of all nodes. */
  List<Integer> indexes() {
    return IntStream.range(0, nodes.size()).boxed().toList();
  }
}
