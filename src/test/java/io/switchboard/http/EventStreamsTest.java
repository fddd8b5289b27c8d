package io.switchboard.http;

import static io.switchboard.http.Shop.NOON;
import static io.switchboard.http.Shop.SECOND;
import static io.switchboard.http.Shop.assertProblem;
import static io.switchboard.http.Shop.json;
import static org.assertj.core.api.Assertions.assertThat;

import akka.stream.javadsl.Source;
import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.actor.DesktopEvent;
import io.switchboard.domain.protocol.AgentNotification;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.routing.Presence;
import io.switchboard.http.ScriptedEntities.Watched;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
@Tag("slow")
class EventStreamsTest extends ShopScenario {
  private static final String EVENTS = Shop.PATH + "/agents/ann/events";
  private static final String IMPATIENT =
      """
      switchboard.http.heartbeat = 20ms
      akka.http.server.request-timeout = 200ms
      akka.http.server.idle-timeout = 300ms
      """;
  private static final DesktopEvent SNAPSHOT =
      new DesktopEvent.Snapshot(
          "7-1",
          new Reply.AgentStatus(
              "ann", Presence.ONLINE, NOON, Optional.empty(), 4, 0, List.of(), List.of()));

  @Test
  void aDesktopReceivesASnapshotFirst() {
    shop.entities.show(Source.single(SNAPSHOT));

    HttpResponse<Stream<String>> answer = shop.server.get(EVENTS).lines();

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    List<String> lines = answer.body().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).isEqualTo("event: snapshot");
    assertThat(lines.get(1)).isEqualTo("id: 7-1");
    assertThat(data(lines.get(2)))
        .isEqualTo(
            json(
                """
                {"id": "ann", "presence": "ONLINE",
                 "presentSince": "2026-11-22T12:00:00.000000Z",
                 "maxConversations": 4, "load": 0.0, "ringing": [], "assigned": []}
                """));
    assertThat(lines.get(3)).isEmpty();
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        Arguments.of(
            new AgentNotification.Offered("c1", "sales", NOON, NOON + 30 * SECOND),
            "offer",
            """
            {"conversation": "c1", "skill": "sales", "dueAt": "2026-11-22T12:00:00.000000Z",
             "expiresAt": "2026-11-22T12:00:30.000000Z"}
            """),
        Arguments.of(
            new AgentNotification.Withdrawn("c1", AgentNotification.Reason.MISSED),
            "withdrawn",
            "{\"conversation\": \"c1\", \"reason\": \"MISSED\"}"),
        Arguments.of(
            new AgentNotification.Assigned("c1", "sales", NOON),
            "assigned",
            """
            {"conversation": "c1", "skill": "sales",
             "assignedAt": "2026-11-22T12:00:00.000000Z"}
            """),
        Arguments.of(
            new AgentNotification.Released("c1"), "released", "{\"conversation\": \"c1\"}"),
        Arguments.of(
            new AgentNotification.PresenceChanged(Presence.AWAY, NOON),
            "presence",
            "{\"presence\": \"AWAY\", \"presentSince\": \"2026-11-22T12:00:00.000000Z\"}"));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void aDesktopReceivesEachChange(AgentNotification signal, String type, String data) {
    shop.entities.show(Source.from(List.of(SNAPSHOT, new DesktopEvent.Change("7-2", signal))));

    List<String> lines = shop.server.get(EVENTS).lines().body().skip(4).toList();

    assertThat(lines.get(0)).isEqualTo("event: " + type);
    assertThat(lines.get(1)).isEqualTo("id: 7-2");
    assertThat(data(lines.get(2))).isEqualTo(json(data));
  }

  @Test
  void theNumberOfStreamsOfAnAgentIsBoundedAndAClosedStreamMayBeReplaced() {
    CompletableFuture<DesktopEvent> nothing = new CompletableFuture<>();
    shop.entities.show(Source.completionStage(nothing));
    List<HttpResponse<Stream<String>>> desktops =
        IntStream.range(0, 32).mapToObj(i -> shop.server.get(EVENTS).lines()).toList();
    assertThat(desktops).allMatch(answer -> answer.statusCode() == 200);

    assertProblem(shop.server.get(EVENTS).answer(), 429);

    nothing.complete(SNAPSHOT);
    desktops.forEach(answer -> assertThat(answer.body().count()).isPositive());
    boolean again =
        Stream.generate(() -> shop.server.get(EVENTS).lines().statusCode())
            .anyMatch(status -> status == 200);
    assertThat(again).isTrue();
  }

  @Test
  void aReconnectingDesktopSendsItsLastEventId() {
    shop.entities.show(Source.empty());

    shop.server.get(EVENTS).answer();
    shop.server.get(EVENTS).header("Last-Event-ID", "7-1").answer();
    shop.server.get(EVENTS + "?lastEventId=7-2").answer();
    shop.server.get(EVENTS + "?lastEventId=7-2").header("Last-Event-ID", "7-3").answer();
    shop.server.get(EVENTS + "?lastEventId=" + "x".repeat(257)).answer();

    assertThat(shop.entities.watched())
        .containsExactly(
            watched(Optional.empty()),
            watched(Optional.of("7-1")),
            watched(Optional.of("7-2")),
            watched(Optional.of("7-3")),
            watched(Optional.empty()));
  }

  @Test
  void aStreamSendsKeepAlivesBeyondAllTimeoutsOfTheServer() {
    try (Shop impatient = new Shop(IMPATIENT)) {
      impatient.entities.show(Source.never());

      List<String> lines = impatient.server.get(EVENTS).lines().body().limit(60).toList();

      assertThat(lines).hasSize(60).containsOnly(":", "");
    }
  }

  @Test
  void aReaderThatDoesNotReadIsDisconnectedAndMayBeReplaced() throws Exception {
    CompletableFuture<Object> streamEnded = new CompletableFuture<>();
    try (Shop strict =
            new Shop("switchboard.http.send-deadline = 300ms, switchboard.http.event-streams = 1");
        RawConnection reader = strict.server.connect()) {
      strict.entities.show(
          Source.repeat(SNAPSHOT)
              .watchTermination(
                  (any, ended) -> {
                    ended.whenComplete((done, failure) -> streamEnded.complete("gone"));
                    return any;
                  }));
      reader.sendLines("GET %s HTTP/1.1\nHost: localhost\n\n".formatted(EVENTS));

      streamEnded.get(30, TimeUnit.SECONDS);

      strict.entities.show(Source.single(SNAPSHOT));
      boolean room =
          Stream.generate(() -> strict.server.get(EVENTS).lines().statusCode())
              .anyMatch(status -> status == 200);
      assertThat(room).isTrue();
    }
  }

  @Test
  void theNumberOfStreamsOfANodeIsBounded() {
    try (Shop small = new Shop("switchboard.http.event-streams = 1")) {
      HttpResponse<Stream<String>> first = small.server.get(EVENTS).lines();

      assertThat(first.statusCode()).isEqualTo(200);
      assertProblem(small.server.get(Shop.PATH + "/agents/bea/events").answer(), 503);
    }
  }

  @Test
  void aStreamEndsWhenItsSourceFails() {
    shop.entities.show(
        Source.single(SNAPSHOT).concat(Source.failed(new IllegalStateException("gone"))));

    assertThat(shop.server.get(EVENTS).lines().body()).hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void aStreamEndsWhenTheServerStops() {
    Shop other = new Shop();
    other.entities.show(Source.single(SNAPSHOT).concat(Source.never()));
    Iterator<String> lines = other.server.get(EVENTS).lines().body().iterator();
    assertThat(lines.next()).startsWith("event: ");

    other.close();

    assertThat(rest(lines)).hasSize(3);
  }

  /** The lines until the end of the stream; a stopping server may break it off instead. */
  private static List<String> rest(Iterator<String> lines) {
    List<String> rest = new ArrayList<>();
    try {
      lines.forEachRemaining(rest::add);
    } catch (UncheckedIOException cutOff) {
      assertThat(cutOff).hasMessageContaining("closed");
    }
    return rest;
  }

  private static Watched watched(Optional<String> lastEvent) {
    return new Watched("shop", "ann", lastEvent);
  }

  private static JsonNode data(String line) {
    assertThat(line).startsWith("data: ");
    return json(line.substring("data: ".length()));
  }
}
