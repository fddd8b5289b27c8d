package io.switchboard.bench;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.http.javadsl.Http;
import akka.http.javadsl.marshallers.jackson.Jackson;
import akka.http.javadsl.server.Directives;
import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import java.util.Map;

/**
 * Server for the HTTP limit: Switchboard's HTTP server with its settings, which reads JSON and
 * returns it.
 */
public final class Echo {
  /** The line that it prints when it listens. */
  static final String READY = "ready";

  private Echo() {}

  /** Listens on 127.0.0.1 at the port that is its only argument, until it is killed. */
  public static void main(String[] arguments) {
    ActorSystem<Void> system =
        ActorSystem.create(
            Behaviors.<Void>empty(),
            "echo",
            ConfigFactory.parseMap(Map.of("akka.actor.provider", "local"))
                .withFallback(ConfigFactory.load()));
    Http.get(system)
        .newServerAt("127.0.0.1", Integer.parseInt(arguments[0]))
        .bind(
            Directives.entity(
                Jackson.unmarshaller(JsonNode.class),
                body -> Directives.completeOK(body, Jackson.marshaller())))
        .toCompletableFuture()
        .join();
    System.out.println(READY);
  }
}
