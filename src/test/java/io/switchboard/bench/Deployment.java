package io.switchboard.bench;

import io.switchboard.processes.DatabaseServer;
import io.switchboard.processes.Loopback;
import io.switchboard.processes.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Node processes under load, and the client that loads them. */
final class Deployment implements AutoCloseable {
  private final List<Node> nodes;
  private final Optional<DatabaseServer> server;
  private final Load load;

  private Deployment(List<Node> nodes, Optional<DatabaseServer> server, int atOnce)
      throws IOException, InterruptedException {
    this.nodes = nodes;
    this.server = server;
    for (Node node : nodes) {
      node.start();
    }
    for (Node node : nodes) {
      node.awaitReady();
    }
    this.load = new Load(nodes.stream().map(Node::url).toList(), atOnce);
  }

  /** A standalone node with an embedded database. */
  static Deployment embedded(Path folder, List<String> options, int atOnce)
      throws IOException, InterruptedException {
    return new Deployment(
        List.of(Node.alone(new Loopback(), folder, options)), Optional.empty(), atOnce);
  }

  /**
   * A cluster of nodes over PostgreSQL.
   *
   * @param ground the network with its ports and database
   * @param version the folder of another version of the program; empty: this version
   */
  static Deployment clustered(
      int size,
      Loopback ground,
      DatabaseServer server,
      Path folder,
      Optional<Path> version,
      List<String> options,
      int atOnce)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    List<Node> nodes = new ArrayList<>();
    for (int number = 1; number <= size; number++) {
      Node node = Node.ofCluster(number, size, ground, folder, options);
      nodes.add(version.isPresent() ? node.from(version.get()) : node);
    }
    return new Deployment(nodes, Optional.of(server), atOnce);
  }

  Load load() {
    return load;
  }

  /** What its nodes and its database server have used so far. */
  Usage usage() throws IOException, InterruptedException {
    return Usage.of(nodes, server);
  }

  @Override
  public void close() {
    load.close();
    nodes.forEach(Node::killNow);
  }
}
