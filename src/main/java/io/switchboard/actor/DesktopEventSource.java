package io.switchboard.actor;

import akka.NotUsed;
import akka.actor.Cancellable;
import akka.actor.typed.ActorRef;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import akka.stream.Materializer;
import akka.stream.OverflowStrategy;
import akka.stream.javadsl.Source;
import akka.stream.typed.javadsl.ActorSource;
import io.switchboard.actor.runtime.DesktopEventId;
import java.time.Duration;
import java.util.Optional;

/**
 * The events of an agent as a stream. It renews its subscription periodically with the id of the
 * last event received; this detects lost events and a new incarnation of the entity on another
 * node. The stream of a reader that is too slow fails.
 */
final class DesktopEventSource {
  private static final Duration RENEWED_EVERY = Duration.ofSeconds(3);
  private static final int BUFFERED = 512;

  private final EntityRef<EntityCommand> agent;
  private volatile Optional<String> last;

  private DesktopEventSource(EntityRef<EntityCommand> agent, Optional<String> last) {
    this.agent = agent;
    this.last = last;
  }

  static Source<DesktopEvent, NotUsed> of(
      EntityRef<EntityCommand> agent, Optional<String> lastEvent) {
    return Source.fromMaterializer(
            (materializer, attributes) ->
                new DesktopEventSource(agent, lastEvent).events(materializer))
        .mapMaterializedValue(any -> NotUsed.getInstance());
  }

  private Source<DesktopEvent, NotUsed> events(Materializer materializer) {
    return ActorSource.<DesktopEvent>actorRef(
            event -> false, event -> Optional.empty(), BUFFERED, OverflowStrategy.fail())
        .filter(this::follow)
        .watchTermination(
            (desktop, ended) -> {
              Cancellable renewing = keepWatching(desktop, materializer);
              ended.whenComplete((done, failure) -> renewing.cancel());
              return NotUsed.getInstance();
            });
  }

  private Cancellable keepWatching(ActorRef<DesktopEvent> desktop, Materializer materializer) {
    return materializer
        .system()
        .scheduler()
        .scheduleWithFixedDelay(
            Duration.ZERO,
            RENEWED_EVERY,
            () -> agent.tell(new EntityCommand.Watch(last, desktop)),
            materializer.executionContext());
  }

  /** Accepts a snapshot or the next event; false when events before it are missing. */
  private boolean follow(DesktopEvent event) {
    boolean next =
        event instanceof DesktopEvent.Snapshot
            || last.flatMap(DesktopEventId::parse)
                .map(id -> id.next().toString())
                .filter(event.id()::equals)
                .isPresent();
    if (next) {
      last = Optional.of(event.id());
    }
    return next;
  }
}
