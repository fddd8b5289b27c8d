package io.switchboard.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.BootstrapSetup;
import akka.actor.setup.ActorSystemSetup;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.Directives;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import com.typesafe.config.ConfigFactory;
import io.switchboard.actor.DesktopEvent;
import io.switchboard.actor.runtime.NodeLease;
import io.switchboard.domain.protocol.AgentNotification;
import io.switchboard.http.problem.ProblemMapper;
import io.switchboard.http.problem.RequestRefusedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** I9: a node that may have been replaced does not answer. */
class LeaseGuardTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(300);

  private NodeLease lease = NodeLease.of(LONG, System.nanoTime());
  private ActorSystem<Void> system;
  private final CompletableFuture<HttpResponse> work = new CompletableFuture<>();

  @AfterEach
  void stop() {
    if (system != null) {
      system.terminate();
    }
  }

  @Test
  void aCallIsAnsweredWhileTheLeaseIsHeld() throws Exception {
    hold(LONG);
    work.complete(HttpResponse.create().withStatus(StatusCodes.CREATED));

    assertThat(answered(call()).status()).isEqualTo(StatusCodes.CREATED);
  }

  @Test
  void aCallWithoutTheLeaseIsNotAnswered() throws Exception {
    assertUnsure(answered(call()));
  }

  @Test
  void anAnswerAfterTheLossOfTheLeaseIsNotSent() throws Exception {
    hold(SHORT);
    CompletionStage<HttpResponse> call = call();

    awaitLoss();
    work.complete(HttpResponse.create());

    assertUnsure(answered(call));
  }

  @Test
  void aRefusalAfterTheLossOfTheLeaseIsNotSent() throws Exception {
    hold(SHORT);
    CompletionStage<HttpResponse> call = call();

    awaitLoss();
    work.completeExceptionally(
        new RequestRefusedException(StatusCodes.NOT_FOUND, "Conversation c1 does not exist."));

    assertUnsure(answered(call));
  }

  @Test
  void aDesktopStreamEndsWithoutFurtherEventsWhenTheLeaseIsLost() throws Exception {
    hold(SHORT);
    CompletableFuture<DesktopEvent> later = new CompletableFuture<>();
    HttpResponse stream =
        new EventStreams(system())
            .open(
                "ann",
                Source.single(released(1))
                    .concat(Source.completionStage(later))
                    .concat(Source.never()));
    CompletionStage<List<String>> lines =
        stream
            .entity()
            .getDataBytes()
            .map(bytes -> bytes.utf8String().lines().skip(1).findFirst().orElse(""))
            .runWith(Sink.seq(), system());

    awaitLoss();
    later.complete(released(2));

    assertThat(lines.toCompletableFuture().get(30, TimeUnit.SECONDS)).containsExactly("id: e1");
  }

  private static DesktopEvent released(int number) {
    return new DesktopEvent.Change("e" + number, new AgentNotification.Released("c" + number));
  }

  private void hold(Duration length) {
    lease = NodeLease.of(length, System.nanoTime());
    system();
    lease.confirm(System.nanoTime());
  }

  private void awaitLoss() {
    while (lease.isHeld()) {
      Thread.onSpinWait();
    }
  }

  private CompletionStage<HttpResponse> call() throws Exception {
    return LeaseGuard.guard(lease, ProblemMapper.seal(Directives.completeWithFuture(work)))
        .handler(system())
        .apply(HttpRequest.GET("/v1/accounts/shop"));
  }

  private static HttpResponse answered(CompletionStage<HttpResponse> call) throws Exception {
    return call.toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private static void assertUnsure(HttpResponse answer) {
    assertThat(answer.status()).isEqualTo(StatusCodes.SERVICE_UNAVAILABLE);
    assertThat(answer.getHeader("Retry-After")).isPresent();
  }

  private ActorSystem<Void> system() {
    if (system == null) {
      system =
          ActorSystem.create(
              Behaviors.empty(),
              "leased",
              ActorSystemSetup.create(
                  BootstrapSetup.create(
                      ConfigFactory.parseString("akka.actor.provider = local")
                          .withFallback(ConfigFactory.load())),
                  new NodeLease.Use(lease)));
    }
    return system;
  }
}
