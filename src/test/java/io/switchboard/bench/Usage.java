package io.switchboard.bench;

import io.switchboard.processes.DatabaseServer;
import io.switchboard.processes.Node;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Resources that the nodes and the database have used since their start.
 *
 * @param nodes processor seconds
 * @param database processor seconds, if it is a separate server
 * @param connections seconds of connection use
 * @param events stored events: changes of the state of one entity
 * @param writes the writes that stored them: batches, each of one agent, queue or partition
 * @param rows the rows of the journal that they took: one for each write of a partition, and one
 *     for each event of any other entity
 */
record Usage(
    double nodes, double database, double connections, double events, double writes, double rows) {
  /** Versions before December 2026 called events facts. */
  private static final Pattern WRITTEN_SUM =
      Pattern.compile("switchboard_write_(facts|events)_sum");

  private static final Pattern WRITTEN_COUNT =
      Pattern.compile("switchboard_write_(facts|events)_count");

  private static final Pattern ROWS =
      Pattern.compile(
          "switchboard_write_events_count\\{entity=\"(Conversation|Consumer)\""
              + "|switchboard_write_events_sum\\{entity=\"(SkillQueue|Agent)\"");

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** The usage so far. */
  static Usage of(List<Node> nodes, Optional<DatabaseServer> server)
      throws IOException, InterruptedException {
    double connections = 0;
    double events = 0;
    double writes = 0;
    double rows = 0;
    for (Node node : nodes) {
      List<String> metrics = metrics(node);
      connections += sum(metrics, "hikaricp_connections_usage_seconds_sum");
      events += sum(metrics, WRITTEN_SUM);
      writes += sum(metrics, WRITTEN_COUNT);
      rows += sum(metrics, ROWS);
    }
    return new Usage(
        processors(nodes.stream().map(Node::process)),
        processors(server.stream().flatMap(DatabaseServer::processes)),
        connections,
        events,
        writes,
        rows);
  }

  /** The usage since then, divided by a count. */
  Usage since(Usage before, long count) {
    return new Usage(
        (nodes - before.nodes) / count,
        (database - before.database) / count,
        (connections - before.connections) / count,
        (events - before.events) / count,
        (writes - before.writes) / count,
        (rows - before.rows) / count);
  }

  private static double processors(Stream<ProcessHandle> processes) {
    return processes
        .flatMap(process -> process.info().totalCpuDuration().stream())
        .mapToDouble(used -> used.toNanos() / 1e9)
        .sum();
  }

  private static List<String> metrics(Node node) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(node.url() + "/metrics")).build();
    return HTTP.send(request, BodyHandlers.ofLines()).body().toList();
  }

  private static double sum(List<String> metrics, String name) {
    return sum(metrics, Pattern.compile(name));
  }

  private static double sum(List<String> metrics, Pattern name) {
    return metrics.stream()
        .filter(line -> name.matcher(line).lookingAt())
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(" "))))
        .sum();
  }
}
