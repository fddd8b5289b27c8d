package io.switchboard.http;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.extractRequest;
import static akka.http.javadsl.server.Directives.reject;
import static java.util.stream.Collectors.joining;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.Route;
import io.switchboard.domain.account.Violation;
import io.switchboard.entity.Accounts;
import io.switchboard.entity.Entities;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Every call that Switchboard answers; {@code openapi.yaml} describes exactly these. */
public final class Api {
  private Api() {}

  /**
   * The calls.
   *
   * @param system in which event streams run; they end when it is shut down
   */
  public static List<Call> calls(
      ActorSystem<?> system, Accounts accounts, Entities entities, InstantSource time) {
    Directory directory = new Directory(accounts);
    AgentRoutes agents = new AgentRoutes(directory, entities, new DesktopStreams(system));
    return Stream.of(
            new AccountRoutes(accounts, agents).calls(),
            agents.calls(),
            new ConversationRoutes(directory, entities).calls(),
            new QueueRoutes(directory, entities, time).calls(),
            Description.calls())
        .flatMap(List::stream)
        .toList();
  }

  /**
   * Answers each call by its route. Refuses ids that cannot be any, and other methods on a path;
   * leaves other paths to whoever comes next.
   */
  public static Route route(List<Call> calls) {
    return extractRequest(request -> route(calls, request));
  }

  private static Route route(List<Call> calls, HttpRequest request) {
    List<String> path = PathTemplate.segments(request.getUri().pathSegments());
    Stream.Builder<Call> others = Stream.builder();
    for (Call call : calls) {
      Optional<Map<String, String>> ids = call.path().match(path);
      if (ids.isPresent() && call.method().equals(request.method())) {
        refuseMalformed(ids.get());
        return call.route().apply(ids.get());
      }
      ids.ifPresent(other -> others.add(call));
    }
    String allowed =
        others.build().map(call -> call.method().value()).distinct().collect(joining(", "));
    return allowed.isEmpty() ? reject() : methodNotAllowed(request, allowed);
  }

  private static Route methodNotAllowed(HttpRequest request, String allowed) {
    return complete(
        Problem.of(
                StatusCodes.METHOD_NOT_ALLOWED,
                "%s is not possible here; possible: %s."
                    .formatted(request.method().value(), allowed))
            .response()
            .addHeader(RawHeader.create("Allow", allowed)));
  }

  private static void refuseMalformed(Map<String, String> ids) {
    List<Violation> violations =
        ids.entrySet().stream()
            .flatMap(
                id ->
                    Ids.problem(id.getValue()).stream()
                        .map(problem -> new Violation(id.getKey(), problem)))
            .toList();
    if (!violations.isEmpty()) {
      throw new RequestRefused(
          Problem.of(StatusCodes.BAD_REQUEST, "The address has an id that cannot be one.")
              .at(violations));
    }
  }
}
