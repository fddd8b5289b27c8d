package io.switchboard.chaos;

import io.switchboard.chaos.Clients.Request;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;

/**
 * The only client that changes one resource, to the values 1, 2, 3 and so on. It sends each value
 * to one node after the other until it is acknowledged. After that no older value may be shown.
 */
final class Writer implements AutoCloseable {
  /** The conversation that only writers change. */
  static final String CONVERSATION = "probed";

  static final String AGENT = "probed";
  static final String SKILL = "probed";

  /** The skill of the probed conversation; its agent never comes online. */
  static final String LINE = "held";

  /** Prefix of the name of the probed skill, followed by its value. */
  static final String NAMED = "value ";

  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final Clients clients;
  private final List<KeptConnection> connections;
  private final IntFunction<Request> request;
  private int value = 1;
  private int attempts;

  private Writer(Clients clients, IntFunction<Request> request) {
    this.clients = clients;
    this.connections =
        clients.urls().stream().map(url -> new KeptConnection(url, PATIENCE)).toList();
    this.request = request;
  }

  /** A writer of a skill's name. */
  static Writer ofConfiguration(Clients clients) {
    String path = "/skills/" + SKILL;
    return new Writer(
        clients,
        value ->
            new Request(
                "configurer",
                "CONFIGURE",
                path,
                Map.of("tag", "*", "value", "" + value),
                "PUT",
                path,
                "{\"name\":\"%s%d\"}".formatted(NAMED, value)));
  }

  /** A writer of the attributes of a waiting conversation. */
  static Writer ofAttributes(Clients clients) {
    return new Writer(clients, value -> revising("reviser", CONVERSATION, value));
  }

  /** Sets the attribute {@code n} of a conversation. */
  static Request revising(String client, String id, int value) {
    return new Request(
        client,
        "REVISE",
        id,
        Map.of("value", "" + value),
        "PATCH",
        "/conversations/" + id,
        "{\"attributes\":{\"n\":\"%d\"}}".formatted(value));
  }

  /** A writer of the presence of an agent without capacity. */
  static Writer ofPresence(Clients clients) {
    return new Writer(
        clients,
        value ->
            ClientCalls.presenting("presenter", AGENT, value % 2 == 0 ? "OFFLINE" : "ONLINE", ""));
  }

  /**
   * One attempt for the present value; the next value follows after an answer with a known outcome.
   *
   * @param first the node, from 0, that receives each value first; negative: any
   */
  Answer write(IntSupplier first) {
    int preferred = first.getAsInt();
    int node =
        attempts == 0 && preferred >= 0
            ? preferred
            : Math.floorMod(value + attempts, connections.size());
    Answer answer = Probe.attempt(connections.get(node), clients, request.apply(value));
    if (answer.isUnknown()) {
      attempts++;
    } else {
      attempts = 0;
      value++;
    }
    return answer;
  }

  @Override
  public void close() {
    connections.forEach(KeptConnection::close);
  }
}
