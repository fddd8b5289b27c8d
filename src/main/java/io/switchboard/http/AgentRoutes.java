package io.switchboard.http;

import static akka.http.javadsl.server.Directives.completeWithFuture;
import static akka.http.javadsl.server.Directives.extractRequest;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.server.Route;
import io.switchboard.document.JsonValue;
import io.switchboard.document.Members;
import io.switchboard.domain.account.Range;
import io.switchboard.domain.agent.Presence;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.entity.Entities;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Whether agents are there, and what happens to them. */
final class AgentRoutes {
  private static final String AGENT = "/v1/accounts/{account}/agents/{agent}";
  private static final String LAST_EVENT = "lastEventId";
  private static final Range<Duration> LEASE =
      Range.ofDurations("a lease", Duration.ofSeconds(5), Duration.ofHours(24));

  /** Longer ids of events are none that we gave. */
  private static final int EVENT_ID_LENGTH = 256;

  private final Directory directory;
  private final Entities entities;
  private final DesktopStreams streams;

  AgentRoutes(Directory directory, Entities entities, DesktopStreams streams) {
    this.directory = directory;
    this.entities = entities;
    this.streams = streams;
  }

  List<Call> calls() {
    return List.of(
        Call.put(AGENT + "/presence", this::presence),
        Call.get(AGENT + "/events", ids -> extractRequest(request -> events(ids, request)))
            .with(LAST_EVENT));
  }

  /** How an agent that exists is now. */
  CompletionStage<LiveAgent> live(String account, String agent) {
    return ask(account, agent, new AgentMessage.Describe());
  }

  private Route presence(Map<String, String> ids) {
    return Body.ofJson(
        Input.MOST_BYTES,
        body -> {
          Function<Long, AgentMessage> present = Input.read(body, AgentRoutes::present);
          return completeWithFuture(
              directory
                  .agent(ids.get("account"), ids.get("agent"))
                  .thenCompose(
                      known ->
                          ask(
                              ids.get("account"),
                              ids.get("agent"),
                              present.apply(known.revision())))
                  .thenApply(Body::answer));
        });
  }

  /** What the body says, to be completed by the revision by which the agent was found. */
  private static Function<Long, AgentMessage> present(Members body) {
    Presence presence = body.required("state").oneOf(Presence.class).orElse(Presence.OFFLINE);
    Optional<Long> lease =
        body.get("lease").within(LEASE, JsonValue::duration).map(Duration::toNanos);
    String client = Input.id(body.get("client")).orElse(AgentMessage.Present.UNNAMED);
    return revision -> new AgentMessage.Present(presence, lease, client, Optional.of(revision));
  }

  private CompletionStage<LiveAgent> ask(String account, String agent, AgentMessage message) {
    return entities
        .ask(account, agent, message)
        .thenApply(reply -> LiveAgent.of(Replies.as(Reply.Agent.class, reply)));
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

  /** Where the reader was; whatever cannot be an id leads to a snapshot, as an old one does. */
  private static Optional<String> lastEvent(HttpRequest request) {
    return request
        .getHeader("Last-Event-ID")
        .map(HttpHeader::value)
        .or(() -> request.getUri().query().get(LAST_EVENT))
        .filter(id -> !id.isEmpty() && id.length() <= EVENT_ID_LENGTH);
  }
}
