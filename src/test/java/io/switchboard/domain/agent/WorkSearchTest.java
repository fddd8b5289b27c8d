package io.switchboard.domain.agent;

import static io.switchboard.domain.Centre.acceptsAutomatically;
import static io.switchboard.domain.Centre.account;
import static io.switchboard.domain.Centre.agent;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.protocol.AgentMessage.Accept;
import io.switchboard.domain.protocol.AgentMessage.Candidate;
import io.switchboard.domain.protocol.AgentMessage.ClaimGranted;
import io.switchboard.domain.protocol.AgentMessage.Offer;
import io.switchboard.domain.protocol.AgentMessage.RequestReport;
import io.switchboard.domain.protocol.AgentMessage.Reserve;
import io.switchboard.domain.protocol.AgentMessage.SetPresence;
import io.switchboard.domain.protocol.AgentMessage.VersionOutdated;
import io.switchboard.domain.protocol.AgentMessage.Withdraw;
import io.switchboard.domain.protocol.Bench.Sent;
import io.switchboard.domain.protocol.ConversationMessage.Claim;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.protocol.QueueMessage.AgentReport;
import io.switchboard.domain.protocol.QueueMessage.OfferReturned;
import io.switchboard.domain.protocol.QueueMessage.RequestOffer;
import io.switchboard.domain.protocol.QueueMessage.RequestWork;
import io.switchboard.domain.protocol.QueueMessage.Ringing;
import io.switchboard.domain.routing.Presence;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Work search of an agent for the most urgent conversation of all queues. */
class WorkSearchTest extends AgentScenario {

  @Test
  void anAgentWhoComesOnlineSearchesAllQueues() {
    ann.wake();

    assertThat(comesOnline().all(RequestWork.class)).hasSize(3);
  }

  @Test
  void theMostUrgentConversationOfAllQueuesIsRequested() {
    RequestWork seek = seeksOnline();

    Sent sent =
        answerSearch(
            seek,
            Optional.of(best("later", 20)),
            Optional.of(best("sooner", 10)),
            Optional.empty());

    assertThat(sent.one(RequestOffer.class).best().conversation()).isEqualTo("sooner");
  }

  @Test
  void anOfferDuringASearchDoesNotRingBeforeAllQueuesHaveAnswered() {
    RequestWork seek = seeksOnline();
    answer(seek, "sales", Optional.empty());

    Sent sent = ann.tell(offer("c1", "sales"));
    answer(seek, "billing", Optional.empty());

    assertThat(sent.sends()).isEmpty();
    assertThat(machine.ringingOffers.all()).isEmpty();
  }

  @Test
  void anOfferDuringASearchRingsWhenNoQueueHasAMoreUrgentConversation() {
    RequestWork seek = seeksOnline();
    ann.tell(offer("c1", "sales"));

    Sent sent =
        answerSearch(
            seek, Optional.of(best("later", Long.MAX_VALUE)), Optional.empty(), Optional.empty());

    assertThat(sent.one(Ringing.class).conversation()).isEqualTo("c1");
    assertThat(sent.all(RequestOffer.class)).isEmpty();
    assertThat(sent.all(RequestWork.class)).hasSize(3);
  }

  @Test
  void anOfferDuringASearchIsReturnedWhenAnotherQueueHasAMoreUrgentConversation() {
    RequestWork seek = seeksOnline();
    Offer held = offer("c1", "sales");
    ann.tell(held);

    Sent sent =
        answerSearch(seek, Optional.empty(), Optional.of(best("sooner", 10)), Optional.empty());

    assertThat(sent.one(RequestOffer.class).best().conversation()).isEqualTo("sooner");
    assertThat(sent.one(OfferReturned.class).offer()).isEqualTo(held.offer());
    assertThat(machine.ringingOffers.all()).isEmpty();
  }

  @Test
  void aSecondOfferOfAQueueDuringASearchIsReturned() {
    seeksOnline();
    Offer first = offer("c1", "sales");
    ann.tell(first);
    Offer second = offer("c2", "sales");

    assertThat(ann.tell(second).one(OfferReturned.class).offer()).isEqualTo(second.offer());
    assertThat(ann.tell(first).all(OfferReturned.class)).isEmpty();
  }

  @Test
  void anOfferIsReturnedWhileTheChosenConversationIsRequested() {
    RequestWork seek = seeksOnline();
    answer(seek, "sales", Optional.empty());
    answer(seek, "billing", Optional.of(best("sooner", 10)));
    answer(seek, "-1", Optional.empty());
    Offer late = offer("c1", "sales");

    assertThat(ann.tell(late).one(OfferReturned.class).offer()).isEqualTo(late.offer());
  }

  @Test
  void anOfferWithdrawnDuringASearchDoesNotRing() {
    RequestWork seek = seeksOnline();
    Offer held = offer("c1", "sales");
    ann.tell(held);

    ann.tell(new Withdraw(held.offer()));
    answersNothing(seek);

    assertThat(machine.ringingOffers.all()).isEmpty();
  }

  @Test
  void aKeptOfferRingsAlthoughOneQueueDoesNotAnswer() {
    seeksOnline();
    ann.tell(offer("c1", "sales"));

    assertThat(ann.pass("2s").one(Ringing.class).conversation()).isEqualTo("c1");
  }

  @Test
  void anAgentWhoGoesOfflineDuringASearchReportsToAllQueuesAtOnce() {
    RequestWork seek = seeksOnline();
    Offer held = offer("c1", "sales");
    ann.tell(held);

    Sent sent = ann.ask(new SetPresence(Presence.OFFLINE, Optional.empty()));

    assertThat(sent.all(AgentReport.class))
        .hasSize(3)
        .allMatch(report -> report.agent().presence() == Presence.OFFLINE);
    assertThat(sent.one(OfferReturned.class).offer()).isEqualTo(held.offer());
    assertThat(answer(seek, "sales", Optional.of(best("c2", 10))).all(RequestOffer.class))
        .isEmpty();
  }

  @Test
  void anOfflineReportIsSentThreeTimes() {
    isIdle();
    ann.ask(new SetPresence(Presence.OFFLINE, Optional.empty()));

    assertThat(ann.pass("10m").all(AgentReport.class)).hasSize(2 * 3);
    assertThat(machine.nextTimer()).isEmpty();
  }

  @Test
  void aKeptOfferIsReturnedWhenTheCapacityIsUsedUp() {
    RequestWork seek = seeksOnline();
    Offer held = offer("c1", "sales");
    ann.tell(held);
    ann.tell(new Reserve(1, 1, "sales", "c2"));
    ann.tell(new Reserve(1, 1, "sales", "c3"));

    Sent sent = answerSearch(seek, Optional.empty(), Optional.empty(), Optional.empty());

    assertThat(sent.one(OfferReturned.class).offer()).isEqualTo(held.offer());
    assertThat(sent.all(AgentReport.class)).hasSize(3);
    assertThat(machine.ringingOffers.all()).isEmpty();
  }

  @Test
  void aSearchIsRepeatedWhenTheRequestedOfferDoesNotArrive() {
    RequestWork seek = seeksOnline();
    answer(seek, "sales", Optional.of(best("c1", 10)));
    answer(seek, "billing", Optional.empty());
    answer(seek, "-1", Optional.empty());
    ann.tell(offer("c2", "billing"));

    assertThat(ann.pass("2s").all(RequestWork.class)).hasSize(3);
  }

  @Test
  void aSearchIsRepeatedWhenItsKeptOfferIsWithdrawn() {
    RequestWork seek = seeksOnline();
    Offer held = offer("c1", "sales");
    ann.tell(held);
    ann.tell(new Withdraw(held.offer()));

    Sent sent = answerSearch(seek, Optional.empty(), Optional.empty(), Optional.empty());

    assertThat(sent.all(RequestWork.class)).hasSize(3);
  }

  @Test
  void anAbandonedSearchReturnsItsKeptOffer() {
    seeksOnline();
    Offer held = offer("c1", "sales");
    ann.tell(held);

    Sent sent = ann.tell(new VersionOutdated(ann.now() + 3_600_000_000_000L));

    assertThat(sent.one(OfferReturned.class).offer()).isEqualTo(held.offer());
    assertThat(sent.all(RequestWork.class)).hasSize(3);
  }

  @Test
  void aSearchOfASilentQueueIsRepeatedAtGrowingIntervals() {
    RequestWork seek = seeksOnline();
    answer(seek, "sales", Optional.empty());
    answer(seek, "billing", Optional.empty());

    assertThat(asksOf("-1", ann.pass("4s"))).isEqualTo(1);
    assertThat(asksOf("-1", ann.pass("10m"))).isBetween(20L, 25L);
  }

  @Test
  void anAnswerOfAQueueResetsTheIntervalOfRepetition() {
    seeksOnline();
    ann.pass("10m");
    answersNothing(ann.tell(new RequestReport("sales")));
    answersNothing(ann.pass("30s"));
    ann.tell(new RequestReport("sales"));

    assertThat(asksOf("-1", ann.pass("4s"))).isEqualTo(1);
  }

  @Test
  void aCompleteSearchIsNotRepeatedBeforeTheNextReportIsDue() {
    RequestWork seek = seeksOnline();
    answer(seek, "sales", Optional.empty());
    answer(seek, "billing", Optional.empty());
    answer(seek, "-1", Optional.empty());

    assertThat(ann.pass("29s").all(RequestWork.class)).isEmpty();
    assertThat(ann.pass("1s").all(RequestWork.class)).hasSize(3);
  }

  @Test
  void aConversationOfAnotherQueueIsRequestedAlthoughOneQueueDoesNotAnswer() {
    RequestWork seek = seeksOnline();
    answer(seek, "sales", Optional.of(best("c1", 10)));

    assertThat(ann.pass("2s").one(RequestOffer.class).best().conversation()).isEqualTo("c1");
  }

  @Test
  void aReportRequestStartsASearchOfAllQueuesWhileThereIsCapacity() {
    isIdle();

    assertThat(ann.tell(new RequestReport("sales")).all(RequestWork.class)).hasSize(3);
  }

  @Test
  void aReportRequestIsAnsweredToItsQueueOnlyWithoutCapacity() {
    isIdle();
    isOffered("c1");
    isOffered("c2");

    Sent sent = ann.tell(new RequestReport("sales"));

    assertThat(sent.all(RequestWork.class)).isEmpty();
    assertThat(sent.one(AgentReport.class).agent().conversations()).isEqualTo(2);
  }

  @Test
  void aSearchReportsTheRingingOffersOfItsQueue() {
    isIdle();

    Sent sent = isOffered("c1");

    assertThat(sent.all(RequestWork.class))
        .flatExtracting(RequestWork::ringing)
        .extracting(Ringing::conversation)
        .containsExactly("c1");
  }

  @Test
  void versionsContinueFromThoseOfTheQueuesAfterABackwardClock() {
    isIdle();
    long known = ann.now() + 3_600_000_000_000L;

    Sent sent = ann.tell(new VersionOutdated(known));

    assertThat(sent.all(RequestWork.class)).hasSize(3).allMatch(seek -> seek.version() > known);
    assertThat(ann.tell(new VersionOutdated(known)).sends()).isEmpty();
  }

  @Test
  void anAutoAcceptedOfferIsReportedBeforeTheNextSearch() {
    policy = account(acceptsAutomatically(), agent("ann", "sales").max(2));
    starts();
    isIdle();

    Sent sent = ann.tell(offer("c1", "sales"));

    assertThat(sent.all(QueueMessage.class))
        .extracting(message -> (Object) message.getClass())
        .startsWith(Ringing.class)
        .contains(RequestWork.class);
  }

  @Test
  void aSearchPassesOverAClaimedConversationAndIsRepeatedAfterTheClaim() {
    isIdle();
    isOffered("c1");
    String reservation = ann.ask(new Accept("c1")).one(Claim.class).reservation();
    RequestWork seek = ann.tell(new RequestReport("sales")).all(RequestWork.class).get(0);
    answer(seek, "sales", Optional.of(best("c1", 10)));
    answer(seek, "-1", Optional.empty());

    Sent sent = answer(seek, "billing", Optional.of(best("c2", 20)));
    assertThat(sent.one(RequestOffer.class).best().conversation()).isEqualTo("c2");

    ann.tell(new Candidate(seek.searchId(), "billing", Optional.empty()));
    answersNothing(ann.pass("1m"));
    assertThat(ann.tell(new ClaimGranted(reservation, talk())).all(RequestWork.class)).isNotEmpty();
  }

  @Test
  void aNewIncarnationBeginsWithAWriteThatFencesTheEarlierOne() {
    assertThat(machine.wake(ann.now()).events()).containsExactly(new AgentEvent.Loaded(ann.now()));
  }
}
