package io.switchboard.http;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.extractRequest;
import static akka.http.javadsl.server.Directives.reject;
import static java.util.stream.Collectors.joining;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.model.headers.RawRequestURI;
import akka.http.javadsl.server.Route;
import io.switchboard.actor.EntityClient;
import io.switchboard.actor.account.Accounts;
import io.switchboard.domain.account.IdRules;
import io.switchboard.domain.account.Violation;
import io.switchboard.http.problem.Problem;
import io.switchboard.http.problem.RequestRefusedException;
import io.switchboard.http.request.QueryParameters;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every call that Switchboard answers; {@code openapi.yaml} describes exactly these. */
public final class Api {
  private static final Pattern DOT_SEGMENT =
      Pattern.compile("/(\\.|%2e){1,2}(/|$)", Pattern.CASE_INSENSITIVE);

  private Api() {}

  /**
   * The calls.
   *
   * @param system in which event streams run; they end when it is shut down
   */
  public static List<Endpoint> calls(
      ActorSystem<?> system, Accounts accounts, EntityClient entities, InstantSource time) {
    AccountLookup directory = new AccountLookup(accounts);
    AgentEndpoints agents = new AgentEndpoints(directory, entities, new EventStreams(system));
    return Stream.of(
            new AccountEndpoints(accounts, agents).calls(),
            agents.calls(),
            new ConversationEndpoints(directory, entities).calls(),
            new QueueEndpoints(directory, entities, time).calls(),
            OpenApiDocument.calls())
        .flatMap(List::stream)
        .toList();
  }

  /**
   * Answers each call by its route. Refuses ids that cannot be any, parameters that the call does
   * not have, and other methods on a path; leaves other paths to whoever comes next.
   */
  public static Route route(List<Endpoint> calls) {
    return extractRequest(request -> route(calls, request));
  }

  private static Route route(List<Endpoint> calls, HttpRequest request) {
    refuseDotSegments(request);
    List<String> path = PathTemplate.segments(request.getUri());
    Stream.Builder<Endpoint> others = Stream.builder();
    for (Endpoint call : calls) {
      Optional<Map<String, String>> ids = call.path().match(path);
      if (ids.isPresent() && call.method().equals(request.method())) {
        refuseMalformed(ids.get());
        QueryParameters.check(request, call.parameters());
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

  /**
   * Looks at the target as it came: Akka removes dot segments from a target that names the host,
   * and the call would reach something else than it says.
   */
  private static void refuseDotSegments(HttpRequest request) {
    boolean has =
        request
            .getHeader(RawRequestURI.class)
            .filter(target -> DOT_SEGMENT.matcher(target.value().split("[?#]", 2)[0]).find())
            .isPresent();
    if (has) {
      throw new RequestRefusedException(
          Problem.of(
              StatusCodes.BAD_REQUEST,
              "The address has a segment . or .., percent-encoded or not; neither is an id."));
    }
  }

  private static void refuseMalformed(Map<String, String> ids) {
    List<Violation> violations =
        ids.entrySet().stream()
            .flatMap(
                id ->
                    IdRules.problem(id.getValue()).stream()
                        .map(problem -> new Violation(id.getKey(), problem)))
            .toList();
    if (!violations.isEmpty()) {
      throw new RequestRefusedException(
          Problem.of(StatusCodes.BAD_REQUEST, "The address has an id that cannot be one.")
              .at(violations));
    }
  }
}
