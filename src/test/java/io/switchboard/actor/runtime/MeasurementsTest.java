package io.switchboard.actor.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.LoggingTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.switchboard.actor.AgentEntity;
import io.switchboard.actor.EntityCommand;
import io.switchboard.actor.EntityCommand.Leave;
import io.switchboard.actor.EntityTestKit;
import io.switchboard.actor.EntityTestKit.TestAccount;
import io.switchboard.actor.QueueEntity;
import io.switchboard.domain.agent.AgentEvent.ReservationConfirmed;
import io.switchboard.domain.agent.AgentEvent.Reserved;
import io.switchboard.domain.agent.AgentStatistics;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.AgentMessage.SetPresence;
import io.switchboard.domain.protocol.Waiters;
import io.switchboard.domain.queue.QueueEvent.Entered;
import io.switchboard.domain.queue.QueueStatistics;
import io.switchboard.domain.routing.DueTime;
import io.switchboard.domain.routing.Presence;
import io.switchboard.domain.routing.WaitingConversation;
import io.switchboard.domain.statemachine.Invariant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Measurements that entities publish. */
class MeasurementsTest {

  private sealed interface Heard {}

  private record Agent(Optional<AgentStatistics> before, Optional<AgentStatistics> now)
      implements Heard {}

  private record Line(String skill, QueueStatistics figures) implements Heard {}

  private record QueueLeft(String skill) implements Heard {}

  private record Violated(Invariant invariant) implements Heard {}

  /** Forwards the measurements of each account to a probe. */
  private static final class Ears implements Measurements {
    private final Map<String, TestProbe<Heard>> probes = new ConcurrentHashMap<>();

    private void heard(String account, Heard heard) {
      probes.get(account).ref().tell(heard);
    }

    @Override
    public void agent(
        String account, Optional<AgentStatistics> before, Optional<AgentStatistics> now) {
      heard(account, new Agent(before, now));
    }

    @Override
    public void queue(String account, String skill, QueueStatistics figures) {
      heard(account, new Line(skill, figures));
    }

    @Override
    public void queueLeft(String account, String skill) {
      heard(account, new QueueLeft(skill));
    }

    @Override
    public void violated(String account, Invariant invariant) {
      heard(account, new Violated(invariant));
    }
  }

  private static final Ears EARS = new Ears();
  private static EntityTestKit kit;

  private final TestAccount account =
      kit.account(
          """
          {"skills": [{"id": "sales", "responseTime": {"default": "PT1M"}}],
           "agents": [{"id": "ann", "skills": ["sales"], "maxConversations": 1}]}
          """);
  private final TestProbe<Heard> heard = listen();

  @BeforeAll
  static void start() {
    kit = new EntityTestKit(EARS);
  }

  @AfterAll
  static void stop() {
    kit.close();
  }

  private TestProbe<Heard> listen() {
    TestProbe<Heard> probe = kit.actors.createTestProbe(Heard.class);
    EARS.probes.put(account.id, probe);
    return probe;
  }

  @Test
  void aChangeOfAnAgentIsPublishedWithTheEarlierFigures() {
    ActorRef<EntityCommand> ann = account.startAgent("ann");
    Agent came = heard.expectMessageClass(Agent.class);
    kit.ask(ann, new SetPresence(Presence.ONLINE, Optional.empty()));
    Agent changed = heard.expectMessageClass(Agent.class);

    assertThat(came.before()).isEmpty();
    assertThat(came.now().orElseThrow().presence()).isEqualTo(Presence.OFFLINE);
    assertThat(changed.before()).isEqualTo(came.now());
    assertThat(changed.now().orElseThrow().presence()).isEqualTo(Presence.ONLINE);
  }

  @Test
  void anUnchangedAgentIsNotPublished() {
    ActorRef<EntityCommand> ann = account.startAgent("ann");
    heard.expectMessageClass(Agent.class);

    kit.ask(ann, new AgentMessage.Describe()).receiveMessage();

    heard.expectNoMessage();
  }

  @Test
  void theFiguresOfAnAgentWhoLeavesTheNodeAreWithdrawn() {
    ActorRef<EntityCommand> ann = account.startAgent("ann");
    Agent came = heard.expectMessageClass(Agent.class);

    ann.tell(Leave.LEAVE);

    assertThat(heard.expectMessageClass(Agent.class))
        .isEqualTo(new Agent(came.now(), Optional.empty()));
  }

  @Test
  void theFiguresOfAnAgentAreWithdrawnAndPublishedAgainAfterAFailedWrite() {
    ActorRef<EntityCommand> ann = account.startAgent("ann");
    Agent came = heard.expectMessageClass(Agent.class);
    kit.gate.failNextWrites(account.stored(AgentEntity.KEY, "ann"), 1);

    kit.ask(ann, new SetPresence(Presence.ONLINE, Optional.empty()));

    assertThat(heard.expectMessageClass(Agent.class))
        .isEqualTo(new Agent(came.now(), Optional.empty()));
    assertThat(heard.expectMessageClass(Agent.class)).isEqualTo(came);
  }

  @Test
  void aConversationReservedTwiceIsReportedWhenTheAgentIsLoaded() {
    List<Object> twice =
        List.of(
            held("ann#1"), held("ann#2"), new ReservationConfirmed("ann#1", account.time.now()));
    kit.journal.persistForRecovery(account.stored(AgentEntity.KEY, "ann"), twice);

    LoggingTestKit.error("Agent " + account.id + "|ann breaks ONE_PLACE")
        .expect(
            kit.actors.system(),
            () -> {
              account.startAgent("ann");
              return heard.expectMessage(new Violated(Invariant.ONE_PLACE));
            });
    assertThat(heard.expectMessageClass(Agent.class).now().orElseThrow().assigned())
        .isEqualTo(Map.of("sales", 1));
    heard.expectNoMessage();
  }

  @Test
  void aWaitingConversationIsMeasuredPeriodicallyAndBecomesOverdue() {
    Entered entered =
        new Entered(1, 0, conversation(), Optional.empty(), account.time.now(), Optional.empty());
    kit.journal.persistForRecovery(account.stored(QueueEntity.KEY, "sales"), List.of(entered));
    account.startQueue("sales");
    QueueStatistics first = heard.expectMessageClass(Line.class).figures();

    QueueStatistics then = afterMeasurings(5);
    QueueStatistics late = afterMeasurings(2);

    assertThat(first.length()).isOne();
    assertThat(first.oldestWait()).isZero();
    assertThat(then.oldestWait()).isEqualTo(Duration.ofSeconds(50).toNanos());
    assertThat(then.overdue()).isZero();
    assertThat(late.oldestWait()).isEqualTo(Duration.ofSeconds(70).toNanos());
    assertThat(late.overdue()).isOne();
  }

  /** Advances time by this many measuring intervals, awaiting each measurement. */
  private QueueStatistics afterMeasurings(int times) {
    QueueStatistics figures = null;
    for (int measuring = 0; measuring < times; measuring++) {
      account.time.advance(Duration.ofSeconds(10));
      figures = heard.expectMessageClass(Line.class).figures();
    }
    return figures;
  }

  @Test
  void anEmptyQueueIsPublishedOnceAndWithdrawnWhenItLeavesTheNode() {
    ActorRef<EntityCommand> queue = account.startQueue("sales");
    heard.expectMessage(new Line("sales", new QueueStatistics(0, 0, 0, 0, 0, Optional.empty())));
    account.time.advance(Duration.ofMinutes(1));
    heard.expectNoMessage();

    queue.tell(Leave.LEAVE);

    heard.expectMessage(new QueueLeft("sales"));
  }

  private Reserved held(String reservation) {
    return new Reserved(
        reservation,
        1,
        Optional.empty(),
        "sales",
        "c1",
        Optional.empty(),
        Optional.empty(),
        account.time.now(),
        account.time.now(),
        Optional.empty());
  }

  private WaitingConversation conversation() {
    long now = account.time.now();
    return Waiters.waiting(
        "c1", "sales", now, new DueTime(now, Duration.ofMinutes(1).toNanos(), List.of(), 0));
  }
}
