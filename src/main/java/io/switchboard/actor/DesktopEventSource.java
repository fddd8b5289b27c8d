package io.switchboard.actor;

import akka.NotUsed;
import akka.actor.Cancellable;
import akka.actor.typed.ActorRef;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import akka.stream.Materializer;
import akka.stream.OverflowStrategy;
import akka.stream.javadsl.Source;
import akka.stream.typed.javadsl.ActorSource;
import io.switchboard.actor.DesktopEvent.Snapshot;
import io.switchboard.actor.EntityCommand.Watch;
import io.switchboard.actor.runtime.DesktopEventId;
import java.time.Duration;
import java.util.Optional;

/**
 * What happens to an agent, as a stream. It keeps asking the entity to be told, with the last event
 * that it has seen, and so finds out when it has missed something or when the entity has begun
 * another life elsewhere. A reader who is too slow is cut off.
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
            () -> agent.tell(new Watch(last, desktop)),
            materializer.executionContext());
  }

  /**
   * Moves on to an event if it follows the last one. Events that are missing in between are asked
   * for again; until then this is false.
   */
  private boolean follow(DesktopEvent event) {
    boolean next =
        event instanceof Snapshot
            || last.flatMap(DesktopEventId::read)
                .map(id -> id.next().toString())
                .filter(event.id()::equals)
                .isPresent();
    if (next) {
      last = Optional.of(event.id());
    }
    return next;
  }
}
