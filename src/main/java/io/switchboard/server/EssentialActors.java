package io.switchboard.server;

import akka.actor.ActorIdentity;
import akka.actor.ActorRef;
import akka.actor.CoordinatedShutdown;
import akka.actor.Identify;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Watcher of the actors without which a node cannot work; it reports when one of them ends. Nothing
 * restarts them: failures that a restart can repair are handled by the supervision below them.
 */
final class EssentialActors {
  private static final List<String> PATHS =
      List.of(
          "/system/account-replica",
          "/system/account-revisions",
          "/system/cluster",
          "/system/fencing",
          "/system/jdbc-journal",
          "/system/jdbc-snapshot-store",
          "/system/sharding");

  private record Ended(String path) {}

  private EssentialActors() {}

  /**
   * Watches these actors and passes a sentence to {@code report} when one ends, unless the node is
   * stopping. It must be started after all of them, because a missing actor counts as ended.
   */
  static Behavior<Object> create(Consumer<String> report) {
    return Behaviors.setup(
        context -> {
          PATHS.forEach(path -> find(path, context));
          return Behaviors.receive(Object.class)
              .onMessage(
                  ActorIdentity.class,
                  found -> {
                    watch(found, context);
                    return Behaviors.same();
                  })
              .onMessage(
                  Ended.class,
                  ended -> {
                    if (CoordinatedShutdown.get(context.getSystem())
                        .getShutdownReason()
                        .isEmpty()) {
                      report.accept(
                          "The actor %s has ended; start the node again.".formatted(ended.path()));
                    }
                    return Behaviors.same();
                  })
              .build();
        });
  }

  private static void find(String path, ActorContext<Object> context) {
    Adapter.toClassic(context.getSystem())
        .actorSelection(path)
        .tell(new Identify(path), Adapter.toClassic(context.getSelf()));
  }

  private static void watch(ActorIdentity found, ActorContext<Object> context) {
    Ended ended = new Ended((String) found.correlationId());
    Optional<ActorRef> actor = found.getActorRef();
    actor.ifPresentOrElse(
        there -> context.watchWith(Adapter.toTyped(there), ended),
        () -> context.getSelf().tell(ended));
  }
}
