package io.switchboard.actor;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import io.switchboard.Records;
import io.switchboard.actor.DesktopEvent.Snapshot;
import io.switchboard.actor.EntityCommand.Leave;
import io.switchboard.domain.protocol.AgentMessage.Accept;
import io.switchboard.domain.protocol.AgentMessage.ClaimGranted;
import io.switchboard.domain.protocol.AgentMessage.ClaimRefused;
import io.switchboard.domain.protocol.AgentMessage.Decline;
import io.switchboard.domain.protocol.AgentMessage.Describe;
import io.switchboard.domain.protocol.AgentMessage.RefusalAcknowledged;
import io.switchboard.domain.protocol.AgentMessage.SetPresence;
import io.switchboard.domain.protocol.ConversationMessage.Claim;
import io.switchboard.domain.protocol.ConversationMessage.Refuse;
import io.switchboard.domain.protocol.ConversationMessage.ReservationConfirmed;
import io.switchboard.domain.protocol.MessageTimes;
import io.switchboard.domain.protocol.QueueMessage.Ringing;
import io.switchboard.domain.protocol.Refusal;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.routing.Presence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class AgentEntityTest extends AgentEntityScenario {
  private static final Duration RING = Duration.ofSeconds(30);
  private static final Duration LINGER = Duration.ofMinutes(2);

  // --- ringing ---

  @Test
  void anOfferRingsUntilItsTimeout() {
    ActorRef<EntityCommand> ann = online();
    Ringing ringing = ring(ann, "c1");
    assertThat(ringing.ringsFor()).isEqualTo(RING.toNanos());

    account.time.advance(RING.minusNanos(1));
    account.conversation("c1").expectNoMessage();
    account.time.advance(Duration.ofNanos(1));

    Refuse refuse = account.conversation("c1").expectMessageClass(Refuse.class);
    assertThat(refuse.refusal()).isEqualTo(Refusal.MISSED);
    assertThat(refuse.offer()).isEqualTo(ringing.offer());
  }

  @Test
  void aDeclineIsAnsweredAfterTheConversationAcknowledgesIt() {
    ActorRef<EntityCommand> ann = online();
    Ringing ringing = ring(ann, "c1");

    TestProbe<Reply> client = kit.ask(ann, new Decline("c1"));
    Refuse refuse = account.conversation("c1").expectMessageClass(Refuse.class);
    client.expectNoMessage();
    kit.deliver(ann, new RefusalAcknowledged(ringing.offer()));

    client.expectMessage(new Reply.Done());
    assertThat(refuse.refusal()).isEqualTo(Refusal.DECLINED);
  }

  @Test
  void anAgentWhoMissesThreeOffersIsAway() {
    ActorRef<EntityCommand> ann = online();
    for (String missed : List.of("c1", "c2")) {
      ring(ann, missed);
      account.time.advance(RING);
      seekAnswered(ann);
    }
    assertThat(described(ann).presence()).isEqualTo(Presence.ONLINE);

    ring(ann, "c3");
    account.time.advance(RING);

    assertThat(described(ann).presence()).isEqualTo(Presence.AWAY);
  }

  @Test
  void aConversationThatDoesNotRingCannotBeAccepted() {
    ActorRef<EntityCommand> ann = online();

    assertConflict(kit.ask(ann, new Accept("c1")));
  }

  // --- having ---

  @Test
  void anAcceptIsAnsweredAfterTheClaimIsDecided() {
    ActorRef<EntityCommand> ann = online();
    ring(ann, "c1");

    TestProbe<Reply> client = kit.ask(ann, new Accept("c1"));
    Claim claim = account.conversation("c1").expectMessageClass(Claim.class);
    client.expectNoMessage();
    kit.deliver(ann, new ClaimGranted(claim.reservation(), MessageTimes.begun(account.time.now())));

    client.expectMessage(new Reply.Done());
    account.conversation("c1").expectMessage(new ReservationConfirmed(claim.reservation()));
    assertThat(described(ann).assigned())
        .extracting(Reply.AssignedConversation::conversation)
        .containsExactly("c1");
  }

  @Test
  void aLateAcceptIsAConflict() {
    ActorRef<EntityCommand> ann = online();
    ring(ann, "c1");

    TestProbe<Reply> client = kit.ask(ann, new Accept("c1"));
    Claim claim = account.conversation("c1").expectMessageClass(Claim.class);
    kit.deliver(ann, new ClaimRefused(claim.reservation()));

    assertConflict(client);
    assertThat(described(ann).assigned()).isEmpty();
  }

  @Test
  void anAcceptWhoseWriteFailsClaimsNothing() {
    ActorRef<EntityCommand> ann = online();
    ring(ann, "c1");
    kit.gate.failNextWrites(account.stored(AgentEntity.KEY, "ann"), 1);

    TestProbe<Reply> client = kit.ask(ann, new Accept("c1"));

    assertThat(described(ann).assigned()).isEmpty();
    client.expectNoMessage();
    account.conversation("c1").expectNoMessage();
  }

  @Test
  void aClaimIsRepeatedAfterARestartWithoutItsExplanation() {
    ActorRef<EntityCommand> ann = online();
    ring(ann, "c1");
    kit.ask(ann, new Accept("c1"));
    Claim claim = account.conversation("c1").expectMessageClass(Claim.class);

    kit.actors.stop(ann);
    account.startAgent("ann");

    assertThat(account.conversation("c1").expectMessageClass(Claim.class))
        .isEqualTo(Records.with(claim, "reasons", Optional.empty()));
  }

  // --- presence ---

  @Test
  void anAgentWithoutALeaseRenewalIsOffline() {
    ActorRef<EntityCommand> ann = account.startAgent("ann");
    SetPresence leased =
        new SetPresence(Presence.ONLINE, Optional.of(Duration.ofMinutes(1).toNanos()));
    kit.ask(ann, leased).receiveMessage();
    account.time.advance(Duration.ofSeconds(50));
    kit.ask(ann, leased).receiveMessage();
    account.time.advance(Duration.ofSeconds(50));
    assertThat(described(ann).presence()).isEqualTo(Presence.ONLINE);

    account.time.advance(Duration.ofSeconds(10));

    assertThat(described(ann).presence()).isEqualTo(Presence.OFFLINE);
  }

  // --- memory ---

  @Test
  void anOfflineAgentWithoutConversationsLeavesMemoryAfterAWhile() {
    account.startAgent("ann");

    expectPassivation();
  }

  @Test
  void anOnlineAgentStaysInMemory() {
    ActorRef<EntityCommand> ann = online();

    account.time.advance(LINGER.multipliedBy(10));

    described(ann);
    account.shard.expectNoMessage();
  }

  @Test
  void anAgentStaysInMemoryWhileADesktopIsConnected() {
    ActorRef<EntityCommand> ann = account.startAgent("ann");
    TestProbe<DesktopEvent> desktop = desktop(ann, Optional.empty());
    Snapshot snapshot = desktop.expectMessageClass(Snapshot.class);
    TestProbe<DesktopEvent> resumed = desktop(ann, Optional.of(snapshot.id()));
    described(ann);
    desktop.stop();
    account.time.advance(LINGER);
    described(ann);
    account.shard.expectNoMessage();

    resumed.stop();

    expectPassivation();
  }

  @Test
  void anAgentWhoReceivesACommandDuringPassivationIsLoadedAgain() {
    ActorRef<EntityCommand> ann = account.startAgent("ann");
    expectPassivation();

    kit.ask(ann, new SetPresence(Presence.ONLINE, Optional.empty())).receiveMessage();
    ann.tell(Leave.LEAVE);

    account.agent("ann").expectMessage(new Describe());
  }

  /** Expects the passivation of the entity, advancing time as far as needed. */
  private void expectPassivation() {
    account.shard.awaitAssert(
        () -> {
          account.time.advance(Duration.ofSeconds(30));
          return account.shard.expectMessageClass(
              ClusterSharding.Passivate.class, Duration.ofMillis(50));
        });
  }

  private static void assertConflict(TestProbe<Reply> client) {
    assertThat(client.expectMessageClass(Reply.Refused.class).reason())
        .isEqualTo(Reply.Reason.CONFLICT);
  }
}
