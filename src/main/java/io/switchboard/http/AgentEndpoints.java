package io.switchboard.http;

import static akka.http.javadsl.server.Directives.completeWithFuture;
import static akka.http.javadsl.server.Directives.extractRequest;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.server.Route;
import io.switchboard.actor.EntityClient;
import io.switchboard.document.JsonMembers;
import io.switchboard.document.JsonValue;
import io.switchboard.domain.account.ValueRange;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.Reply;
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

  private final AccountLookup directory;
  private final EntityClient entities;
  private final EventStreams streams;

  AgentEndpoints(AccountLookup directory, EntityClient entities, EventStreams streams) {
    this.directory = directory;
    this.entities = entities;
    this.streams = streams;
  }

  List<Endpoint> calls() {
    return List.of(
        Endpoint.put(AGENT + "/presence", this::presence),
        Endpoint.get(AGENT + "/events", ids -> extractRequest(request -> events(ids, request)))
            .with(LAST_EVENT));
  }

  /** Returns the current status of an agent, which must exist. */
  CompletionStage<AgentStatusView> live(String account, String agent) {
    return ask(account, agent, new AgentMessage.Describe());
  }

  private Route presence(Map<String, String> ids) {
    return JsonBody.ofJson(
        RequestReader.MOST_BYTES,
        body -> {
          Function<Long, AgentMessage> present = RequestReader.read(body, AgentEndpoints::present);
          return completeWithFuture(
              directory
                  .agent(ids.get("account"), ids.get("agent"))
                  .thenCompose(
                      known ->
                          ask(
                              ids.get("account"),
                              ids.get("agent"),
                              present.apply(known.revision())))
                  .thenApply(JsonBody::answer));
        });
  }

  /** Reads the body. The result needs the revision in which the agent was found. */
  private static Function<Long, AgentMessage> present(JsonMembers body) {
    Presence presence = body.required("state").oneOf(Presence.class).orElse(Presence.OFFLINE);
    Optional<Long> lease =
        body.get("lease").within(LEASE, JsonValue::duration).map(Duration::toNanos);
    String client = RequestReader.id(body.get("client")).orElse(AgentMessage.SetPresence.UNNAMED);
    return revision -> new AgentMessage.SetPresence(presence, lease, client, Optional.of(revision));
  }

  private CompletionStage<AgentStatusView> ask(String account, String agent, AgentMessage message) {
    return entities
        .ask(account, agent, message)
        .thenApply(reply -> AgentStatusView.of(ReplyMapper.as(Reply.AgentStatus.class, reply)));
  }

  private Route events(Map<String, String> ids, HttpRequest request) {
    return completeWithFuture(
        directory
            .agent(ids.get("account"), ids.get("agent"))
            .thenApply(
                known ->
                    streams.answer(
                        ids.get("account") + "/" + ids.get("agent"),
                        entities.desktop(
                            ids.get("account"), ids.get("agent"), lastEvent(request)))));
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
