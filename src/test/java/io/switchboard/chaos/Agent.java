package io.switchboard.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * An agent at a desktop: renews a lease, watches the event stream, accepts most ringing offers,
 * handles them for a while, and transfers or returns some.
 */
final class Agent {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LEASE = "PT20S";
  private static final long RENEWED_EVERY = 5_000;
  private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(3);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(200);

  private final String id;
  private final ClientCalls centre;
  private final Work work;
  private final Random random;
  private final List<String> colleagues;
  private final Set<String> busyWith = ConcurrentHashMap.newKeySet();
  private volatile Mood mood = Mood.WORKING;

  private enum Mood {
    WORKING,
    LOOKING_ONLY,
    FINISHING,
    OFFLINE
  }

  Agent(String id, ClientCalls centre, Work work, long seed, List<String> colleagues) {
    this.id = id;
    this.centre = centre;
    this.work = work;
    this.random = new Random(seed);
    this.colleagues = colleagues;
  }

  void begin() {
    work.after(0, this::renew);
    Thread desktop = new Thread(this::watch, "desktop of " + id);
    desktop.setDaemon(true);
    desktop.start();
  }

  /** Comes online, without any further calls. */
  void lookOnly() {
    mood = Mood.LOOKING_ONLY;
    centre.present(id, "ONLINE", LEASE);
  }

  /** Accepts and closes all conversations from now on. */
  void finishEverything() {
    mood = Mood.FINISHING;
    centre.present(id, "ONLINE", LEASE).ifPresent(answer -> show(answer.body()));
  }

  /** Goes offline for good. */
  void leave() {
    mood = Mood.OFFLINE;
    centre.present(id, "OFFLINE", LEASE);
  }

  private void renew() {
    if (!centre.isOpen()) {
      return;
    }
    if (mood != Mood.OFFLINE) {
      centre.present(id, presence(), LEASE);
    }
    after(RENEWED_EVERY, this::renew);
  }

  private String presence() {
    return switch (mood == Mood.WORKING ? random.nextInt(24) : -1) {
      case 0 -> "AWAY";
      case 1 -> "OFFLINE";
      case 2 -> "BACK_SOON";
      default -> "ONLINE";
    };
  }

  // --- events of the desktop ---

  private void watch() {
    while (centre.isOpen()) {
      try {
        HttpRequest request =
            HttpRequest.newBuilder(centre.clients().somewhere("/agents/" + id + "/events"))
                .timeout(CONNECTED_WITHIN)
                .build();
        long askedAt = Clients.now();
        boolean isFirst = true;
        Iterator<String> lines =
            centre.clients().http().send(request, BodyHandlers.ofLines()).body().iterator();
        String event = "";
        while (lines.hasNext() && centre.isOpen()) {
          String line = lines.next();
          if (line.startsWith("event: ")) {
            event = line.substring("event: ".length());
          } else if (line.startsWith("data: ")) {
            JsonNode data = JSON.readTree(line.substring("data: ".length()));
            if (isFirst && event.equals("snapshot")) {
              centre.saw("/agents/" + id, request.uri().getAuthority(), askedAt, data);
            }
            isFirst = false;
            happened(event, data);
          }
        }
      } catch (IOException | UncheckedIOException e) {
        LockSupport.parkNanos(PAUSE);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void happened(String event, JsonNode data) {
    switch (event) {
      case "snapshot" -> show(data);
      case "offer" -> rings(data.path("conversation").asText());
      case "assigned" -> has(data.path("conversation").asText());
      case "released" -> busyWith.remove(data.path("conversation").asText());
      default -> {
        // No action is needed.
      }
    }
  }

  private void show(JsonNode agent) {
    agent.path("ringing").forEach(one -> rings(one.path("conversation").asText()));
    agent.path("assigned").forEach(one -> has(one.path("conversation").asText()));
  }

  // --- calls ---

  private void rings(String conversation) {
    int luck = mood == Mood.WORKING ? random.nextInt(100) : 99;
    if (!acts()) {
      return;
    }
    if (luck >= 10) {
      after(random.nextInt(300), () -> centre.accept(conversation, id));
    } else if (luck >= 3) {
      after(random.nextInt(300), () -> centre.decline(conversation, id));
    }
  }

  private void has(String conversation) {
    if (acts() && busyWith.add(conversation)) {
      after(
          mood == Mood.FINISHING ? 0 : 200 + random.nextInt(2_500),
          () -> {
            if (acts()) {
              work(conversation);
            }
            busyWith.remove(conversation);
          });
    }
  }

  private boolean acts() {
    return mood == Mood.WORKING || mood == Mood.FINISHING;
  }

  private void work(String conversation) {
    int luck = mood == Mood.WORKING ? random.nextInt(100) : 99;
    if (luck < 8) {
      centre.returnToQueue(conversation, id);
    } else if (luck < 18) {
      centre.transferToSkill(conversation, id, random.nextBoolean() ? "care" : "sales");
    } else if (luck < 24) {
      String other = colleagues.get(random.nextInt(colleagues.size()));
      centre.transferToAgent(conversation, id, other);
    } else {
      centre.write(conversation, "AGENT");
      centre.close(conversation, "AGENT");
    }
  }

  private void after(long milliseconds, Runnable task) {
    work.after(TimeUnit.MILLISECONDS.toNanos(milliseconds), task);
  }
}
