package io.switchboard.http;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.extractRequest;
import static akka.http.javadsl.server.Directives.reject;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.model.headers.RawRequestURI;
import akka.http.javadsl.server.Route;
import io.switchboard.actor.EntityClient;
import io.switchboard.actor.account.Accounts;
import io.switchboard.actor.retention.ConsumerErasure;
import io.switchboard.actor.retention.StoredRecords;
import io.switchboard.domain.account.IdRules;
import io.switchboard.domain.account.TextRules;
import io.switchboard.domain.account.Violation;
import io.switchboard.http.problem.Problem;
import io.switchboard.http.problem.RequestRefusedException;
import io.switchboard.http.request.ConversationRequestReader;
import io.switchboard.http.request.QueryParameters;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** All endpoints of the HTTP API. {@code openapi.yaml} describes exactly these. */
public final class Api {
  private static final Pattern DOT_SEGMENT =
      Pattern.compile("/(\\.|%2e){1,2}(/|$)", Pattern.CASE_INSENSITIVE);

  private Api() {}

  /** All endpoints; event streams run in, and end with, the actor system. */
  public static List<Endpoint> endpoints(
      ActorSystem<?> system,
      Accounts accounts,
      EntityClient entities,
      StoredRecords records,
      InstantSource time) {
    EntityRequests requests = new EntityRequests(accounts, entities);
    AgentEndpoints agents = new AgentEndpoints(requests, new EventStreams(system));
    return Stream.of(
            new AccountEndpoints(requests, agents, records).endpoints(),
            agents.endpoints(),
            new ConversationEndpoints(requests).endpoints(),
            new QueueEndpoints(requests, time).endpoints(),
            new ConsumerEndpoints(requests, records, new ConsumerErasure(system, records, entities))
                .endpoints(),
            OpenApiDocument.endpoints())
        .flatMap(List::stream)
        .toList();
  }

  /**
   * Returns a route that dispatches each request to its endpoint. It refuses malformed ids and
   * unknown parameters with 400, and other methods on a known path with 405; it rejects unknown
   * paths, so that the next route can answer them.
   */
  public static Route route(List<Endpoint> endpoints) {
    return extractRequest(request -> route(endpoints, request));
  }

  private static Route route(List<Endpoint> endpoints, HttpRequest request) {
    refuseDotSegments(request);
    List<String> path = PathTemplate.segments(request.getUri());
    Set<String> methods = new LinkedHashSet<>();
    for (Endpoint endpoint : endpoints) {
      Optional<Map<String, String>> ids = endpoint.path().match(path);
      if (ids.isPresent() && endpoint.method().equals(request.method())) {
        refuseMalformed(ids.get());
        QueryParameters.check(request, endpoint.parameters());
        return endpoint.route().apply(ids.get());
      }
      ids.ifPresent(other -> methods.add(endpoint.method().value()));
    }
    String allowed = String.join(", ", methods);
    return allowed.isEmpty() ? reject() : methodNotAllowed(request, allowed);
  }

  private static Route methodNotAllowed(HttpRequest request, String allowed) {
    return complete(
        Problem.of(
                StatusCodes.METHOD_NOT_ALLOWED,
                "This resource does not have the method %s; it has %s."
                    .formatted(request.method().value(), allowed))
            .response()
            .addHeader(RawHeader.create("Allow", allowed)));
  }

  /**
   * Refuses dot segments. It checks the raw request target, because Akka resolves dot segments in
   * an absolute target and the request would reach another resource than its address names.
   */
  private static void refuseDotSegments(HttpRequest request) {
    boolean has =
        request
            .getHeader(RawRequestURI.class)
            .filter(target -> DOT_SEGMENT.matcher(target.value().split("[?#]", 2)[0]).find())
            .isPresent();
    if (has) {
      throw new RequestRefusedException(
          StatusCodes.BAD_REQUEST,
          "The address has a segment . or .., percent-encoded or not; neither is an id.");
    }
  }

  /** Consumers have other ids: those of the channel from which they write. */
  private static Optional<String> problem(String name, String id) {
    return name.equals(ConsumerEndpoints.CONSUMER)
        ? TextRules.problem(id, 1, ConversationRequestReader.CONSUMER_LENGTH)
        : IdRules.problem(id);
  }

  private static void refuseMalformed(Map<String, String> ids) {
    List<Violation> violations =
        ids.entrySet().stream()
            .flatMap(
                id ->
                    problem(id.getKey(), id.getValue()).stream()
                        .map(problem -> new Violation(id.getKey(), problem)))
            .toList();
    if (!violations.isEmpty()) {
      throw new RequestRefusedException(
          Problem.of(StatusCodes.BAD_REQUEST, "The address contains an invalid id.")
              .at(violations));
    }
  }
}
