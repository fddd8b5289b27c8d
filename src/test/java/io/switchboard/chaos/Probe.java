package io.switchboard.chaos;

import io.switchboard.chaos.Clients.Request;
import io.switchboard.chaos.Recent.Change;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A client of one node over one open connection. It reads what has changed lately at any node, and
 * repeats acknowledged calls.
 */
final class Probe implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration A_WHILE = Duration.ofSeconds(20);
  private static final List<String> LINES = List.of("sales", "care", Writer.LINE);

  private final String name;
  private final Clients clients;
  private final KeptConnection connection;
  private final Exhibits exhibits;
  private final Random random;
  private Optional<Request> chosen = Optional.empty();

  Probe(String name, String url, Clients clients, Exhibits exhibits, long seed) {
    this.name = name;
    this.clients = clients;
    this.connection = new KeptConnection(url, PATIENCE);
    this.exhibits = exhibits;
    this.random = new Random(seed);
  }

  /** Opens its connection if necessary. */
  void connect() throws IOException {
    connection.open();
  }

  /** Sends a request and records the attempt. */
  void ask() {
    boolean isRepeated = random.nextInt(5) == 0;
    attempt(
        connection,
        clients,
        isRepeated ? repeated() : chosenSince(Clients.now() - A_WHILE.toNanos()));
  }

  /** Reads resources that have changed since that moment, as long as they are answered. */
  void askSince(long time) {
    Request request =
        chosen
            .or(() -> random.nextInt(3) > 0 ? exhibits.call(name, random) : Optional.empty())
            .orElseGet(() -> chosenSince(time));
    Answer answer = attempt(connection, clients, request);
    chosen = answer.isUnknown() ? Optional.empty() : Optional.of(request);
  }

  /** Chooses another resource next time. */
  void choose() {
    chosen = Optional.empty();
  }

  /** Sends a request over a connection and records the attempt. */
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

  // --- choice of the request ---

  /**
   * A read of a resource that has changed since that moment, or of a permanent one: a conversation,
   * an agent, a queue or the configuration. An entity in the node's memory answers; without one
   * this probe waits, so it repeats the same read as long as there are answers.
   */
  private Request chosenSince(long time) {
    int luck = random.nextInt(100);
    if (luck < 40) {
      return look("/agents/" + id(clients.recent().agentSince(time, random), Writer.AGENT));
    } else if (luck < 75) {
      return ofConversation(clients.recent().conversationSince(time, random));
    } else if (luck < 87) {
      return look(random.nextInt(4) == 0 ? "" : "/skills/" + Writer.SKILL);
    }
    return look("/skills/" + LINES.get(random.nextInt(LINES.size())) + "/queue?limit=1000");
  }

  /** Reads it, or repeats the accept of its former agent. */
  private Request ofConversation(Optional<Change> change) {
    Optional<Call> accepted = change.flatMap(Change::accepted);
    return accepted.isPresent() && random.nextInt(4) == 0
        ? ClientCalls.accepting(name, accepted.get().subject(), accepted.get().with().get("agent"))
        : look("/conversations/" + id(change, Writer.CONVERSATION));
  }

  /** A repetition of an acknowledged call, which is always permitted. */
  private Request repeated() {
    boolean isStart = random.nextBoolean();
    Optional<Change> change = clients.recent().conversation(isStart ? "START" : "CLOSE", random);
    if (change.isEmpty()) {
      return look("/conversations/" + Writer.CONVERSATION);
    }
    Call call = change.get().last();
    return isStart
        ? ClientCalls.starting(name, call.subject(), call.with().get("skill"))
        : ClientCalls.closing(name, call.subject(), call.with().get("by"));
  }

  private static String id(Optional<Change> change, String otherwise) {
    return change.map(Change::id).orElse(otherwise);
  }

  private Request look(String path) {
    return new Request(name, "LOOK", path, Map.of(), "GET", path, "");
  }

  @Override
  public void close() {
    connection.close();
  }
}
