package io.switchboard.actor.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.LoggingTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.switchboard.actor.AgentEntity;
import io.switchboard.actor.EntityCommand;
import io.switchboard.actor.EntityCommand.Leave;
import io.switchboard.actor.QueueEntity;
import io.switchboard.actor.Surroundings;
import io.switchboard.actor.Surroundings.Brand;
import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.agent.AgentEvent.ReservationConfirmed;
import io.switchboard.domain.agent.AgentEvent.Reserved;
import io.switchboard.domain.agent.AgentStatistics;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.AgentMessage.SetPresence;
import io.switchboard.domain.queue.QueueEvent.Entered;
import io.switchboard.domain.queue.QueueStatistics;
import io.switchboard.domain.routing.Access;
import io.switchboard.domain.routing.DueTime;
import io.switchboard.domain.routing.Presence;
import io.switchboard.domain.routing.SkillChoice;
import io.switchboard.domain.routing.WaitingConversation;
import io.switchboard.domain.statemachine.Invariant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private static Surroundings surroundings;

  private final Brand brand =
      surroundings.brand(
          """
          {"skills": [{"id": "sales", "responseTime": {"default": "PT1M"}}],
           "agents": [{"id": "ann", "skills": ["sales"], "maxConversations": 1}]}
          """);
  private final TestProbe<Heard> heard = listen();

  @BeforeAll
  static void start() {
    surroundings = new Surroundings(EARS);
  }

  @AfterAll
  static void stop() {
    surroundings.close();
  }

  private TestProbe<Heard> listen() {
    TestProbe<Heard> probe = surroundings.kit.createTestProbe(Heard.class);
    EARS.probes.put(brand.account, probe);
    return probe;
  }

  @Test
  void aChangeOfAnAgentIsPublishedWithTheEarlierFigures() {
    ActorRef<EntityCommand> ann = brand.startAgent("ann");
    Agent came = heard.expectMessageClass(Agent.class);
    surroundings.ask(ann, new SetPresence(Presence.ONLINE, Optional.empty()));
    Agent changed = heard.expectMessageClass(Agent.class);

    assertThat(came.before()).isEmpty();
    assertThat(came.now().orElseThrow().presence()).isEqualTo(Presence.OFFLINE);
    assertThat(changed.before()).isEqualTo(came.now());
    assertThat(changed.now().orElseThrow().presence()).isEqualTo(Presence.ONLINE);
  }

  @Test
  void anUnchangedAgentIsNotPublished() {
    ActorRef<EntityCommand> ann = brand.startAgent("ann");
    heard.expectMessageClass(Agent.class);

    surroundings.ask(ann, new AgentMessage.Describe()).receiveMessage();

    heard.expectNoMessage();
  }

  @Test
  void theFiguresOfAnAgentWhoLeavesTheNodeAreWithdrawn() {
    ActorRef<EntityCommand> ann = brand.startAgent("ann");
    Agent came = heard.expectMessageClass(Agent.class);

    ann.tell(Leave.LEAVE);

    assertThat(heard.expectMessageClass(Agent.class))
        .isEqualTo(new Agent(came.now(), Optional.empty()));
  }

  @Test
  void theFiguresOfAnAgentAreWithdrawnAndPublishedAgainAfterAFailedWrite() {
    ActorRef<EntityCommand> ann = brand.startAgent("ann");
    Agent came = heard.expectMessageClass(Agent.class);
    surroundings.gate.failNextWrites(brand.stored(AgentEntity.KEY, "ann"), 1);

    surroundings.ask(ann, new SetPresence(Presence.ONLINE, Optional.empty()));

    assertThat(heard.expectMessageClass(Agent.class))
        .isEqualTo(new Agent(came.now(), Optional.empty()));
    assertThat(heard.expectMessageClass(Agent.class)).isEqualTo(came);
  }

  @Test
  void aConversationReservedTwiceIsReportedWhenTheAgentIsLoaded() {
    List<Object> twice =
        List.of(held("ann#1"), held("ann#2"), new ReservationConfirmed("ann#1", brand.time.now()));
    surroundings.journal.persistForRecovery(brand.stored(AgentEntity.KEY, "ann"), twice);

    LoggingTestKit.error("Agent " + brand.account + "|ann breaks ONE_PLACE")
        .expect(
            surroundings.kit.system(),
            () -> {
              brand.startAgent("ann");
              return heard.expectMessage(new Violated(Invariant.ONE_PLACE));
            });
    assertThat(heard.expectMessageClass(Agent.class).now().orElseThrow().assigned())
        .isEqualTo(Map.of("sales", 1));
    heard.expectNoMessage();
  }

  @Test
  void aWaitingConversationIsMeasuredPeriodicallyAndBecomesOverdue() {
    Entered entered =
        new Entered(1, 0, conversation(), Optional.empty(), brand.time.now(), Optional.empty());
    surroundings.journal.persistForRecovery(
        brand.stored(QueueEntity.KEY, "sales"), List.of(entered));
    brand.startQueue("sales");
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
      brand.time.advance(Duration.ofSeconds(10));
      figures = heard.expectMessageClass(Line.class).figures();
    }
    return figures;
  }

  @Test
  void anEmptyQueueIsPublishedOnceAndWithdrawnWhenItLeavesTheNode() {
    ActorRef<EntityCommand> queue = brand.startQueue("sales");
    heard.expectMessage(new Line("sales", new QueueStatistics(0, 0, 0, 0, 0, Optional.empty())));
    brand.time.advance(Duration.ofMinutes(1));
    heard.expectNoMessage();

    queue.tell(Leave.LEAVE);

    heard.expectMessage(new QueueLeft("sales"));
  }

  private Reserved held(String hold) {
    return new Reserved(
        hold,
        1,
        Optional.empty(),
        "sales",
        conversation(),
        Optional.empty(),
        Optional.empty(),
        brand.time.now(),
        brand.time.now(),
        Optional.empty());
  }

  private WaitingConversation conversation() {
    long now = brand.time.now();
    return new WaitingConversation(
        Inquiry.forSkill("c1", "sales"),
        now,
        new DueTime(now, Duration.ofMinutes(1).toNanos(), List.of(), 0),
        "sales",
        Access.ANYONE,
        Optional.empty(),
        Set.of(),
        List.of(),
        false,
        SkillChoice.Reason.REQUESTED);
  }
}
