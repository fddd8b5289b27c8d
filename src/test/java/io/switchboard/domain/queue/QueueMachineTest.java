package io.switchboard.domain.queue;

import static io.switchboard.domain.Centre.account;
import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.skill;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.protocol.AgentMessage.Candidate;
import io.switchboard.domain.protocol.AgentMessage.Offer;
import io.switchboard.domain.protocol.AgentMessage.RequestReport;
import io.switchboard.domain.protocol.AgentMessage.Withdraw;
import io.switchboard.domain.protocol.Bench.Sent;
import io.switchboard.domain.protocol.ConversationMessage.Enqueued;
import io.switchboard.domain.protocol.ConversationMessage.Probe;
import io.switchboard.domain.protocol.ConversationMessage.RefusalRecorded;
import io.switchboard.domain.protocol.ConversationMessage.Removed;
import io.switchboard.domain.protocol.QueueMessage.AgentReport;
import io.switchboard.domain.protocol.QueueMessage.Explain;
import io.switchboard.domain.protocol.QueueMessage.OfferReturned;
import io.switchboard.domain.protocol.QueueMessage.RecordRefusal;
import io.switchboard.domain.protocol.QueueMessage.Remove;
import io.switchboard.domain.protocol.QueueMessage.Ringing;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Requester;
import io.switchboard.domain.routing.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** State machine of a queue: messages of agents and conversations. */
class QueueMachineTest extends QueueScenario {

  // --- entries and searches ---

  @Test
  void anEntryIsAnsweredWithItsPosition() {
    opens();
    enters("c1");
    queue.pass("1s");

    Sent sent = enters("c2");

    assertThat(sent.one(Enqueued.class).place().orElseThrow().position()).isEqualTo(2);
  }

  @Test
  void aNewConversationIsOfferedToAnAgentWhoseSearchFoundNone() {
    opens();
    assertThat(seeks("ann").one(Candidate.class).best()).isEmpty();

    Sent sent = enters("c1");

    assertThat(sent.one(Enqueued.class).routingEpoch()).isEqualTo(1);
    assertThat(sent.one(Offer.class).conversation()).isEqualTo("c1");
  }

  @Test
  void aSearchIsAnsweredWithTheMostUrgentConversationWhichIsOfferedOnRequest() {
    opens();
    enters("c1");
    queue.pass("1s");
    enters("c2");

    Candidate candidate = seeks("ann").one(Candidate.class);

    assertThat(candidate.best().orElseThrow().conversation()).isEqualTo("c1");
    assertThat(takes("ann", candidate).one(Offer.class).conversation()).isEqualTo("c1");
  }

  @Test
  void anAgentReceivesNoOfferDuringASearch() {
    opens();
    enters("c1");
    seeks("ann");

    assertThat(enters("c2").all(Offer.class)).isEmpty();
  }

  @Test
  void aReportReceivesNoOffer() {
    opens();
    enters("c1");

    assertThat(reports("ann").all(Offer.class)).isEmpty();
  }

  @Test
  void aRequestForATakenConversationIsAnsweredWithTheNextCandidate() {
    opens();
    enters("c1");
    Candidate late = seeks("ann").one(Candidate.class);
    takes("bob", seeks("bob").one(Candidate.class));

    assertThat(takes("ann", late).one(Candidate.class).best()).isEmpty();
  }

  @Test
  void anAgentWithASearchIsExplainedAsSeeking() {
    opens();
    enters("c1");
    seeks("ann");

    Reply.ExplanationReply reasons = queue.ask(new Explain("c1")).one(Reply.ExplanationReply.class);

    assertThat(reasons.explanation().candidates())
        .filteredOn(candidate -> candidate.agent().equals("ann"))
        .extracting(candidate -> candidate.verdict())
        .containsExactly(new Verdict.Excluded(Verdict.Rule.SEARCHING_FOR_WORK));
  }

  @Test
  void anAgentWithoutCapacityIsExplainedSo() {
    opens();
    enters("c1");
    queue.tell(new AgentReport(view("ann", 2), next("ann"), List.of()));

    Reply.ExplanationReply reasons = queue.ask(new Explain("c1")).one(Reply.ExplanationReply.class);

    assertThat(reasons.explanation().candidates())
        .filteredOn(candidate -> candidate.agent().equals("ann"))
        .extracting(candidate -> candidate.verdict())
        .containsExactly(new Verdict.Excluded(Verdict.Rule.NO_CAPACITY));
  }

  @Test
  void anExplanationHasTheResponseTimeAtEntry() {
    opens();
    enters("c1");
    long promised = policy.skills().get("sales").responseTime();
    queue.configure(account(skill("sales").answersWithin("5s"), agent("ann", "sales")));

    Reply.ExplanationReply reasons = queue.ask(new Explain("c1")).one(Reply.ExplanationReply.class);

    assertThat(reasons.explanation().due().responseTime()).isEqualTo(promised);
  }

  // --- the end of an offer ---

  @Test
  void aDeclinedConversationIsOfferedToAnotherAgent() {
    opens();
    seeks("ann");
    Offer offer = enters("c1").one(Offer.class);
    seeks("bob");

    Sent sent = queue.tell(new RecordRefusal("c1", 1, offer.offer(), "ann"));

    assertThat(sent.one(RefusalRecorded.class)).isEqualTo(new RefusalRecorded(offer.offer()));
    assertThat(offeredTo("c1")).contains("bob");
  }

  @Test
  void aRepeatedRefusalIsAcknowledgedAgainAndCountedOnce() {
    opens();
    seeks("ann");
    Offer offer = enters("c1").one(Offer.class);
    seeks("bob");
    queue.tell(new RecordRefusal("c1", 1, offer.offer(), "ann"));

    Sent sent = queue.tell(new RecordRefusal("c1", 1, offer.offer(), "ann"));

    assertThat(sent.one(RefusalRecorded.class)).isEqualTo(new RefusalRecorded(offer.offer()));
    assertThat(offeredTo("c1")).contains("bob");
  }

  @Test
  void aReturnedOfferIsNotRepeatedToItsAgentBeforeTheNextSearch() {
    opens();
    seeks("ann");
    Offer offer = enters("c1").one(Offer.class);

    assertThat(queue.tell(new OfferReturned(offer.offer(), "c1", "ann")).all(Offer.class))
        .isEmpty();
    assertThat(reports("ann").all(Offer.class)).isEmpty();
    assertThat(seeks("ann").one(Candidate.class).best()).isPresent();
  }

  @Test
  void anUnacknowledgedOfferIsProbed() {
    opens();
    seeks("ann");
    enters("c1");

    Sent sent = queue.pass("5s");

    assertThat(sent.all(RequestReport.class)).containsExactly(new RequestReport("sales"));
    assertThat(sent.all(Probe.class)).containsExactly(new Probe("sales", 1));
  }

  @Test
  void anOverdueRingingOfferIsNotProbedAtOnce() {
    opens();
    seeks("ann");
    Offer offer = enters("c1").one(Offer.class);
    queue.tell(new Ringing(offer.offer(), "c1", 1, "ann", -60_000_000_000L));

    assertThat(queue.pass("4s").all(Probe.class)).isEmpty();
    assertThat(queue.pass("1s").all(Probe.class)).hasSize(1);
  }

  @Test
  void theRemovalOfAConversationWithdrawsItsOffer() {
    opens();
    seeks("ann");
    Offer offer = enters("c1").one(Offer.class);

    Sent sent = queue.tell(new Remove("c1", 1, Optional.empty()));

    assertThat(sent.one(Withdraw.class)).isEqualTo(new Withdraw(offer.offer()));
    assertThat(sent.one(Removed.class)).isEqualTo(new Removed("sales", 1, Optional.empty()));
    assertThat(machine.length()).isZero();
  }

  @Test
  void anAssignedConversationReceivesTheExplanationOfItsOfferOnRequest() {
    opens();
    seeks("ann");
    Offer offer = enters("c1").one(Offer.class);

    Sent sent = queue.tell(new Remove("c1", 1, Optional.of("ann"), true, false));

    assertThat(sent.one(Removed.class).reasons()).contains(offer.reasons());
  }

  @Test
  void anAssignedConversationReceivesNoExplanationOfAnOfferToAnotherAgent() {
    opens();
    seeks("ann");
    enters("c1");

    Sent sent = queue.tell(new Remove("c1", 1, Optional.of("bob"), true, false));

    assertThat(sent.one(Removed.class).reasons()).isEmpty();
  }

  @Test
  void aReminderRemovesAQueuedConversation() {
    opens();
    enters("c1");

    Sent sent = queue.tell(new Remove("c1", 1, Optional.empty(), true, true));

    assertThat(sent.one(Removed.class).routingEpoch()).isEqualTo(1);
    assertThat(machine.length()).isZero();
  }

  @Test
  void aReminderOfAMissingConversationWritesNoEvent() {
    opens();

    assertThat(
            machine
                .receive(
                    new Remove("c1", 1, Optional.empty(), true, true), Requester.NONE, queue.now())
                .events())
        .isEmpty();
  }

  @Test
  void aLateEntryDoesNotQueueARemovedConversation() {
    opens();
    enters("c1");
    queue.tell(new Remove("c1", 1, Optional.empty()));

    assertThat(enters("c1").one(Enqueued.class).place()).isEmpty();
    assertThat(machine.length()).isZero();
  }

  @Test
  void theRemovalOfAConversationWithAnUnacknowledgedOfferRequestsAReport() {
    opens();
    seeks("ann");
    Offer offer = enters("c1").one(Offer.class);
    assertThat(offeredTo("c1")).contains("ann");

    Sent sent = queue.tell(new Remove(offer.conversation(), 1, Optional.empty()));

    assertThat(sent.one(RequestReport.class).skill()).isEqualTo("sales");
  }

  @Test
  void aNewIncarnationBeginsWithAWriteThatFencesTheEarlierOne() {
    assertThat(machine.wake(queue.now()).events())
        .containsExactly(new QueueEvent.Loaded(queue.now()));
  }

  @Test
  void anAgentWhoRegainsTheSkillIsAskedForAReport() {
    opens();
    queue.configure(account(agent("ann", "billing").max(2), agent("bob", "sales").max(2)));
    queue.tell(new AgentReport(view("ann", 0).loggedOut(), next("ann"), List.of()));

    assertThat(queue.configure(TWO_AGENTS).all(RequestReport.class)).hasSize(1);
  }
}
