package io.switchboard.chaos;

import io.switchboard.chaos.Clients.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A client of one node over one kept connection. It asks for what has changed lately at any node,
 * and repeats calls that were acknowledged.
 */
final class Probe implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final List<String> LEFT = List.of("CLOSE", "RETURN", "TAKEOVER");

  private final String name;
  private final Clients clients;
  private final KeptConnection connection;
  private final Random random;

  Probe(String name, String url, Clients clients, long seed) {
    this.name = name;
    this.clients = clients;
    this.connection = new KeptConnection(url, PATIENCE);
    this.random = new Random(seed);
  }

  /** Opens its connection unless it is open. */
  void connect() throws IOException {
    connection.open();
  }

  /** Asks for one thing, and records the attempt. */
  Answer ask() {
    return attempt(connection, clients, request());
  }

  /** Sends a request over a connection, and records the attempt. */
  static Answer attempt(KeptConnection connection, Clients clients, Request request) {
    long sentAt = Clients.now();
    Answer answer = Answer.NONE;
    try {
      connection.open();
      sentAt = Clients.now();
      answer =
          connection.ask(
              request.method(),
              clients.base() + request.path(),
              request.with().getOrDefault("tag", ""),
              request.body());
    } catch (IOException noAnswer) {
      connection.close();
    }
    clients.record(
        request.with("openedAt", "" + connection.openedAt()), connection.node(), sentAt, answer);
    return answer;
  }

  private Request request() {
    int luck = random.nextInt(100);
    if (luck < 35) {
      return look("/conversations/" + subject(any(LEFT), Writer.CONVERSATION));
    } else if (luck < 45) {
      return look("/conversations/" + subject("ACCEPT", Writer.CONVERSATION));
    } else if (luck < 50) {
      return look("/conversations/" + Writer.CONVERSATION);
    } else if (luck < 62) {
      return look("/agents/" + agentOf(any(LEFT)));
    } else if (luck < 67) {
      return look("/agents/" + Writer.AGENT);
    } else if (luck < 77) {
      return look("/skills/" + Writer.SKILL);
    } else if (luck < 80) {
      return look("");
    } else if (luck < 86) {
      return look("/skills/" + (random.nextBoolean() ? "sales" : "care") + "/queue?limit=1000");
    }
    return repeated(luck < 91 ? "START" : luck < 96 ? "CLOSE" : "ACCEPT");
  }

  private String any(List<String> kinds) {
    return kinds.get(random.nextInt(kinds.size()));
  }

  private String subject(String what, String otherwise) {
    return clients.recent().any(what, random).map(Call::subject).orElse(otherwise);
  }

  private String agentOf(String what) {
    return clients
        .recent()
        .any(what, random)
        .map(call -> call.with().getOrDefault("agent", call.client()))
        .filter(agent -> agent.startsWith("a"))
        .orElse(Writer.AGENT);
  }

  private Request look(String path) {
    return new Request(name, "LOOK", path, Map.of(), "GET", path, "");
  }

  /** An acknowledged call once more; that is permitted for each of these kinds. */
  private Request repeated(String what) {
    return clients
        .recent()
        .any(what, random)
        .map(call -> repeated(call.subject(), what, call.with()))
        .orElseGet(() -> look("/conversations/" + Writer.CONVERSATION));
  }

  private Request repeated(String id, String what, Map<String, String> with) {
    return switch (what) {
      case "START" -> Centre.starting(name, id, with.get("skill"));
      case "CLOSE" -> Centre.closing(name, id, with.get("by"));
      default -> Centre.accepting(name, id, with.get("agent"));
    };
  }

  @Override
  public void close() {
    connection.close();
  }
}
