package io.switchboard.cluster;

import static akka.http.javadsl.server.Directives.reject;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.server.Route;

/** Which entities a node has, and which routes lead to them. */
final class Wiring {
  private Wiring() {}

  /** Starts the entities and returns everything that is served beside health. */
  static Route start(ActorSystem<?> system, NodeSettings settings) {
    system.log().debug("{} accounts given", settings.accounts().size());
    return reject();
  }
}
