package io.switchboard.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.cluster.sharding.typed.testkit.javadsl.TestEntityRef;
import akka.stream.BufferOverflowException;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.SinkQueueWithCancel;
import io.switchboard.actor.DesktopEvent.Change;
import io.switchboard.actor.DesktopEvent.Snapshot;
import io.switchboard.actor.EntityCommand.Watch;
import io.switchboard.domain.protocol.AgentNotification;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.routing.Presence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class DesktopEventSourceTest {
  private static final String LIFE = "0123456789abcdef0123456789abcdef";
  private static final String NEXT_LIFE = "fedcba9876543210fedcba9876543210";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static ActorTestKit kit;

  private final TestProbe<EntityCommand> agent = kit.createTestProbe(EntityCommand.class);

  @BeforeAll
  static void start() {
    kit = InMemory.testKit();
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void theStreamBeginsWithASnapshotAndContinuesWithChanges() {
    SinkQueueWithCancel<DesktopEvent> desktop = open(Optional.empty());
    Watch watch = watch();
    assertThat(watch.lastEvent()).isEmpty();

    tell(watch, snapshot(LIFE, 4), change(LIFE, 5), change(LIFE, 6));

    expect(desktop, snapshot(LIFE, 4), change(LIFE, 5), change(LIFE, 6));
  }

  @Test
  void theStreamContinuesAfterTheLastReceivedEvent() {
    SinkQueueWithCancel<DesktopEvent> desktop = open(Optional.of(LIFE + "-4"));
    Watch watch = watch();
    assertThat(watch.lastEvent()).contains(LIFE + "-4");

    tell(watch, change(LIFE, 5));

    expect(desktop, change(LIFE, 5));
  }

  @Test
  void aLostEventIsRequestedAgain() {
    SinkQueueWithCancel<DesktopEvent> desktop = open(Optional.empty());
    tell(watch(), snapshot(LIFE, 4), change(LIFE, 5), change(LIFE, 7));

    Watch again = watch();
    assertThat(again.lastEvent()).contains(LIFE + "-5");
    tell(again, change(LIFE, 6), change(LIFE, 7));

    expect(desktop, snapshot(LIFE, 4), change(LIFE, 5), change(LIFE, 6), change(LIFE, 7));
  }

  @Test
  void aRepeatedEventIsSentOnce() {
    SinkQueueWithCancel<DesktopEvent> desktop = open(Optional.empty());

    tell(watch(), snapshot(LIFE, 4), change(LIFE, 5), change(LIFE, 5), change(LIFE, 6));

    expect(desktop, snapshot(LIFE, 4), change(LIFE, 5), change(LIFE, 6));
  }

  @Test
  void aNewIncarnationOfTheEntityBeginsWithASnapshot() {
    SinkQueueWithCancel<DesktopEvent> desktop = open(Optional.empty());
    tell(watch(), snapshot(LIFE, 4));

    tell(watch(), change(NEXT_LIFE, 5), snapshot(NEXT_LIFE, 5), change(NEXT_LIFE, 6));

    expect(desktop, snapshot(LIFE, 4), snapshot(NEXT_LIFE, 5), change(NEXT_LIFE, 6));
  }

  @Test
  void aRequestWithoutAnswerIsRepeated() {
    SinkQueueWithCancel<DesktopEvent> desktop = open(Optional.empty());
    watch();

    tell(watch(), snapshot(LIFE, 4));

    expect(desktop, snapshot(LIFE, 4));
  }

  @Test
  void anInvalidEventIdBeginsWithASnapshot() {
    for (String nonsense :
        List.of("", "-", "x", LIFE, LIFE + "-", LIFE + "-99999999999999999999")) {
      SinkQueueWithCancel<DesktopEvent> desktop = open(Optional.of(nonsense));

      tell(watch(), change(LIFE, 5), snapshot(LIFE, 5));

      expect(desktop, snapshot(LIFE, 5));
      desktop.cancel();
    }
  }

  @Test
  void aSlowReaderIsDisconnected() {
    SinkQueueWithCancel<DesktopEvent> desktop = open(Optional.empty());
    Watch watch = watch();
    tell(watch, snapshot(LIFE, 0));

    for (int i = 1; i <= 2_000; i++) {
      watch.desktop().tell(change(LIFE, i));
    }

    agent.expectTerminated(watch.desktop(), PATIENCE);
    assertThatThrownBy(() -> readToTheEnd(desktop))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(BufferOverflowException.class);
  }

  @Test
  void aCancelledStreamEndsItsSubscription() {
    SinkQueueWithCancel<DesktopEvent> desktop = open(Optional.empty());
    Watch watch = watch();

    desktop.cancel();

    agent.expectTerminated(watch.desktop(), PATIENCE);
    agent.expectNoMessage(Duration.ofSeconds(4));
  }

  private SinkQueueWithCancel<DesktopEvent> open(Optional<String> last) {
    return DesktopEventSource.of(TestEntityRef.of(AgentEntity.KEY, "demo|ann", agent.ref()), last)
        .toMat(Sink.queue(), Keep.right())
        .run(kit.system());
  }

  private Watch watch() {
    return (Watch) agent.receiveMessage(PATIENCE);
  }

  private static void tell(Watch watch, DesktopEvent... events) {
    for (DesktopEvent event : events) {
      watch.desktop().tell(event);
    }
  }

  private static void expect(SinkQueueWithCancel<DesktopEvent> desktop, DesktopEvent... events) {
    for (DesktopEvent event : events) {
      assertThat(desktop.pull()).succeedsWithin(PATIENCE).isEqualTo(Optional.of(event));
    }
  }

  private static void readToTheEnd(SinkQueueWithCancel<DesktopEvent> desktop) throws Exception {
    Optional<DesktopEvent> event;
    do {
      event = desktop.pull().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } while (event.isPresent());
  }

  private static Snapshot snapshot(String life, long number) {
    return new Snapshot(
        life + "-" + number,
        new Reply.AgentStatus(
            "ann", Presence.ONLINE, 0, Optional.empty(), 1, 0, List.of(), List.of()));
  }

  private static Change change(String life, long number) {
    return new Change(life + "-" + number, new AgentNotification.Released("c" + number));
  }
}
