package io.switchboard.http;

import akka.Done;
import akka.NotUsed;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCodes;
import akka.stream.KillSwitches;
import akka.stream.SharedKillSwitch;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import io.switchboard.actor.DesktopEvent;
import io.switchboard.actor.runtime.NodeLease;
import io.switchboard.http.problem.RequestRefusedException;
import io.switchboard.http.request.JsonBody;
import io.switchboard.http.view.DesktopEventView;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Event streams of agents, as server-sent events. While nothing happens, a comment is sent at
 * intervals, so that no proxy closes an idle connection. A stream ends when the server stops, when
 * its source fails (for example because the reader is too slow), and when the node has lost its
 * {@link NodeLease}, without which nothing is sent. The client reconnects and continues after the
 * last event that it received.
 */
final class EventStreams {
  private static final ByteString HEARTBEAT = ByteString.fromString(":\n\n");

  /** Limit per agent: more than an agent opens by accident; only a client in a loop reaches it. */
  private static final int MOST_OF_ONE_AGENT = 32;

  private final Duration heartbeat;
  private final NodeLease lease;
  private final int most;
  private final AtomicInteger all = new AtomicInteger();
  private final ConcurrentMap<String, Integer> open = new ConcurrentHashMap<>();
  private final SharedKillSwitch end = KillSwitches.shared("desktop-streams");

  EventStreams(ActorSystem<?> system) {
    lease = NodeLease.of(system);
    most = system.settings().config().getInt("switchboard.http.event-streams");
    heartbeat = system.settings().config().getDuration("switchboard.http.heartbeat");
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseServiceUnbind(),
            "end-desktop-streams",
            () -> {
              end.shutdown();
              return CompletableFuture.completedFuture(Done.getInstance());
            });
  }

  /** Streams the events of an agent; 429 for too many of that agent, 503 for too many in all. */
  HttpResponse open(String agent, Source<DesktopEvent, NotUsed> events) {
    if (all.get() >= most) {
      throw new RequestRefusedException(
          StatusCodes.SERVICE_UNAVAILABLE,
          "This node has %d open event streams, which is the maximum; repeat the request later."
              .formatted(most));
    }
    if (open.getOrDefault(agent, 0) >= MOST_OF_ONE_AGENT) {
      throw new RequestRefusedException(
          StatusCodes.TOO_MANY_REQUESTS,
          "This agent has %d open event streams on this node, which is the maximum; close one first."
              .formatted(MOST_OF_ONE_AGENT));
    }
    Source<ByteString, NotUsed> stream =
        events
            .map(EventStreams::text)
            .onErrorComplete()
            .via(end.flow())
            .keepAlive(heartbeat, () -> HEARTBEAT)
            .takeWhile(any -> lease.isHeld())
            .watchTermination(
                (opened, closed) -> {
                  all.incrementAndGet();
                  open.merge(agent, 1, Integer::sum);
                  closed.whenComplete((done, failure) -> closed(agent));
                  return opened;
                });
    return HttpResponse.create()
        .withEntity(
            HttpEntities.createChunked(ContentTypes.create(MediaTypes.TEXT_EVENT_STREAM), stream));
  }

  private void closed(String agent) {
    all.decrementAndGet();
    open.computeIfPresent(agent, (any, count) -> count == 1 ? null : count - 1);
  }

  private static ByteString text(DesktopEvent event) {
    DesktopEventView view = DesktopEventView.of(event);
    return ByteString.fromString(
        "event: %s\nid: %s\ndata: %s\n\n"
            .formatted(view.type(), event.id(), JsonBody.text(view.data())));
  }
}
