package io.switchboard.server;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.get;
import static akka.http.javadsl.server.Directives.path;
import static akka.http.javadsl.server.Directives.pathPrefix;

import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.Route;
import io.switchboard.http.problem.Problem;
import io.switchboard.server.database.Database;
import java.util.function.BooleanSupplier;

/** Health checks of a node: liveness and readiness. */
final class Health {
  private final Cluster cluster;
  private final Database database;
  private final BooleanSupplier prepared;
  private final CoordinatedShutdown shutdown;

  Health(ActorSystem<?> system, Database database, BooleanSupplier prepared) {
    this.prepared = prepared;
    this.cluster = Cluster.get(system);
    this.database = database;
    this.shutdown = CoordinatedShutdown.get(system);
  }

  /**
   * Returns the routes of both checks. Neither sends a query to the database.
   *
   * <p>{@code GET /health/live} succeeds when the process answers, whatever the state of the
   * database and of other nodes, since a restart would not help them.
   *
   * <p>{@code GET /health/ready} succeeds when the node is a member of its cluster and is not
   * stopping, has contact with the shard coordinators, has created the accounts of its settings,
   * holds its lease, and its database answers and accepts writes; otherwise it answers 503 and
   * names the reason.
   */
  Route routes() {
    return pathPrefix(
        "health",
        () ->
            concat(
                path("live", () -> get(() -> complete(healthy("live")))),
                path("ready", () -> get(() -> complete(readiness())))));
  }

  private HttpResponse readiness() {
    MemberStatus status = cluster.selfMember().status();
    if (shutdown.getShutdownReason().isPresent()) {
      return unready("The node is stopping.");
    }
    if (!status.equals(MemberStatus.up())) {
      return unready("The node is not a member of its cluster; it is " + status + ".");
    }
    if (!prepared.getAsBoolean()) {
      return unready("The node has not found its entities and accounts yet.");
    }
    if (!database.lease().isHeld()) {
      return unready("The lease of the node has expired.");
    }
    return database.check().problem().map(Health::unready).orElseGet(() -> healthy("ready"));
  }

  private static HttpResponse healthy(String status) {
    return HttpResponse.create()
        .withEntity(
            HttpEntities.create(
                ContentTypes.APPLICATION_JSON, "{\"status\":\"%s\"}".formatted(status)));
  }

  private static HttpResponse unready(String detail) {
    return Problem.of(StatusCodes.SERVICE_UNAVAILABLE, detail).response();
  }
}
