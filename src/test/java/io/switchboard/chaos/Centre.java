package io.switchboard.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.chaos.Clients.Request;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** The calls of clients, by their names. */
final class Centre {
  private static final int OK = 200;

  private final Clients clients;
  private final AtomicBoolean open = new AtomicBoolean(true);

  Centre(Clients clients) {
    this.clients = clients;
  }

  Clients clients() {
    return clients;
  }

  /** Stops all requests; pending ones are given up. */
  void close() {
    open.set(false);
  }

  boolean isOpen() {
    return open.get();
  }

  Optional<Answer> start(String id, String skill) {
    return send(starting("customer", id, skill));
  }

  static Request starting(String client, String id, String skill) {
    return new Request(
        client,
        "START",
        id,
        Map.of("skill", skill),
        "POST",
        "/conversations",
        "{\"id\":\"%s\",\"consumer\":\"of-%s\",\"skill\":\"%s\"}".formatted(id, id, skill));
  }

  Optional<Answer> accept(String id, String agent) {
    return send(accepting(agent, id, agent));
  }

  static Request accepting(String client, String id, String agent) {
    return new Request(
        client,
        "ACCEPT",
        id,
        Map.of("agent", agent),
        "POST",
        "/conversations/" + id + "/accept",
        "{\"agent\":\"%s\"}".formatted(agent));
  }

  Optional<Answer> decline(String id, String agent) {
    return byAgent("DECLINE", id, agent, "/decline");
  }

  Optional<Answer> giveBack(String id, String agent) {
    return byAgent("RETURN", id, agent, "/return");
  }

  Optional<Answer> takeOver(String id, String agent) {
    return byAgent("TAKEOVER", id, agent, "/takeover");
  }

  private Optional<Answer> byAgent(String what, String id, String agent, String path) {
    return post(
        agent,
        what,
        id,
        Map.of("agent", agent),
        "/conversations/" + id + path,
        "{\"agent\":\"%s\"}".formatted(agent));
  }

  Optional<Answer> transferToSkill(String id, String agent, String skill) {
    return post(
        agent,
        "TRANSFER_TO_SKILL",
        id,
        Map.of("agent", agent, "skill", skill),
        "/conversations/" + id + "/transfer",
        "{\"agent\":\"%s\",\"toSkill\":\"%s\"}".formatted(agent, skill));
  }

  Optional<Answer> transferToAgent(String id, String agent, String other) {
    return post(
        agent,
        "TRANSFER_TO_AGENT",
        id,
        Map.of("agent", agent, "toAgent", other),
        "/conversations/" + id + "/transfer",
        "{\"agent\":\"%s\",\"toAgent\":\"%s\"}".formatted(agent, other));
  }

  Optional<Answer> write(String id, String from) {
    return post(
        from,
        "WRITE",
        id,
        Map.of("from", from),
        "/conversations/" + id + "/messages",
        "{\"from\":\"%s\"}".formatted(from));
  }

  Optional<Answer> close(String id, String by) {
    return send(closing(by, id, by));
  }

  static Request closing(String client, String id, String by) {
    return new Request(
        client,
        "CLOSE",
        id,
        Map.of("by", by),
        "POST",
        "/conversations/" + id + "/close",
        "{\"by\":\"%s\"}".formatted(by));
  }

  Optional<Answer> makeUrgent(String id) {
    return send(
        "supervisor", "REVISE", id, Map.of(), "PATCH", "/conversations/" + id, "{\"urgent\":true}");
  }

  Optional<Answer> present(String agent, String state, String lease) {
    return send(presenting(agent, agent, state, lease));
  }

  /** A presence without a lease if the agent is offline or the lease is empty. */
  static Request presenting(String client, String agent, String state, String lease) {
    String body =
        state.equals("OFFLINE") || lease.isEmpty()
            ? "{\"state\":\"%s\"}".formatted(state)
            : "{\"state\":\"%s\",\"lease\":\"%s\"}".formatted(state, lease);
    return new Request(
        client,
        "PRESENCE",
        agent,
        Map.of("presence", state),
        "PUT",
        "/agents/" + agent + "/presence",
        body);
  }

  Optional<Answer> configure(String path, String tag, String document) {
    Map<String, String> with = tag.isEmpty() ? Map.of() : Map.of("tag", tag);
    return send("supervisor", "CONFIGURE", path, with, "PUT", path, document);
  }

  /** Records a resource shown by a node, as if a client had read it. */
  void saw(String path, String node, long askedAt, JsonNode shown) {
    Request request = new Request("desktop", "LOOK", path, Map.of(), "GET", path, "");
    clients.record(request, node, askedAt, new Answer(OK, shown, ""));
  }

  Optional<Answer> look(String path) {
    return send("supervisor", "LOOK", path, Map.of(), "GET", path, "");
  }

  private Optional<Answer> post(
      String client,
      String what,
      String subject,
      Map<String, String> with,
      String path,
      String body) {
    return send(client, what, subject, with, "POST", path, body);
  }

  private Optional<Answer> send(
      String client,
      String what,
      String subject,
      Map<String, String> with,
      String method,
      String path,
      String body) {
    return send(new Request(client, what, subject, with, method, path, body));
  }

  private Optional<Answer> send(Request request) {
    BooleanSupplier wanted = this::isOpen;
    return clients.ask(request, wanted);
  }
}
