package io.switchboard.http;

import static akka.http.javadsl.server.Directives.completeWithFuture;
import static akka.http.javadsl.server.Directives.extractRequest;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.server.Route;
import io.switchboard.actor.account.ConfiguredAccount;
import io.switchboard.document.JsonMembers;
import io.switchboard.document.JsonValue;
import io.switchboard.domain.account.ValueRange;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.routing.Presence;
import io.switchboard.http.request.JsonBody;
import io.switchboard.http.request.RequestReader;
import io.switchboard.http.view.AgentStatusView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Endpoints of the presence of an agent and of the agent's event stream. */
final class AgentEndpoints {
  private static final String AGENT = "/v1/accounts/{account}/agents/{agent}";
  private static final String LAST_EVENT = "lastEventId";
  private static final ValueRange<Duration> LEASE =
      ValueRange.ofDurations("a lease", Duration.ofSeconds(5), Duration.ofHours(24));

  /** Length limit of an event id; the server issues no longer ones. */
  private static final int EVENT_ID_LENGTH = 256;

  private final EntityRequests requests;
  private final EventStreams streams;

  AgentEndpoints(EntityRequests requests, EventStreams streams) {
    this.requests = requests;
    this.streams = streams;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.put(AGENT + "/presence", this::presence),
        Endpoint.get(AGENT + "/events", ids -> extractRequest(request -> events(ids, request)))
            .with(LAST_EVENT));
  }

  CompletionStage<AgentStatusView> status(String account, String agent) {
    return requests
        .askAgent(account, agent, found -> new AgentMessage.Describe())
        .thenApply(AgentStatusView::of);
  }

  private Route presence(Map<String, String> ids) {
    return RequestReader.body(
        AgentEndpoints::presence,
        message ->
            completeWithFuture(
                requests
                    .askAgent(ids.get("account"), ids.get("agent"), message)
                    .thenApply(agent -> JsonBody.ok(AgentStatusView.of(agent)))));
  }

  /** Reads the body. The result needs the account in which the agent was found. */
  private static Function<ConfiguredAccount, AgentMessage> presence(JsonMembers body) {
    Presence presence = body.required("state").oneOf(Presence.class).orElse(Presence.OFFLINE);
    Optional<Long> lease =
        body.get("lease").within(LEASE, JsonValue::duration).map(Duration::toNanos);
    String client = RequestReader.id(body.get("client")).orElse(AgentMessage.SetPresence.UNNAMED);
    return account ->
        new AgentMessage.SetPresence(presence, lease, client, Optional.of(account.revision()));
  }

  private Route events(Map<String, String> ids, HttpRequest request) {
    return completeWithFuture(
        requests
            .agentEvents(ids.get("account"), ids.get("agent"), lastEvent(request))
            .thenApply(
                events -> streams.open(ids.get("account") + "/" + ids.get("agent"), events)));
  }

  /**
   * Returns the id of the last event that the client has received. An id that the server cannot
   * have issued counts as absent; the stream then starts with a snapshot, as it does after an
   * outdated id.
   */
  private static Optional<String> lastEvent(HttpRequest request) {
    return request
        .getHeader("Last-Event-ID")
        .map(HttpHeader::value)
        .or(() -> request.getUri().query().get(LAST_EVENT))
        .filter(id -> !id.isEmpty() && id.length() <= EVENT_ID_LENGTH);
  }
}
