package io.switchboard.http;

import akka.Done;
import akka.NotUsed;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.stream.KillSwitches;
import akka.stream.SharedKillSwitch;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import io.switchboard.entity.DesktopEvent;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Answers that go on: what happens to an agent as server-sent events. When nothing happens a
 * comment is sent now and then, so that nobody on the way takes the connection for dead. A stream
 * ends when the server stops, and when its source fails, as it does when the reader is too slow;
 * the reader comes back and goes on from the last event that they got.
 */
final class DesktopStreams {
  private static final ByteString HEARTBEAT = ByteString.fromString(":\n\n");

  private final Duration heartbeat;
  private final SharedKillSwitch open = KillSwitches.shared("desktop-streams");

  DesktopStreams(ActorSystem<?> system) {
    heartbeat = system.settings().config().getDuration("switchboard.http.heartbeat");
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseServiceUnbind(),
            "end-desktop-streams",
            () -> {
              open.shutdown();
              return CompletableFuture.completedFuture(Done.getInstance());
            });
  }

  HttpResponse answer(Source<DesktopEvent, NotUsed> events) {
    Source<ByteString, NotUsed> stream =
        events
            .map(DesktopStreams::text)
            .onErrorComplete()
            .via(open.flow())
            .keepAlive(heartbeat, () -> HEARTBEAT);
    return HttpResponse.create()
        .addHeader(RawHeader.create("Cache-Control", "no-store"))
        .withEntity(
            HttpEntities.createChunked(ContentTypes.create(MediaTypes.TEXT_EVENT_STREAM), stream));
  }

  private static ByteString text(DesktopEvent event) {
    DesktopView view = DesktopView.of(event);
    return ByteString.fromString(
        "event: %s\nid: %s\ndata: %s\n\n"
            .formatted(view.type(), event.id(), Body.text(view.data())));
  }
}
