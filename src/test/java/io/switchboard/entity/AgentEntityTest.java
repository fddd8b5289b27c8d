package io.switchboard.entity;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import io.switchboard.domain.agent.Presence;
import io.switchboard.domain.conversation.Inquiry;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.AgentMessage.Accept;
import io.switchboard.domain.protocol.AgentMessage.Candidate;
import io.switchboard.domain.protocol.AgentMessage.ClaimRefused;
import io.switchboard.domain.protocol.AgentMessage.Decline;
import io.switchboard.domain.protocol.AgentMessage.Describe;
import io.switchboard.domain.protocol.AgentMessage.Granted;
import io.switchboard.domain.protocol.AgentMessage.Offer;
import io.switchboard.domain.protocol.AgentMessage.Present;
import io.switchboard.domain.protocol.AgentMessage.RefusalNoted;
import io.switchboard.domain.protocol.AgentSignal;
import io.switchboard.domain.protocol.ConversationMessage.Activated;
import io.switchboard.domain.protocol.ConversationMessage.Claim;
import io.switchboard.domain.protocol.ConversationMessage.Refuse;
import io.switchboard.domain.protocol.Message;
import io.switchboard.domain.protocol.QueueMessage.Ringing;
import io.switchboard.domain.protocol.QueueMessage.Seek;
import io.switchboard.domain.protocol.Refusal;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Talk;
import io.switchboard.domain.queue.Access;
import io.switchboard.domain.queue.DueTime;
import io.switchboard.domain.queue.WaitingConversation;
import io.switchboard.domain.routing.Explanation;
import io.switchboard.domain.selection.SkillChoice;
import io.switchboard.entity.DesktopEvent.Change;
import io.switchboard.entity.DesktopEvent.Snapshot;
import io.switchboard.entity.EntityCommand.Leave;
import io.switchboard.entity.EntityCommand.Told;
import io.switchboard.entity.EntityCommand.Watch;
import io.switchboard.entity.Surroundings.Brand;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AgentEntityTest {
  private static final Duration RING = Duration.ofSeconds(30);
  private static final Duration LINGER = Duration.ofMinutes(2);

  private static Surroundings surroundings;

  private final Brand brand =
      surroundings.brand(
          """
          {"settings": {"offers": {"timeout": "PT30S", "missedBeforeAway": 3}},
           "skills": [{"id": "sales"}],
           "agents": [{"id": "ann", "skills": ["sales"], "maxConversations": 1}]}
          """);
  private int offers;

  @BeforeAll
  static void start() {
    surroundings = new Surroundings();
  }

  @AfterAll
  static void stop() {
    surroundings.close();
  }

  // --- ringing ---

  @Test
  void anOfferRingsUntilItsTimeIsUp() {
    ActorRef<EntityCommand> ann = online();
    Ringing ringing = ring(ann, "c1");
    assertThat(ringing.ringsFor()).isEqualTo(RING.toNanos());

    brand.time.advance(RING.minusNanos(1));
    brand.conversation("c1").expectNoMessage();
    brand.time.advance(Duration.ofNanos(1));

    Refuse refuse = brand.conversation("c1").expectMessageClass(Refuse.class);
    assertThat(refuse.refusal()).isEqualTo(Refusal.MISSED);
    assertThat(refuse.offer()).isEqualTo(ringing.offer());
  }

  @Test
  void aDeclineIsAnsweredOnceTheConversationKnowsIt() {
    ActorRef<EntityCommand> ann = online();
    Ringing ringing = ring(ann, "c1");

    TestProbe<Reply> client = surroundings.ask(ann, new Decline("c1"));
    Refuse refuse = brand.conversation("c1").expectMessageClass(Refuse.class);
    client.expectNoMessage();
    ann.tell(new Told(new RefusalNoted(ringing.offer())));

    client.expectMessage(new Reply.Done());
    assertThat(refuse.refusal()).isEqualTo(Refusal.DECLINED);
  }

  @Test
  void anAgentWhoMissesThreeOffersIsAway() {
    ActorRef<EntityCommand> ann = online();
    for (String missed : List.of("c1", "c2")) {
      ring(ann, missed);
      brand.time.advance(RING);
      seekAnswered(ann);
    }
    assertThat(described(ann).presence()).isEqualTo(Presence.ONLINE);

    ring(ann, "c3");
    brand.time.advance(RING);

    assertThat(described(ann).presence()).isEqualTo(Presence.AWAY);
  }

  @Test
  void whatDoesNotRingCannotBeAccepted() {
    ActorRef<EntityCommand> ann = online();

    assertConflict(surroundings.ask(ann, new Accept("c1")));
  }

  // --- having ---

  @Test
  void anAcceptIsAnsweredOnceItIsDecidedWhoHasTheConversation() {
    ActorRef<EntityCommand> ann = online();
    ring(ann, "c1");

    TestProbe<Reply> client = surroundings.ask(ann, new Accept("c1"));
    Claim claim = brand.conversation("c1").expectMessageClass(Claim.class);
    client.expectNoMessage();
    ann.tell(new Told(new Granted(claim.hold(), Talk.begun(brand.time.now()))));

    client.expectMessage(new Reply.Done());
    brand.conversation("c1").expectMessage(new Activated(claim.hold()));
    assertThat(described(ann).assigned()).extracting(Reply.Has::conversation).containsExactly("c1");
  }

  @Test
  void anAcceptThatCameTooLateIsAConflict() {
    ActorRef<EntityCommand> ann = online();
    ring(ann, "c1");

    TestProbe<Reply> client = surroundings.ask(ann, new Accept("c1"));
    Claim claim = brand.conversation("c1").expectMessageClass(Claim.class);
    ann.tell(new Told(new ClaimRefused(claim.hold())));

    assertConflict(client);
    assertThat(described(ann).assigned()).isEmpty();
  }

  @Test
  void anAcceptThatCouldNotBeWrittenClaimsNothing() {
    ActorRef<EntityCommand> ann = online();
    ring(ann, "c1");
    surroundings.gate.failNextWrites(brand.stored(AgentEntity.KEY, "ann"), 1);

    TestProbe<Reply> client = surroundings.ask(ann, new Accept("c1"));

    assertThat(described(ann).assigned()).isEmpty();
    client.expectNoMessage();
    brand.conversation("c1").expectNoMessage();
  }

  @Test
  void aClaimIsMadeAgainAfterARestart() {
    ActorRef<EntityCommand> ann = online();
    ring(ann, "c1");
    surroundings.ask(ann, new Accept("c1"));
    Claim claim = brand.conversation("c1").expectMessageClass(Claim.class);

    surroundings.kit.stop(ann);
    brand.startAgent("ann");

    assertThat(brand.conversation("c1").expectMessageClass(Claim.class)).isEqualTo(claim);
  }

  // --- presence ---

  @Test
  void anAgentWhoDoesNotRenewTheirLeaseIsOffline() {
    ActorRef<EntityCommand> ann = brand.startAgent("ann");
    Present leased = new Present(Presence.ONLINE, Optional.of(Duration.ofMinutes(1).toNanos()));
    surroundings.ask(ann, leased).receiveMessage();
    brand.time.advance(Duration.ofSeconds(50));
    surroundings.ask(ann, leased).receiveMessage();
    brand.time.advance(Duration.ofSeconds(50));
    assertThat(described(ann).presence()).isEqualTo(Presence.ONLINE);

    brand.time.advance(Duration.ofSeconds(10));

    assertThat(described(ann).presence()).isEqualTo(Presence.OFFLINE);
  }

  // --- memory ---

  @Test
  void anAgentWhoIsOfflineAndHasNothingLeavesTheMemoryAfterAWhile() {
    brand.startAgent("ann");
    expectLingering();

    brand.time.advance(LINGER);

    expectPassivation();
  }

  @Test
  void anAgentWhoIsOnlineStays() {
    ActorRef<EntityCommand> ann = online();

    brand.time.advance(LINGER.multipliedBy(10));

    described(ann);
    brand.shard.expectNoMessage();
  }

  @Test
  void anAgentWhoseDesktopLooksStaysUntilItIsGone() {
    ActorRef<EntityCommand> ann = brand.startAgent("ann");
    TestProbe<DesktopEvent> desktop = desktop(ann, Optional.empty());
    Snapshot snapshot = desktop.expectMessageClass(Snapshot.class);
    TestProbe<DesktopEvent> resumed = desktop(ann, Optional.of(snapshot.id()));
    described(ann);
    desktop.stop();
    brand.time.advance(LINGER);
    described(ann);
    brand.shard.expectNoMessage();

    resumed.stop();

    expectLingering();
    brand.time.advance(LINGER);
    expectPassivation();
  }

  @Test
  void anAgentWhoComesWhileLeavingTheMemoryIsWokenAgain() {
    ActorRef<EntityCommand> ann = brand.startAgent("ann");
    expectLingering();
    brand.time.advance(LINGER);
    expectPassivation();

    surroundings.ask(ann, new Present(Presence.ONLINE, Optional.empty())).receiveMessage();
    ann.tell(Leave.LEAVE);

    brand.agent("ann").expectMessage(new Describe());
  }

  // --- desktops ---

  @Test
  void aDesktopIsShownHowEverythingIsAndThenWhatChanges() {
    ActorRef<EntityCommand> ann = online();
    TestProbe<DesktopEvent> desktop = desktop(ann, Optional.empty());
    assertThat(desktop.expectMessageClass(Snapshot.class).agent().presence())
        .isEqualTo(Presence.ONLINE);

    Ringing ringing = ring(ann, "c1");
    ann.tell(new Told(new AgentMessage.Withdraw(ringing.offer())));

    assertThat(desktop.expectMessageClass(Change.class).signal())
        .isInstanceOf(AgentSignal.Offered.class);
    assertThat(desktop.expectMessageClass(Change.class).signal())
        .isEqualTo(new AgentSignal.Withdrawn("c1", AgentSignal.Why.GONE));
  }

  @Test
  void aDesktopGoesOnAfterTheLastEventThatItHasSeen() {
    ActorRef<EntityCommand> ann = brand.startAgent("ann");
    TestProbe<DesktopEvent> first = desktop(ann, Optional.empty());
    DesktopEvent seen = first.receiveMessage();
    become(ann, Presence.ONLINE);
    become(ann, Presence.AWAY);
    List<DesktopEvent> missed = first.receiveSeveralMessages(2);

    TestProbe<DesktopEvent> second = desktop(ann, Optional.of(seen.id()));

    assertThat(second.receiveSeveralMessages(2)).isEqualTo(missed);
    second.expectNoMessage();
  }

  @Test
  void aDesktopThatWasAwayForTooLongIsShownEverythingAnew() {
    ActorRef<EntityCommand> ann = brand.startAgent("ann");
    DesktopEvent seen = desktop(ann, Optional.empty()).receiveMessage();
    for (int i = 0; i < 150; i++) {
      become(ann, Presence.ONLINE);
      become(ann, Presence.AWAY);
    }

    desktop(ann, Optional.of(seen.id())).expectMessageClass(Snapshot.class);
  }

  @Test
  void aDesktopThatSawAnotherLifeIsShownEverythingAnew() {
    ActorRef<EntityCommand> ann = brand.startAgent("ann");
    DesktopEvent seen = desktop(ann, Optional.empty()).receiveMessage();

    surroundings.kit.stop(ann);
    ActorRef<EntityCommand> again = brand.startAgent("ann");

    Snapshot anew = desktop(again, Optional.of(seen.id())).expectMessageClass(Snapshot.class);
    assertThat(anew.id()).isNotEqualTo(seen.id());
  }

  @Test
  void aDesktopThatSaysNonsenseIsShownEverything() {
    ActorRef<EntityCommand> ann = brand.startAgent("ann");

    for (String nonsense : List.of("", "-", "7", "a-b", "-99999999999999999999", "0-0")) {
      desktop(ann, Optional.of(nonsense)).expectMessageClass(Snapshot.class);
    }
  }

  @Test
  void aDesktopIsNotToldWhatCouldNotBeWritten() {
    ActorRef<EntityCommand> ann = brand.startAgent("ann");
    TestProbe<DesktopEvent> desktop = desktop(ann, Optional.empty());
    desktop.expectMessageClass(Snapshot.class);
    surroundings.gate.failNextWrites(brand.stored(AgentEntity.KEY, "ann"), 1);

    surroundings.ask(ann, new Present(Presence.ONLINE, Optional.empty()));

    assertThat(described(ann).presence()).isEqualTo(Presence.OFFLINE);
    desktop.expectNoMessage();
  }

  private ActorRef<EntityCommand> online() {
    ActorRef<EntityCommand> ann = brand.startAgent("ann");
    become(ann, Presence.ONLINE);
    seekAnswered(ann);
    return ann;
  }

  private static void become(ActorRef<EntityCommand> agent, Presence presence) {
    surroundings.ask(agent, new Present(presence, Optional.empty())).receiveMessage();
  }

  /** Nobody has anything for the agent. */
  private void seekAnswered(ActorRef<EntityCommand> agent) {
    for (String skill : List.of("sales", "-1")) {
      Seek seek = next(Seek.class, brand.queue(skill));
      agent.tell(new Told(new Candidate(seek.ticket(), skill, Optional.empty())));
    }
  }

  private Ringing ring(ActorRef<EntityCommand> agent, String conversation) {
    agent.tell(new Told(offer(conversation)));
    return next(Ringing.class, brand.queue("sales"));
  }

  private static <T extends Message> T next(Class<T> type, TestProbe<Message> neighbour) {
    return type.cast(
        neighbour
            .fishForMessage(
                Duration.ofSeconds(10),
                message ->
                    type.isInstance(message)
                        ? FishingOutcomes.complete()
                        : FishingOutcomes.continueAndIgnore())
            .get(0));
  }

  private Offer offer(String id) {
    long now = brand.time.now();
    WaitingConversation conversation =
        new WaitingConversation(
            Inquiry.forSkill(id, "sales"),
            now,
            DueTime.at(now),
            "sales",
            Access.ANYONE,
            Optional.empty(),
            Set.of(),
            List.of(),
            false,
            SkillChoice.Reason.REQUESTED);
    Explanation reasons =
        new Explanation(
            conversation,
            "sales",
            1,
            Optional.of("ann"),
            Optional.empty(),
            List.of(),
            0,
            List.of(),
            List.of());
    return new Offer("offer-" + ++offers, 1, "sales", conversation, reasons, Optional.empty());
  }

  private TestProbe<DesktopEvent> desktop(ActorRef<EntityCommand> agent, Optional<String> last) {
    TestProbe<DesktopEvent> desktop = surroundings.kit.createTestProbe(DesktopEvent.class);
    agent.tell(new Watch(last, desktop.ref()));
    return desktop;
  }

  /** The agent has nothing to wait for but the time when they leave. */
  private void expectLingering() {
    brand.shard.awaitAssert(() -> assertThat(brand.time.asleep()).isOne());
  }

  private void expectPassivation() {
    brand.shard.expectMessageClass(ClusterSharding.Passivate.class);
  }

  private static void assertConflict(TestProbe<Reply> client) {
    assertThat(client.expectMessageClass(Reply.Refused.class).reason())
        .isEqualTo(Reply.Reason.CONFLICT);
  }

  private static Reply.Agent described(ActorRef<EntityCommand> agent) {
    return surroundings.ask(agent, new Describe()).expectMessageClass(Reply.Agent.class);
  }
}
