package io.switchboard.cluster;

import akka.actor.ActorRef;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import akka.pattern.Patterns;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Reports when one of the actors ends without which a node cannot work. Nothing starts them again:
 * whatever can be mended by a new start is supervised below them.
 */
final class Essentials {
  private static final List<String> PATHS =
      List.of(
          "/system/account-replica",
          "/system/account-revisions",
          "/system/cluster",
          "/system/expulsion",
          "/system/jdbc-journal",
          "/system/jdbc-snapshot-store",
          "/system/sharding");
  private static final Duration RETRY = Duration.ofSeconds(1);

  private record Found(String path, ActorRef actor) {}

  private record Ended(String path) {}

  private Essentials() {}

  /** Watches them; the sentence goes to {@code report}, unless the node is stopping. */
  static Behavior<Object> create(Consumer<String> report) {
    return Behaviors.setup(
        context -> {
          ActorSystem<?> system = context.getSystem();
          for (String path : PATHS) {
            CompletionStage<Void> unused =
                find(system, path)
                    .thenAccept(actor -> context.getSelf().tell(new Found(path, actor)));
          }
          return Behaviors.receive(Object.class)
              .onMessage(
                  Found.class,
                  found -> {
                    context.watchWith(Adapter.toTyped(found.actor()), new Ended(found.path()));
                    return Behaviors.same();
                  })
              .onMessage(
                  Ended.class,
                  ended -> {
                    if (CoordinatedShutdown.get(system).getShutdownReason().isEmpty()) {
                      report.accept(
                          "The actor %s has ended; start the node again.".formatted(ended.path()));
                    }
                    return Behaviors.same();
                  })
              .build();
        });
  }

  /** The journal and the snapshot store exist only when somebody has used them. */
  private static CompletionStage<ActorRef> find(ActorSystem<?> system, String path) {
    return Adapter.toClassic(system)
        .actorSelection(path)
        .resolveOne(RETRY)
        .exceptionallyCompose(notYet -> Patterns.after(RETRY, system, () -> find(system, path)));
  }
}
