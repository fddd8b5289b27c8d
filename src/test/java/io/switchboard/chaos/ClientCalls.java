package io.switchboard.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.chaos.Clients.Request;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** The calls of clients, by their names. */
final class ClientCalls {
  private static final int OK = 200;

  private final Clients clients;
  private final AtomicBoolean open = new AtomicBoolean(true);

  ClientCalls(Clients clients) {
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
    String body =
        "{\"id\":\"%s\",\"consumer\":\"of-%s\",\"skill\":\"%s\"}".formatted(id, id, skill);
    return new Request(client, "START", id, Map.of("skill", skill), "POST", "/conversations", body);
  }

  Optional<Answer> accept(String id, String agent) {
    return send(accepting(agent, id, agent));
  }

  static Request accepting(String client, String id, String agent) {
    return command(client, "ACCEPT", id, "/accept", Map.of("agent", agent));
  }

  Optional<Answer> decline(String id, String agent) {
    return send(command(agent, "DECLINE", id, "/decline", Map.of("agent", agent)));
  }

  Optional<Answer> returnToQueue(String id, String agent) {
    return send(command(agent, "RETURN", id, "/return", Map.of("agent", agent)));
  }

  Optional<Answer> takeOver(String id, String agent) {
    return send(command(agent, "TAKEOVER", id, "/takeover", Map.of("agent", agent)));
  }

  Optional<Answer> transferToSkill(String id, String agent, String skill) {
    return transfer(
        "TRANSFER_TO_SKILL", id, Map.of("agent", agent, "skill", skill), "toSkill", skill);
  }

  Optional<Answer> transferToAgent(String id, String agent, String other) {
    return transfer(
        "TRANSFER_TO_AGENT", id, Map.of("agent", agent, "toAgent", other), "toAgent", other);
  }

  private Optional<Answer> transfer(
      String what, String id, Map<String, String> with, String target, String to) {
    String agent = with.get("agent");
    String body = object(Map.of("agent", agent, target, to));
    String path = "/conversations/" + id + "/transfer";
    return send(new Request(agent, what, id, with, "POST", path, body));
  }

  Optional<Answer> write(String id, String from) {
    return send(command(from, "WRITE", id, "/messages", Map.of("from", from)));
  }

  Optional<Answer> close(String id, String by) {
    return send(closing(by, id, by));
  }

  static Request closing(String client, String id, String by) {
    return command(client, "CLOSE", id, "/close", Map.of("by", by));
  }

  /** A command to a conversation, whose body has the recorded members. */
  private static Request command(
      String client, String what, String id, String path, Map<String, String> with) {
    return new Request(client, what, id, with, "POST", "/conversations/" + id + path, object(with));
  }

  private static String object(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> "\"%s\":\"%s\"".formatted(member.getKey(), member.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  Optional<Answer> makeUrgent(String id) {
    return send(
        new Request(
            "supervisor",
            "REVISE",
            id,
            Map.of(),
            "PATCH",
            "/conversations/" + id,
            "{\"urgent\":true}"));
  }

  Optional<Answer> present(String agent, String state, String lease) {
    return send(presenting(agent, agent, state, lease));
  }

  /** A presence without a lease if the agent is offline or the lease is empty. */
  static Request presenting(String client, String agent, String state, String lease) {
    Map<String, String> body =
        state.equals("OFFLINE") || lease.isEmpty()
            ? Map.of("state", state)
            : Map.of("state", state, "lease", lease);
    String path = "/agents/" + agent + "/presence";
    return new Request(
        client, "PRESENCE", agent, Map.of("presence", state), "PUT", path, object(body));
  }

  Optional<Answer> configure(String path, String tag, String document) {
    Map<String, String> with = tag.isEmpty() ? Map.of() : Map.of("tag", tag);
    return send(new Request("supervisor", "CONFIGURE", path, with, "PUT", path, document));
  }

  /** Records a resource shown by a node, as if a client had read it. */
  void saw(String path, String node, long askedAt, JsonNode shown) {
    clients.record(reading("desktop", path), node, askedAt, new Answer(OK, shown, ""));
  }

  Optional<Answer> look(String path) {
    return send(reading("supervisor", path));
  }

  private static Request reading(String client, String path) {
    return new Request(client, "LOOK", path, Map.of(), "GET", path, "");
  }

  private Optional<Answer> send(Request request) {
    return clients.ask(request, this::isOpen);
  }
}
