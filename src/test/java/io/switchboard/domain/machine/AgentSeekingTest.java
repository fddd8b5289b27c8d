package io.switchboard.domain.machine;

import static io.switchboard.domain.Centre.acceptsAutomatically;
import static io.switchboard.domain.Centre.account;
import static io.switchboard.domain.Centre.agent;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.agent.Presence;
import io.switchboard.domain.machine.Bench.Said;
import io.switchboard.domain.protocol.AgentMessage.Accept;
import io.switchboard.domain.protocol.AgentMessage.Candidate;
import io.switchboard.domain.protocol.AgentMessage.Granted;
import io.switchboard.domain.protocol.AgentMessage.Offer;
import io.switchboard.domain.protocol.AgentMessage.Outdated;
import io.switchboard.domain.protocol.AgentMessage.Present;
import io.switchboard.domain.protocol.AgentMessage.ReportTo;
import io.switchboard.domain.protocol.AgentMessage.Reserve;
import io.switchboard.domain.protocol.AgentMessage.Withdraw;
import io.switchboard.domain.protocol.ConversationMessage.Claim;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.protocol.QueueMessage.OfferReturned;
import io.switchboard.domain.protocol.QueueMessage.Report;
import io.switchboard.domain.protocol.QueueMessage.Ringing;
import io.switchboard.domain.protocol.QueueMessage.Seek;
import io.switchboard.domain.protocol.QueueMessage.Take;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How an agent looks for the most urgent conversation of all their queues. */
class AgentSeekingTest extends AgentScenario {

  @Test
  void whoComesOnlineAsksAllTheirQueues() {
    ann.wake();

    assertThat(comesOnline().all(Seek.class)).hasSize(3);
  }

  @Test
  void theMostUrgentOfAllQueuesIsTaken() {
    Seek seek = seeksOnline();

    hears(seek, "sales", Optional.of(best("later", 20)));
    hears(seek, "billing", Optional.of(best("sooner", 10)));
    Said said = hears(seek, "-1", Optional.empty());

    assertThat(said.one(Take.class).best().conversation()).isEqualTo("sooner");
  }

  @Test
  void whatIsHeldOutWhileTheyChooseDoesNotRingBeforeAllHaveAnswered() {
    Seek seek = seeksOnline();
    hears(seek, "sales", Optional.empty());

    Said said = ann.tell(offer("c1", "sales"));
    hears(seek, "billing", Optional.empty());

    assertThat(said.sends()).isEmpty();
    assertThat(machine.rings()).isEmpty();
  }

  @Test
  void whatIsHeldOutWhileTheyChooseRingsWhenNothingIsMoreUrgent() {
    Seek seek = seeksOnline();
    ann.tell(offer("c1", "sales"));
    hears(seek, "sales", Optional.of(best("later", Long.MAX_VALUE)));
    hears(seek, "billing", Optional.empty());

    Said said = hears(seek, "-1", Optional.empty());

    assertThat(said.one(Ringing.class).conversation()).isEqualTo("c1");
    assertThat(said.all(Take.class)).isEmpty();
    assertThat(said.all(Seek.class)).hasSize(3);
  }

  @Test
  void whatIsHeldOutWhileTheyChooseGoesBackWhenAnotherQueueHasSomethingMoreUrgent() {
    Seek seek = seeksOnline();
    Offer held = offer("c1", "sales");
    ann.tell(held);
    hears(seek, "sales", Optional.empty());
    hears(seek, "billing", Optional.of(best("sooner", 10)));

    Said said = hears(seek, "-1", Optional.empty());

    assertThat(said.one(Take.class).best().conversation()).isEqualTo("sooner");
    assertThat(said.one(OfferReturned.class).offer()).isEqualTo(held.offer());
    assertThat(machine.rings()).isEmpty();
  }

  @Test
  void ofOneQueueOnlyOneIsKeptWhileTheyChoose() {
    seeksOnline();
    Offer first = offer("c1", "sales");
    ann.tell(first);
    Offer second = offer("c2", "sales");

    assertThat(ann.tell(second).one(OfferReturned.class).offer()).isEqualTo(second.offer());
    assertThat(ann.tell(first).all(OfferReturned.class)).isEmpty();
  }

  @Test
  void nothingIsKeptWhileTheChosenOneIsBeingTaken() {
    Seek seek = seeksOnline();
    hears(seek, "sales", Optional.empty());
    hears(seek, "billing", Optional.of(best("sooner", 10)));
    hears(seek, "-1", Optional.empty());
    Offer late = offer("c1", "sales");

    assertThat(ann.tell(late).one(OfferReturned.class).offer()).isEqualTo(late.offer());
  }

  @Test
  void whatWasKeptAndIsGoneBeforeItIsChosenDoesNotRing() {
    Seek seek = seeksOnline();
    Offer held = offer("c1", "sales");
    ann.tell(held);

    ann.tell(new Withdraw(held.offer()));
    answersNothing(seek);

    assertThat(machine.rings()).isEmpty();
  }

  @Test
  void whatWasKeptRingsAlthoughOneQueueDoesNotAnswer() {
    seeksOnline();
    ann.tell(offer("c1", "sales"));

    assertThat(ann.pass("2s").one(Ringing.class).conversation()).isEqualTo("c1");
  }

  @Test
  void whoGoesOfflineWhileTheyChooseTellsAllTheirQueuesAtOnce() {
    Seek seek = seeksOnline();
    Offer held = offer("c1", "sales");
    ann.tell(held);

    Said said = ann.ask(new Present(Presence.OFFLINE, Optional.empty()));

    assertThat(said.all(Report.class))
        .hasSize(3)
        .allMatch(report -> report.agent().presence() == Presence.OFFLINE);
    assertThat(said.one(OfferReturned.class).offer()).isEqualTo(held.offer());
    assertThat(hears(seek, "sales", Optional.of(best("c2", 10))).all(Take.class)).isEmpty();
  }

  @Test
  void queuesAreToldThreeTimesOfAnAgentWhoIsGoneAndThenNoMore() {
    isIdle();
    ann.ask(new Present(Presence.OFFLINE, Optional.empty()));

    assertThat(ann.pass("10m").all(Report.class)).hasSize(2 * 3);
    assertThat(machine.nextTimer()).isEmpty();
  }

  @Test
  void whatWasKeptGoesBackWhenThereIsNoRoomForItAnyMore() {
    Seek seek = seeksOnline();
    Offer held = offer("c1", "sales");
    ann.tell(held);
    ann.tell(new Reserve(1, 1, "sales", waiting("c2")));
    ann.tell(new Reserve(1, 1, "sales", waiting("c3")));
    hears(seek, "sales", Optional.empty());
    hears(seek, "billing", Optional.empty());

    Said said = hears(seek, "-1", Optional.empty());

    assertThat(said.one(OfferReturned.class).offer()).isEqualTo(held.offer());
    assertThat(said.all(Report.class)).hasSize(3);
    assertThat(machine.rings()).isEmpty();
  }

  @Test
  void whatHappenedWhileTheChosenOneWasBeingTakenIsToldWhenItDoesNotCome() {
    Seek seek = seeksOnline();
    hears(seek, "sales", Optional.of(best("c1", 10)));
    hears(seek, "billing", Optional.empty());
    hears(seek, "-1", Optional.empty());
    ann.tell(offer("c2", "billing"));

    assertThat(ann.pass("2s").all(Seek.class)).hasSize(3);
  }

  @Test
  void whoseKeptOneIsWithdrawnAsksOnceMore() {
    Seek seek = seeksOnline();
    Offer held = offer("c1", "sales");
    ann.tell(held);
    ann.tell(new Withdraw(held.offer()));
    hears(seek, "sales", Optional.empty());
    hears(seek, "billing", Optional.empty());

    assertThat(hears(seek, "-1", Optional.empty()).all(Seek.class)).hasSize(3);
  }

  @Test
  void aSearchThatIsGivenUpGivesBackWhatWasKept() {
    seeksOnline();
    Offer held = offer("c1", "sales");
    ann.tell(held);

    Said said = ann.tell(new Outdated(ann.now() + 3_600_000_000_000L));

    assertThat(said.one(OfferReturned.class).offer()).isEqualTo(held.offer());
    assertThat(said.all(Seek.class)).hasSize(3);
  }

  @Test
  void aQueueThatDoesNotAnswerIsAskedAgainSoonAndEverMoreSeldom() {
    Seek seek = seeksOnline();
    hears(seek, "sales", Optional.empty());
    hears(seek, "billing", Optional.empty());

    assertThat(asksOf("-1", ann.pass("4s"))).isEqualTo(1);
    assertThat(asksOf("-1", ann.pass("10m"))).isBetween(20L, 25L);
  }

  @Test
  void aQueueThatHasAnsweredMeanwhileIsAskedAgainSoonWhenItFallsSilentOnceMore() {
    seeksOnline();
    ann.pass("10m");
    answersNothing(ann.tell(new ReportTo("sales")));
    answersNothing(ann.pass("30s"));
    ann.tell(new ReportTo("sales"));

    assertThat(asksOf("-1", ann.pass("4s"))).isEqualTo(1);
  }

  @Test
  void whoeverHasBeenAnsweredAsksNobodyBeforeTheNextReportIsDue() {
    Seek seek = seeksOnline();
    hears(seek, "sales", Optional.empty());
    hears(seek, "billing", Optional.empty());
    hears(seek, "-1", Optional.empty());

    assertThat(ann.pass("29s").all(Seek.class)).isEmpty();
    assertThat(ann.pass("1s").all(Seek.class)).hasSize(3);
  }

  @Test
  void whatOthersHaveIsTakenAlthoughOneQueueDoesNotAnswer() {
    Seek seek = seeksOnline();
    hears(seek, "sales", Optional.of(best("c1", 10)));

    assertThat(ann.pass("2s").one(Take.class).best().conversation()).isEqualTo("c1");
  }

  @Test
  void aQueueThatAsksWhileThereIsRoomIsAskedWithAllTheOthers() {
    isIdle();

    assertThat(ann.tell(new ReportTo("sales")).all(Seek.class)).hasSize(3);
  }

  @Test
  void aQueueThatAsksWhileThereIsNoRoomIsToldSoAlone() {
    isIdle();
    isOffered("c1");
    isOffered("c2");

    Said said = ann.tell(new ReportTo("sales"));

    assertThat(said.all(Seek.class)).isEmpty();
    assertThat(said.one(Report.class).agent().conversations()).isEqualTo(2);
  }

  @Test
  void aQueueIsToldWhatRingsFromItHoweverItIsTold() {
    isIdle();

    Said said = isOffered("c1");

    assertThat(said.all(Seek.class))
        .flatExtracting(Seek::ringing)
        .extracting(Ringing::conversation)
        .containsExactly("c1");
  }

  @Test
  void whoseClockHasGoneBackCountsOnFromWhatQueuesKnow() {
    isIdle();
    long known = ann.now() + 3_600_000_000_000L;

    Said said = ann.tell(new Outdated(known));

    assertThat(said.all(Seek.class)).hasSize(3).allMatch(seek -> seek.version() > known);
    assertThat(ann.tell(new Outdated(known)).sends()).isEmpty();
  }

  @Test
  void aQueueLearnsThatWhatIsTakenAtOnceHasComeBeforeItIsAskedForMore() {
    policy = account(acceptsAutomatically(), agent("ann", "sales").max(2));
    starts();
    isIdle();

    Said said = ann.tell(offer("c1", "sales"));

    assertThat(said.all(QueueMessage.class))
        .extracting(message -> (Object) message.getClass())
        .startsWith(Ringing.class)
        .contains(Seek.class);
  }

  @Test
  void whatTheyHaveClaimedThemselvesIsPassedOverAndLookedForAgainOnceThatIsDecided() {
    isIdle();
    isOffered("c1");
    String hold = ann.ask(new Accept("c1")).one(Claim.class).hold();
    Seek seek = ann.tell(new ReportTo("sales")).all(Seek.class).get(0);
    hears(seek, "sales", Optional.of(best("c1", 10)));
    hears(seek, "-1", Optional.empty());

    Said said = hears(seek, "billing", Optional.of(best("c2", 20)));
    assertThat(said.one(Take.class).best().conversation()).isEqualTo("c2");

    ann.tell(new Candidate(seek.ticket(), "billing", Optional.empty()));
    answersNothing(ann.pass("1m"));
    assertThat(ann.tell(new Granted(hold, talk())).all(Seek.class)).isNotEmpty();
  }

  @Test
  void anotherLifeBeginsWithAWriteThatShutsOutTheOneBefore() {
    assertThat(machine.wake(ann.now()).events()).containsExactly(new AgentEvent.Began(ann.now()));
  }
}
