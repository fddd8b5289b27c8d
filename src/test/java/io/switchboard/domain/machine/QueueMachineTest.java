package io.switchboard.domain.machine;

import static io.switchboard.domain.Centre.account;
import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.skill;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.agent.AgentView;
import io.switchboard.domain.agent.Presence;
import io.switchboard.domain.machine.Bench.Said;
import io.switchboard.domain.protocol.AgentMessage.Candidate;
import io.switchboard.domain.protocol.AgentMessage.Offer;
import io.switchboard.domain.protocol.AgentMessage.Outdated;
import io.switchboard.domain.protocol.AgentMessage.ReportTo;
import io.switchboard.domain.protocol.AgentMessage.Withdraw;
import io.switchboard.domain.protocol.Best;
import io.switchboard.domain.protocol.ConversationMessage.Enqueued;
import io.switchboard.domain.protocol.ConversationMessage.Probe;
import io.switchboard.domain.protocol.ConversationMessage.Redirect;
import io.switchboard.domain.protocol.ConversationMessage.RefusalEntered;
import io.switchboard.domain.protocol.ConversationMessage.Removed;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.protocol.QueueMessage.AskPresence;
import io.switchboard.domain.protocol.QueueMessage.EnterRefusal;
import io.switchboard.domain.protocol.QueueMessage.Explain;
import io.switchboard.domain.protocol.QueueMessage.FallbackPresence;
import io.switchboard.domain.protocol.QueueMessage.OfferReturned;
import io.switchboard.domain.protocol.QueueMessage.Remove;
import io.switchboard.domain.protocol.QueueMessage.Report;
import io.switchboard.domain.protocol.QueueMessage.Ringing;
import io.switchboard.domain.protocol.QueueMessage.Seek;
import io.switchboard.domain.protocol.QueueMessage.Take;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.queue.Access;
import io.switchboard.domain.queue.WaitingConversation;
import io.switchboard.domain.routing.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A queue, and what agents and conversations tell it. */
class QueueMachineTest {
  private static final AccountPolicy TWO_AGENTS =
      account(agent("ann", "sales"), agent("bob", "sales"));

  private AccountPolicy policy = TWO_AGENTS;
  private QueueMachine machine = new QueueMachine("sales", policy);
  private Bench<QueueMessage, QueueEvent> queue = new Bench<>(machine);
  private final Map<String, Long> versions = new HashMap<>();

  // --- who comes, and who has room ---

  @Test
  void whoeverComesIsHeldOutToAnAgentWhoFoundNothing() {
    opens();
    assertThat(seeks("ann").one(Candidate.class).best()).isEmpty();

    Said said = enters("c1");

    assertThat(said.one(Enqueued.class)).isEqualTo(new Enqueued(1, 0));
    assertThat(said.one(Offer.class).conversation().id()).isEqualTo("c1");
  }

  @Test
  void anAgentWhoSeeksIsToldTheMostUrgentAndGivenItWhenTheyTakeIt() {
    opens();
    enters("c1");
    queue.pass("1s");
    enters("c2");

    Candidate candidate = seeks("ann").one(Candidate.class);

    assertThat(candidate.best().orElseThrow().conversation()).isEqualTo("c1");
    assertThat(takes("ann", candidate).one(Offer.class).conversation().id()).isEqualTo("c1");
  }

  @Test
  void anAgentWhoChoosesAmongTheirQueuesIsGivenNothingMeanwhile() {
    opens();
    enters("c1");
    seeks("ann");

    assertThat(enters("c2").all(Offer.class)).isEmpty();
  }

  @Test
  void anAgentWhoOnlyReportsIsGivenNothing() {
    opens();
    enters("c1");

    assertThat(reports("ann").all(Offer.class)).isEmpty();
  }

  @Test
  void whatAnAgentTakesTooLateIsAnsweredByWhatIsLeft() {
    opens();
    enters("c1");
    Candidate late = seeks("ann").one(Candidate.class);
    takes("bob", seeks("bob").one(Candidate.class));

    assertThat(takes("ann", late).one(Candidate.class).best()).isEmpty();
  }

  @Test
  void anAgentWhoIsChoosingIsSaidToBeSo() {
    opens();
    enters("c1");
    seeks("ann");

    Reply.Reasons reasons = queue.ask(new Explain("c1")).one(Reply.Reasons.class);

    assertThat(reasons.explanation().candidates())
        .filteredOn(candidate -> candidate.agent().equals("ann"))
        .extracting(candidate -> candidate.verdict())
        .containsExactly(new Verdict.Excluded(Verdict.Rule.SEEKING));
  }

  @Test
  void anAgentWithoutRoomIsSaidToHaveNone() {
    opens();
    enters("c1");
    queue.tell(new Report(view("ann", 2), next("ann"), List.of()));

    Reply.Reasons reasons = queue.ask(new Explain("c1")).one(Reply.Reasons.class);

    assertThat(reasons.explanation().candidates())
        .filteredOn(candidate -> candidate.agent().equals("ann"))
        .extracting(candidate -> candidate.verdict())
        .containsExactly(new Verdict.Excluded(Verdict.Rule.NO_ROOM));
  }

  @Test
  void whyOneWaitsIsSaidAsItWasWhenItTookItsPlace() {
    opens();
    enters("c1");
    long promised = policy.skills().get("sales").responseTime();
    queue.configure(account(skill("sales").answersWithin("5s"), agent("ann", "sales")));

    Reply.Reasons reasons = queue.ask(new Explain("c1")).one(Reply.Reasons.class);

    assertThat(reasons.explanation().due().responseTime()).isEqualTo(promised);
  }

  // --- what becomes of an offer ---

  @Test
  void whatAnAgentDeclinesIsHeldOutToAnother() {
    opens();
    seeks("ann");
    Offer offer = enters("c1").one(Offer.class);
    seeks("bob");

    Said said = queue.tell(new EnterRefusal("c1", 1, offer.offer(), "ann"));

    assertThat(said.one(RefusalEntered.class)).isEqualTo(new RefusalEntered(offer.offer()));
    assertThat(offeredTo("c1")).contains("bob");
  }

  @Test
  void aRefusalThatIsToldTwiceIsAnsweredTwiceAndCountsOnce() {
    opens();
    seeks("ann");
    Offer offer = enters("c1").one(Offer.class);
    seeks("bob");
    queue.tell(new EnterRefusal("c1", 1, offer.offer(), "ann"));

    Said said = queue.tell(new EnterRefusal("c1", 1, offer.offer(), "ann"));

    assertThat(said.one(RefusalEntered.class)).isEqualTo(new RefusalEntered(offer.offer()));
    assertThat(offeredTo("c1")).contains("bob");
  }

  @Test
  void whatAnAgentGivesBackIsHeldOutToAnotherAndNotToThemUntilTheySeek() {
    opens();
    seeks("ann");
    Offer offer = enters("c1").one(Offer.class);

    assertThat(queue.tell(new OfferReturned(offer.offer(), "c1", "ann")).all(Offer.class))
        .isEmpty();
    assertThat(reports("ann").all(Offer.class)).isEmpty();
    assertThat(seeks("ann").one(Candidate.class).best()).isPresent();
  }

  @Test
  void anOfferOfWhichNothingIsHeardIsAskedAbout() {
    opens();
    seeks("ann");
    enters("c1");

    Said said = queue.pass("5s");

    assertThat(said.all(ReportTo.class)).containsExactly(new ReportTo("sales"));
    assertThat(said.all(Probe.class)).containsExactly(new Probe("sales", 1));
  }

  @Test
  void whatRingsIsNotAskedAboutBeforeItsTimeIsUpByWhateverClock() {
    opens();
    seeks("ann");
    Offer offer = enters("c1").one(Offer.class);
    queue.tell(new Ringing(offer.offer(), "c1", 1, "ann", queue.now() - 60_000_000_000L));

    assertThat(queue.pass("4s").all(Probe.class)).isEmpty();
    assertThat(queue.pass("1s").all(Probe.class)).hasSize(1);
  }

  @Test
  void whoeverLeavesIsNotHeldOutToAnybodyAnyMore() {
    opens();
    seeks("ann");
    Offer offer = enters("c1").one(Offer.class);

    Said said = queue.tell(new Remove("c1", 1, Optional.empty()));

    assertThat(said.one(Withdraw.class)).isEqualTo(new Withdraw(offer.offer()));
    assertThat(said.one(Removed.class)).isEqualTo(new Removed("sales", 1));
    assertThat(machine.length()).isZero();
  }

  @Test
  void whoeverLeftDoesNotComeBackByWhatIsHeardLate() {
    opens();
    enters("c1");
    queue.tell(new Remove("c1", 1, Optional.empty()));

    assertThat(enters("c1").one(Enqueued.class)).isEqualTo(new Enqueued(1, 0));
    assertThat(machine.length()).isZero();
  }

  // --- to whom it is open ---

  @Test
  void whatWasTransferredToAnAgentIsHeldOutToNobodyElse() {
    opens();
    seeks("bob");

    assertThat(enters(onlyFor("ann", "c1")).all(Offer.class)).isEmpty();
    assertThat(seeks("ann").one(Candidate.class).best()).isPresent();
  }

  @Test
  void whatWaitsForOneAgentIsOpenToAllWhenTheTimeIsUp() {
    opens();
    seeks("bob");
    enters(onlyFor("ann", "c1"));

    queue.pass("1h");

    assertThat(offeredTo("c1")).contains("bob");
  }

  @Test
  void whatWaitsForOneAgentIsOpenToAllAtOnceWhenThatAgentIsRemoved() {
    opens();
    seeks("bob");
    enters(onlyFor("ann", "c1"));

    queue.configure(account(agent("bob", "sales")));

    assertThat(offeredTo("c1")).contains("bob");
  }

  @Test
  void whatWaitsForOneAgentIsOpenToAllAtOnceWhenThatAgentLosesTheSkill() {
    opens();
    seeks("bob");
    enters(onlyFor("ann", "c1"));

    queue.configure(account(agent("ann", "other"), agent("bob", "sales")));

    assertThat(offeredTo("c1")).contains("bob");
  }

  @Test
  void whatComesForAnAgentWhoHasBeenRemovedIsOpenToAll() {
    opens();
    seeks("bob");

    enters(onlyFor("zoe", "c1"));

    assertThat(offeredTo("c1")).contains("bob");
  }

  // --- what must go elsewhere ---

  @Test
  void whatWaitsForASkillThatIsRemovedIsSentOn() {
    opens();
    enters("c1");

    Said said = queue.configure(account(agent("ann", "other"), agent("bob", "other")));

    assertThat(said.one(Redirect.class)).isEqualTo(new Redirect(1, Optional.empty(), false));
    assertThat(machine.length()).isEqualTo(1);
  }

  @Test
  void whatComesWhileNobodyIsThereGoesToTheFallbackWhereSomebodyIs() {
    givenFallback();
    queue.tell(new FallbackPresence("reserve", true, 1));

    Said said = enters("c1");

    assertThat(said.one(Redirect.class)).isEqualTo(new Redirect(1, Optional.of("reserve"), true));
    assertThat(machine.length()).isZero();
  }

  @Test
  void whatWaitsGoesToTheFallbackWhenTheFirstComesOnlineThere() {
    givenFallback();
    enters("c1");

    Said said = queue.tell(new FallbackPresence("reserve", true, 1));

    assertThat(said.one(Redirect.class)).isEqualTo(new Redirect(1, Optional.of("reserve"), false));
  }

  @Test
  void whatWasSentOnIsAskedAboutUntilItIsTakenOut() {
    givenFallback();
    enters("c1");
    queue.pass("1s");
    queue.tell(new FallbackPresence("reserve", true, 1));
    seeks("ann");

    assertThat(queue.pass("20s").all(Probe.class)).hasSizeGreaterThanOrEqualTo(2);
    queue.tell(new Remove("c1", 1, Optional.empty()));
    assertThat(queue.pass("20s").all(Probe.class)).isEmpty();
  }

  // --- it starts again ---

  @Test
  void untilItHasHeardItsAgentsAQueueThatStartsDecidesNothing() {
    queue.wake();

    assertThat(enters("c1").sends()).isEmpty();
    assertThat(queue.pass("2s").one(Enqueued.class)).isEqualTo(new Enqueued(1, 0));
  }

  @Test
  void aQueueThatStartsAgainAsksItsAgents() {
    opens();
    starts();

    assertThat(queue.wake().all(ReportTo.class))
        .containsExactly(new ReportTo("sales"), new ReportTo("sales"));
  }

  @Test
  void whatAnAgentWhoSeeksSaysThatRingsIsNotHeldOutToAnybodyElse() {
    opens();
    seeks("ann");
    Offer offer = enters("c1").one(Offer.class);
    starts();
    queue.wake();

    seeks("ann", rings(offer, "ann"));

    assertThat(seeks("bob").all(Offer.class)).isEmpty();
    assertThat(offeredTo("c1")).contains("ann");
  }

  @Test
  void whatAnAgentReportsThatRingsIsNotHeldOutToAnybodyElse() {
    opens();
    seeks("ann");
    Offer offer = enters("c1").one(Offer.class);
    starts();
    queue.wake();

    reports("ann", rings(offer, "ann"));

    assertThat(seeks("bob").one(Candidate.class).best()).isEmpty();
    assertThat(offeredTo("c1")).contains("ann");
  }

  @Test
  void whatRingsAndHasGoneMeanwhileIsTakenBack() {
    opens();
    seeks("ann");
    Offer offer = enters("c1").one(Offer.class);
    queue.tell(new Remove("c1", 1, Optional.empty()));
    starts();
    queue.wake();

    assertThat(reports("ann", rings(offer, "ann")).one(Withdraw.class))
        .isEqualTo(new Withdraw(offer.offer()));
  }

  @Test
  void whoSeeksBeforeTheQueueIsReadyIsAnsweredWhenItIs() {
    opens();
    enters("c1");
    starts();
    queue.wake();

    assertThat(seeks("ann").sends()).isEmpty();
    Said said = reports("bob");

    assertThat(said.one(Candidate.class).best().orElseThrow().conversation()).isEqualTo("c1");
    assertThat(said.all(Offer.class)).isEmpty();
  }

  @Test
  void aConversationThatWasSentOnBeforeIsAskedWhereItIs() {
    givenFallback();
    enters("c1");
    queue.tell(new FallbackPresence("reserve", true, 1));
    starts();
    queue.wake();
    queue.tell(new FallbackPresence("reserve", false, 2));

    assertThat(queue.pass("2s").all(Probe.class)).containsExactly(new Probe("sales", 1));
  }

  // --- clocks ---

  @Test
  void anAgentWhoseClockHasGoneBackIsToldFromWhereToCount() {
    opens();
    queue.tell(new Report(view("ann", 0), 1_000, List.of()));

    assertThat(queue.tell(new Seek(view("ann", 0), 7, List.of(), "t")).one(Outdated.class))
        .isEqualTo(new Outdated(1_000));
  }

  @Test
  void whatAnAgentSaysTwiceIsNotAnswered() {
    opens();
    queue.tell(new Report(view("ann", 0), 1_000, List.of()));

    assertThat(queue.tell(new Report(view("ann", 0), 1_000, List.of())).sends()).isEmpty();
  }

  @Test
  void aNeighbourWhoKnowsSomethingNewerIsToldSomethingNewerStill() {
    opens();

    Said said = queue.tell(new AskPresence("other", Long.MAX_VALUE / 2));

    assertThat(said.one(FallbackPresence.class).version()).isGreaterThan(Long.MAX_VALUE / 2);
  }

  // --- words ---

  private void opens() {
    queue.wake();
    reports("ann");
    reports("bob");
  }

  private void starts() {
    machine = new QueueMachine("sales", policy);
    queue = queue.restart(machine);
  }

  private void givenFallback() {
    policy = account(skill("sales").fallsBackTo("reserve"), agent("ann", "sales", "reserve"));
    machine = new QueueMachine("sales", policy);
    queue = new Bench<>(machine);
    queue.wake();
    queue.tell(new Report(view("ann", 0).loggedOut(), next("ann"), List.of()));
  }

  private Said enters(String id) {
    return enters(Waiters.waiting(id, "sales", policy, queue.now()));
  }

  private Said enters(WaitingConversation conversation) {
    return queue.tell(Waiters.entering(conversation));
  }

  private WaitingConversation onlyFor(String agent, String id) {
    long until = queue.now() + 3_600_000_000_000L;
    return Waiters.waiting(id, "sales", policy, queue.now())
        .withAccess(new Access.OnlyAgent(agent, until));
  }

  private Said seeks(String agent, Ringing... ringing) {
    return queue.tell(
        new Seek(view(agent, ringing.length), next(agent), List.of(ringing), ticket(agent)));
  }

  private Said reports(String agent, Ringing... ringing) {
    return queue.tell(new Report(view(agent, ringing.length), next(agent), List.of(ringing)));
  }

  private Said takes(String agent, Candidate candidate) {
    Best best = candidate.best().orElseThrow();
    return queue.tell(new Take(candidate.ticket(), agent, best, List.of()));
  }

  private Ringing rings(Offer offer, String agent) {
    return new Ringing(
        offer.offer(),
        offer.conversation().id(),
        offer.hop(),
        agent,
        queue.now() + 30_000_000_000L);
  }

  private long next(String agent) {
    return versions.merge(agent, 1L, Long::sum);
  }

  private static String ticket(String agent) {
    return "of " + agent;
  }

  private Optional<String> offeredTo(String conversation) {
    return machine.offerOf(conversation).map(Offers.Outstanding::agent);
  }

  private static AgentView view(String agent, int conversations) {
    return new AgentView(
        agent, "", Presence.ONLINE, CapacityMode.MAX_CONCURRENT, conversations, 0, 2, 0, 1);
  }
}
