package io.switchboard.domain.agent;

import static io.switchboard.domain.Centre.acceptsAutomatically;
import static io.switchboard.domain.Centre.account;
import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.skill;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.Records;
import io.switchboard.domain.protocol.AgentMessage.Accept;
import io.switchboard.domain.protocol.AgentMessage.ClaimGranted;
import io.switchboard.domain.protocol.AgentMessage.ClaimRefused;
import io.switchboard.domain.protocol.AgentMessage.Decline;
import io.switchboard.domain.protocol.AgentMessage.Describe;
import io.switchboard.domain.protocol.AgentMessage.HandoverCompleted;
import io.switchboard.domain.protocol.AgentMessage.RefusalAcknowledged;
import io.switchboard.domain.protocol.AgentMessage.Release;
import io.switchboard.domain.protocol.AgentMessage.RequestReport;
import io.switchboard.domain.protocol.AgentMessage.Reserve;
import io.switchboard.domain.protocol.AgentMessage.SetPresence;
import io.switchboard.domain.protocol.AgentMessage.Withdraw;
import io.switchboard.domain.protocol.Bench;
import io.switchboard.domain.protocol.Bench.Sent;
import io.switchboard.domain.protocol.ConversationMessage.CheckReservation;
import io.switchboard.domain.protocol.ConversationMessage.Claim;
import io.switchboard.domain.protocol.ConversationMessage.Refuse;
import io.switchboard.domain.protocol.ConversationMessage.Released;
import io.switchboard.domain.protocol.ConversationMessage.ReservationConfirmed;
import io.switchboard.domain.protocol.ConversationMessage.ReserveRefused;
import io.switchboard.domain.protocol.QueueMessage.AgentReport;
import io.switchboard.domain.protocol.QueueMessage.OfferReturned;
import io.switchboard.domain.protocol.QueueMessage.RequestWork;
import io.switchboard.domain.protocol.QueueMessage.Ringing;
import io.switchboard.domain.protocol.Refusal;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.routing.Explanation;
import io.switchboard.domain.routing.Presence;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Ringing offers and reservations of an agent. */
class AgentMachineTest extends AgentScenario {

  // --- an agent without presence history ---

  @Test
  void anAgentWithoutPresenceHistorySendsNoReportWhenLoaded() {
    assertThat(ann.wake().all(AgentReport.class)).isEmpty();
    assertThat(ann.pass("2m").all(AgentReport.class)).isEmpty();
  }

  @Test
  void anAgentWithoutPresenceHistoryReportsOnlyOnRequest() {
    ann.wake();

    Sent sent = ann.tell(new RequestReport("sales"));

    assertThat(sent.one(AgentReport.class).agent().presence()).isEqualTo(Presence.OFFLINE);
  }

  @Test
  void anAgentWithPresenceHistoryReportsToAllQueuesWhenLoaded() {
    isIdle();
    ann.ask(new SetPresence(Presence.OFFLINE, Optional.empty()));
    starts();

    assertThat(ann.wake().all(AgentReport.class))
        .hasSameSizeAs(policy.agents().get("ann").skills());
  }

  // --- ringing offers ---

  @Test
  void aRingingOfferIsReportedToItsQueue() {
    isIdle();

    Sent sent = isOffered("c1");

    assertThat(sent.one(Ringing.class).ringsFor()).isEqualTo(30_000_000_000L);
    assertThat(machine.ringingOffers.all()).hasSize(1);
  }

  @Test
  void aRingingOfferIsMissedAfterItsTimeout() {
    isIdle();
    isOffered("c1");

    Sent sent = ann.pass("30s");

    assertThat(sent.all(Refuse.class)).extracting(Refuse::refusal).contains(Refusal.MISSED);
    assertThat(machine.ringingOffers.all()).isEmpty();
  }

  @Test
  void anAgentIsAwayAfterTooManyMissedOffersInARow() {
    isIdle();
    for (int i = 0; i < 3; i++) {
      isOffered("c" + i);
      answersNothing(ann.pass("30s"));
    }

    assertThat(machine.state().presence()).isEqualTo(Presence.AWAY);
  }

  @Test
  void aDeclineIsAnsweredAfterTheConversationAcknowledgesIt() {
    isIdle();
    isOffered("c1");

    Sent sent = ann.ask(new Decline("c1"));

    assertThat(sent.replies()).isEmpty();
    assertThat(sent.one(Refuse.class).refusal()).isEqualTo(Refusal.DECLINED);
    assertThat(ann.tell(new RefusalAcknowledged(sent.one(Refuse.class).offer())).replies())
        .containsExactly(new Reply.Done());
  }

  @Test
  void aConversationThatDoesNotRingCannotBeDeclined() {
    isIdle();

    assertThat(ann.ask(new Decline("c1")).one(Reply.Refused.class).reason())
        .isEqualTo(Reply.Reason.CONFLICT);
  }

  @Test
  void aWithdrawnOfferDoesNotRing() {
    isIdle();
    isOffered("c1");

    ann.tell(new Withdraw("o1"));

    assertThat(machine.ringingOffers.all()).isEmpty();
  }

  @Test
  void anAgentWhoGoesAwayReturnsTheRingingOffer() {
    isIdle();
    isOffered("c1");

    Sent sent = ann.ask(new SetPresence(Presence.AWAY, Optional.empty()));

    assertThat(sent.one(OfferReturned.class).conversation()).isEqualTo("c1");
    assertThat(sent.all(RequestWork.class)).isEmpty();
  }

  @Test
  void anAgentWhoLosesASkillReturnsItsRingingOffer() {
    isIdle();
    isOffered("c1");

    Sent sent = ann.configure(account(skill("sales"), agent("ann", "billing").max(2)));

    assertThat(sent.one(OfferReturned.class).conversation()).isEqualTo("c1");
    assertThat(sent.one(AgentReport.class).agent().presence()).isEqualTo(Presence.OFFLINE);
  }

  @Test
  void aReadAfterARestartIsAnsweredAfterEachAssignmentIsConfirmed() {
    String reservation = has("c1");
    starts();
    ann.wake();

    assertThat(ann.ask(new Describe()).replies()).isEmpty();

    Sent sent = ann.tell(new ClaimGranted(reservation, talk()));
    assertThat(sent.one(Reply.AgentStatus.class).assigned()).hasSize(1);
  }

  @Test
  void aReadAfterARestartOmitsConversationsReleasedMeanwhile() {
    String reservation = has("c1");
    starts();
    ann.wake();
    ann.ask(new Describe());

    Sent sent = ann.tell(new Release("c1", reservation));

    assertThat(sent.one(Reply.AgentStatus.class).assigned()).isEmpty();
  }

  // --- claims ---

  @Test
  void anAcceptSendsAClaimAndIsAnsweredWhenTheClaimIsGranted() {
    isIdle();
    isOffered("c1");

    Sent sent = ann.ask(new Accept("c1"));
    Claim claim = sent.one(Claim.class);

    assertThat(sent.replies()).isEmpty();
    Sent granted = ann.tell(new ClaimGranted(claim.reservation(), talk()));
    assertThat(granted.replies()).containsExactly(new Reply.Done());
    assertThat(granted.one(ReservationConfirmed.class))
        .isEqualTo(new ReservationConfirmed(claim.reservation()));
  }

  @Test
  void aClaimIsRepeatedUntilItIsAnswered() {
    isIdle();
    isOffered("c1");
    ann.ask(new Accept("c1"));

    assertThat(ann.pass("10s").all(Claim.class)).hasSizeGreaterThan(1);
  }

  @Test
  void aClaimHasTheExplanationOfItsOffer() {
    isIdle();
    isOffered("c1");
    Explanation reasons = machine.ringingOffers.all().get(0).offer().reasons();

    Claim claim = ann.ask(new Accept("c1")).one(Claim.class);

    assertThat(claim.reasons()).contains(reasons);
    assertThat(ann.pass("10s").all(Claim.class)).containsOnly(claim).isNotEmpty();
  }

  @Test
  void aClaimIsRepeatedAfterARestartWithoutItsExplanation() {
    isIdle();
    isOffered("c1");
    Claim claim = ann.ask(new Accept("c1")).one(Claim.class);
    starts();

    assertThat(ann.wake().one(Claim.class))
        .isEqualTo(Records.with(claim, "reasons", Optional.empty()));
  }

  @Test
  void aRefusedClaimIsAConflictAndRemovesTheReservation() {
    isIdle();
    isOffered("c1");
    Claim claim = ann.ask(new Accept("c1")).one(Claim.class);

    Sent sent = ann.tell(new ClaimRefused(claim.reservation()));

    assertThat(sent.one(Reply.Refused.class).reason()).isEqualTo(Reply.Reason.CONFLICT);
    assertThat(machine.state().reservations()).isEmpty();
  }

  @Test
  void aRingingOfferIsNotKeptOverARestart() {
    isIdle();
    isOffered("c1");
    starts();
    ann.wake();

    assertThat(machine.ringingOffers.all()).isEmpty();
    assertThat(machine.figures(ann.now()).inHand()).isZero();
  }

  @Test
  void underAutoAcceptAnOfferIsClaimedAtOnce() {
    policy = account(acceptsAutomatically(), agent("ann", "sales").max(2));
    machine = new AgentMachine("ann", policy, message -> {});
    ann = new Bench<>(machine);
    isIdle();

    assertThat(isOffered("c1").one(Claim.class).agent()).isEqualTo("ann");
  }

  // --- reservations and releases ---

  @Test
  void aReleaseIsRepeatedUntilTheHandoverIsCompleted() {
    String reservation = has("c1");

    assertThat(ann.tell(new Release("c1", reservation)).one(Released.class).reservation())
        .isEqualTo(reservation);
    assertThat(ann.pass("10s").all(Released.class)).isNotEmpty();
    ann.tell(new HandoverCompleted(reservation));
    assertThat(ann.pass("30s").all(Released.class)).isEmpty();
  }

  @Test
  void aRepeatedReleaseIsAnsweredAgain() {
    String reservation = has("c1");
    ann.tell(new Release("c1", reservation));

    assertThat(ann.tell(new Release("c1", reservation)).all(Released.class)).isNotEmpty();
  }

  @Test
  void aReservationIsCheckedEveryFewMinutes() {
    has("c1");
    long asked = 0;
    for (int minute = 0; minute < 60; minute++) {
      Sent sent = ann.pass("1m");
      asked += sent.all(CheckReservation.class).stream().distinct().count();
      answers(sent);
    }

    assertThat(asked).isBetween(6L, 8L);
  }

  @Test
  void aTakeoverWithinTheCapacityOfTheAgentIsClaimed() {
    isIdle();

    Claim claim = ann.tell(new Reserve(1, 1, "sales", "c1")).one(Claim.class);

    assertThat(claim.takeover()).contains(1);
  }

  @Test
  void aTakeoverBeyondTheCapacityOfTheAgentIsRefused() {
    isIdle();
    isOffered("c1");
    isOffered("c2");

    assertThat(ann.tell(new Reserve(1, 1, "sales", "c3")).one(ReserveRefused.class))
        .extracting(ReserveRefused::takeover)
        .isEqualTo(1);
  }

  // --- presence ---

  @Test
  void aPresenceWithoutRenewalEnds() {
    ann.wake();
    ann.ask(new SetPresence(Presence.ONLINE, Optional.of(10_000_000_000L)));

    ann.pass("10s");

    assertThat(machine.state().presence()).isEqualTo(Presence.OFFLINE);
  }

  @Test
  void anAgentRemovedFromTheAccountIsOffline() {
    isIdle();

    ann.configure(account(agent("bob", "sales")));

    assertThat(machine.state().presence()).isEqualTo(Presence.OFFLINE);
    assertThat(ann.ask(new Describe()).one(Reply.AgentStatus.class).maxConversations()).isZero();
  }
}
