package io.switchboard.chaos;

import io.switchboard.chaos.Clients.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Conversations and agents that no other client changes. A frozen node receives no message for
 * them, so that it need not write after the freeze and may answer from memory. They are changed at
 * other nodes once those have taken over.
 */
final class Exhibits implements AutoCloseable {
  static final String SKILL = "shown";

  /** The agents of these conversations. */
  static final List<String> CURATORS = IntStream.range(0, 6).mapToObj(i -> "curator-" + i).toList();

  private static final int STANDING = 30;
  private static final int LOOKS_UNTIL_IT_RINGS = 30;
  private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  /** A conversation and its assigned agent. */
  record Exhibit(String id, String agent) {}

  private final ClientCalls centre;
  private final List<KeptConnection> connections;
  private final Queue<String> ids = new ConcurrentLinkedQueue<>();
  private final List<Exhibit> standing = new ArrayList<>();
  private volatile List<Exhibit> changed = List.of();
  private int changes;

  Exhibits(ClientCalls centre) {
    this.centre = centre;
    this.connections =
        centre.clients().urls().stream().map(url -> new KeptConnection(url, PATIENCE)).toList();
  }

  /** All conversations of this kind so far. */
  List<String> conversations() {
    return List.copyOf(ids);
  }

  /** Lets the agents come online. */
  void open() {
    CURATORS.forEach(curator -> centre.present(curator, "ONLINE", ""));
  }

  /** Adds a conversation unless there are enough. */
  void stock() {
    if (standing.size() >= STANDING) {
      return;
    }
    String id = "shown-" + ids.size();
    ids.add(id);
    Optional<Answer> shown = centre.start(id, SKILL);
    for (int i = 0; i < LOOKS_UNTIL_IT_RINGS && shown.isPresent(); i++) {
      String agent = shown.get().body().path("offeredTo").asText("");
      if (!agent.isEmpty() && centre.accept(id, agent).filter(Answer::isDone).isPresent()) {
        standing.add(new Exhibit(id, agent));
        return;
      }
      LockSupport.parkNanos(BETWEEN_LOOKS);
      shown = centre.look("/conversations/" + id);
    }
  }

  /** Records the begin of a freeze, in which nothing has changed yet. */
  void freezes() {
    changed = List.of();
  }

  /** Closes two of three and changes the attributes of the third, at all nodes but one. */
  void change(int frozen) {
    List<Exhibit> done = new ArrayList<>();
    for (Exhibit exhibit : List.copyOf(standing)) {
      changes++;
      Request request =
          changes % 3 == 0
              ? Writer.revising("curator", exhibit.id(), changes)
              : ClientCalls.closing("CONSUMER", exhibit.id(), "CONSUMER");
      int others = Math.max(1, connections.size() - 1);
      int node = (frozen + 1 + changes % others) % connections.size();
      if (Probe.attempt(connections.get(node), centre.clients(), request).isDone()) {
        done.add(exhibit);
        changed = List.copyOf(done);
        if (changes % 3 != 0) {
          standing.remove(exhibit);
        }
      }
    }
  }

  /**
   * A call, permitted at any time, whose answer shows a conversation or agent changed in this
   * freeze.
   */
  Optional<Request> call(String client, Random random) {
    List<Exhibit> all = changed;
    if (all.isEmpty()) {
      return Optional.empty();
    }
    Exhibit one = all.get(random.nextInt(all.size()));
    String path = "/conversations/" + one.id();
    return Optional.of(
        switch (random.nextInt(8)) {
          case 0 -> ClientCalls.starting(client, one.id(), SKILL);
          case 1 -> ClientCalls.accepting(client, one.id(), one.agent());
          case 2, 3 -> ClientCalls.presenting(client, one.agent(), "ONLINE", "");
          case 4 ->
              new Request(
                  client,
                  "LOOK",
                  path + "/explanation",
                  Map.of(),
                  "GET",
                  path + "/explanation",
                  "");
          default -> new Request(client, "LOOK", path, Map.of(), "GET", path, "");
        });
  }

  /** Closes all of them. */
  void end() {
    conversations().forEach(id -> centre.close(id, "CONSUMER"));
  }

  @Override
  public void close() {
    connections.forEach(KeptConnection::close);
  }
}
