package io.switchboard.domain.machine;

import static io.switchboard.domain.Centre.acceptsAutomatically;
import static io.switchboard.domain.Centre.account;
import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.rings;
import static io.switchboard.domain.Centre.skill;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.agent.Presence;
import io.switchboard.domain.machine.Bench.Said;
import io.switchboard.domain.protocol.AgentMessage;
import io.switchboard.domain.protocol.AgentMessage.Accept;
import io.switchboard.domain.protocol.AgentMessage.Candidate;
import io.switchboard.domain.protocol.AgentMessage.ClaimRefused;
import io.switchboard.domain.protocol.AgentMessage.Decline;
import io.switchboard.domain.protocol.AgentMessage.Describe;
import io.switchboard.domain.protocol.AgentMessage.Granted;
import io.switchboard.domain.protocol.AgentMessage.HandedOn;
import io.switchboard.domain.protocol.AgentMessage.Offer;
import io.switchboard.domain.protocol.AgentMessage.Outdated;
import io.switchboard.domain.protocol.AgentMessage.Present;
import io.switchboard.domain.protocol.AgentMessage.RefusalNoted;
import io.switchboard.domain.protocol.AgentMessage.Release;
import io.switchboard.domain.protocol.AgentMessage.ReportTo;
import io.switchboard.domain.protocol.AgentMessage.Reserve;
import io.switchboard.domain.protocol.AgentMessage.Withdraw;
import io.switchboard.domain.protocol.Best;
import io.switchboard.domain.protocol.ConversationMessage.Activated;
import io.switchboard.domain.protocol.ConversationMessage.Claim;
import io.switchboard.domain.protocol.ConversationMessage.Confirm;
import io.switchboard.domain.protocol.ConversationMessage.Refuse;
import io.switchboard.domain.protocol.ConversationMessage.Released;
import io.switchboard.domain.protocol.ConversationMessage.ReserveRefused;
import io.switchboard.domain.protocol.QueueMessage.OfferReturned;
import io.switchboard.domain.protocol.QueueMessage.Report;
import io.switchboard.domain.protocol.QueueMessage.Ringing;
import io.switchboard.domain.protocol.QueueMessage.Seek;
import io.switchboard.domain.protocol.QueueMessage.Take;
import io.switchboard.domain.protocol.Refusal;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Send;
import io.switchboard.domain.protocol.Talk;
import io.switchboard.domain.queue.WaitingConversation;
import io.switchboard.domain.routing.Explanation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An agent, and what queues, conversations and clients tell them. */
class AgentMachineTest {
  private static final AccountPolicy TWO_SKILLS =
      account(rings("30s", 3), agent("ann", "sales", "billing").max(2));

  private AccountPolicy policy = TWO_SKILLS;
  private AgentMachine machine = new AgentMachine("ann", policy);
  private Bench<AgentMessage, AgentEvent> ann = new Bench<>(machine);
  private int offers;

  // --- they look for the most urgent ---

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
  void whileTheyChooseNothingElseIsTaken() {
    seeksOnline();
    Offer other = offer("c1", "sales");

    Said said = ann.tell(other);

    assertThat(said.one(OfferReturned.class).offer()).isEqualTo(other.offer());
    assertThat(machine.rings()).isEmpty();
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

  // --- a conversation rings ---

  @Test
  void whatRingsIsToldToItsQueue() {
    isIdle();

    Said said = isOffered("c1");

    assertThat(said.one(Ringing.class).expiresAt()).isEqualTo(ann.now() + 30_000_000_000L);
    assertThat(machine.rings()).hasSize(1);
  }

  @Test
  void whatRingsTooLongIsMissed() {
    isIdle();
    isOffered("c1");

    Said said = ann.pass("30s");

    assertThat(said.all(Refuse.class)).extracting(Refuse::refusal).contains(Refusal.MISSED);
    assertThat(machine.rings()).isEmpty();
  }

  @Test
  void whoMissesTooManyInARowIsAway() {
    isIdle();
    for (int i = 0; i < 3; i++) {
      isOffered("c" + i);
      answersNothing(ann.pass("30s"));
    }

    assertThat(machine.memory().presence()).isEqualTo(Presence.AWAY);
  }

  @Test
  void whoDeclinesIsAnsweredWhenTheConversationHasNotedIt() {
    isIdle();
    isOffered("c1");

    Said said = ann.ask(new Decline("c1"));

    assertThat(said.replies()).isEmpty();
    assertThat(said.one(Refuse.class).refusal()).isEqualTo(Refusal.DECLINED);
    assertThat(ann.tell(new RefusalNoted(said.one(Refuse.class).offer())).replies())
        .containsExactly(new Reply.Done());
  }

  @Test
  void whatDoesNotRingCannotBeDeclined() {
    isIdle();

    assertThat(ann.ask(new Decline("c1")).one(Reply.Refused.class).reason())
        .isEqualTo(Reply.Reason.CONFLICT);
  }

  @Test
  void whatIsWithdrawnRingsNoMore() {
    isIdle();
    isOffered("c1");

    ann.tell(new Withdraw("o1"));

    assertThat(machine.rings()).isEmpty();
  }

  @Test
  void whoGoesAwayGivesBackWhatRings() {
    isIdle();
    isOffered("c1");

    Said said = ann.ask(new Present(Presence.AWAY, Optional.empty()));

    assertThat(said.one(OfferReturned.class).conversation()).isEqualTo("c1");
    assertThat(said.all(Seek.class)).isEmpty();
  }

  @Test
  void whoLosesASkillGivesBackWhatRingsOfIt() {
    isIdle();
    isOffered("c1");

    Said said = ann.configure(account(skill("sales"), agent("ann", "billing").max(2)));

    assertThat(said.one(OfferReturned.class).conversation()).isEqualTo("c1");
    assertThat(said.one(Report.class).agent().presence()).isEqualTo(Presence.OFFLINE);
  }

  // --- they take it ---

  @Test
  void whoAcceptsClaimsItAndIsAnsweredWhenItIsTheirs() {
    isIdle();
    isOffered("c1");

    Said said = ann.ask(new Accept("c1"));
    Claim claim = said.one(Claim.class);

    assertThat(said.replies()).isEmpty();
    Said granted = ann.tell(new Granted(claim.hold(), talk()));
    assertThat(granted.replies()).containsExactly(new Reply.Done());
    assertThat(granted.one(Activated.class)).isEqualTo(new Activated(claim.hold()));
  }

  @Test
  void aClaimIsRepeatedUntilItIsAnswered() {
    isIdle();
    isOffered("c1");
    ann.ask(new Accept("c1"));

    assertThat(ann.pass("10s").all(Claim.class)).hasSizeGreaterThan(1);
  }

  @Test
  void aClaimIsRepeatedByAnAgentWhoStartedAgain() {
    isIdle();
    isOffered("c1");
    Claim claim = ann.ask(new Accept("c1")).one(Claim.class);
    starts();

    assertThat(ann.wake().one(Claim.class)).isEqualTo(claim);
  }

  @Test
  void whoClaimsTooLateIsToldAndSeeksAgain() {
    isIdle();
    isOffered("c1");
    Claim claim = ann.ask(new Accept("c1")).one(Claim.class);

    Said said = ann.tell(new ClaimRefused(claim.hold()));

    assertThat(said.one(Reply.Refused.class).reason()).isEqualTo(Reply.Reason.CONFLICT);
    assertThat(machine.memory().holds()).isEmpty();
  }

  @Test
  void whatIsNotDurableIsForgottenByAnAgentWhoStartsAgain() {
    isIdle();
    isOffered("c1");
    starts();
    ann.wake();

    assertThat(machine.rings()).isEmpty();
    assertThat(machine.conversations()).isZero();
  }

  @Test
  void whereOffersAreAcceptedAutomaticallyTheyAreClaimedAtOnce() {
    policy = account(acceptsAutomatically(), agent("ann", "sales").max(2));
    machine = new AgentMachine("ann", policy);
    ann = new Bench<>(machine);
    isIdle();

    assertThat(isOffered("c1").one(Claim.class).agent()).isEqualTo("ann");
  }

  // --- they have it, and let go of it ---

  @Test
  void whoLetsGoRemembersItUntilItIsInOtherHands() {
    String hold = has("c1");

    assertThat(ann.tell(new Release("c1", hold)).one(Released.class).hold()).isEqualTo(hold);
    assertThat(ann.pass("10s").all(Released.class)).isNotEmpty();
    ann.tell(new HandedOn(hold));
    assertThat(ann.pass("30s").all(Released.class)).isEmpty();
  }

  @Test
  void whoHasLetGoAlreadySaysSoAgain() {
    String hold = has("c1");
    ann.tell(new Release("c1", hold));

    assertThat(ann.tell(new Release("c1", hold)).all(Released.class)).isNotEmpty();
  }

  @Test
  void whetherAHoldStillCountsIsAskedWithinMinutesAndSeldom() {
    has("c1");
    long asked = 0;
    for (int minute = 0; minute < 60; minute++) {
      Said said = ann.pass("1m");
      asked += said.all(Confirm.class).stream().distinct().count();
      answers(said);
    }

    assertThat(asked).isBetween(6L, 8L);
  }

  @Test
  void aSupervisorMayGiveAnAgentWhatTheyHaveRoomFor() {
    isIdle();

    Claim claim = ann.tell(new Reserve(1, 1, "sales", waiting("c1"))).one(Claim.class);

    assertThat(claim.takeover()).contains(1);
  }

  @Test
  void aSupervisorMayNotGiveAnAgentMoreThanTheyHaveRoomFor() {
    isIdle();
    isOffered("c1");
    isOffered("c2");

    assertThat(ann.tell(new Reserve(1, 1, "sales", waiting("c3"))).one(ReserveRefused.class))
        .extracting(ReserveRefused::takeover)
        .isEqualTo(1);
  }

  // --- presence ---

  @Test
  void aPresenceThatIsNotRenewedEnds() {
    ann.wake();
    ann.ask(new Present(Presence.ONLINE, Optional.of(10_000_000_000L)));

    ann.pass("10s");

    assertThat(machine.memory().presence()).isEqualTo(Presence.OFFLINE);
  }

  @Test
  void whoIsRemovedFromTheAccountIsOffline() {
    isIdle();

    ann.configure(account(agent("bob", "sales")));

    assertThat(machine.memory().presence()).isEqualTo(Presence.OFFLINE);
    assertThat(ann.ask(new Describe()).one(Reply.Agent.class).maxConversations()).isZero();
  }

  // --- words ---

  private Said comesOnline() {
    return ann.ask(new Present(Presence.ONLINE, Optional.empty()));
  }

  private Seek seeksOnline() {
    ann.wake();
    return comesOnline().all(Seek.class).get(0);
  }

  private Said hears(Seek seek, String skill, Optional<Best> best) {
    return ann.tell(new Candidate(seek.ticket(), skill, best));
  }

  /** Online, and no queue has anything. */
  private void isIdle() {
    ann.wake();
    answersNothing(comesOnline());
  }

  private void answersNothing(Said said) {
    List<Seek> asked = said.all(Seek.class);
    if (!asked.isEmpty()) {
      Seek latest = asked.get(asked.size() - 1);
      Set<String> skills = policy.skills().keySet();
      skills.forEach(one -> answersNothing(hears(latest, one, Optional.empty())));
    }
  }

  private void answers(Said said) {
    said.all(Confirm.class).stream()
        .limit(1)
        .forEach(confirm -> ann.tell(new Granted(confirm.hold(), talk())));
  }

  /** An offer comes by itself, and rings; then no queue has anything more. */
  private Said isOffered(String conversation) {
    Said said = ann.tell(offer(conversation, "sales"));
    answersNothing(said);
    return said;
  }

  private String has(String conversation) {
    isIdle();
    isOffered(conversation);
    String hold = ann.ask(new Accept(conversation)).one(Claim.class).hold();
    ann.tell(new Granted(hold, talk()));
    return hold;
  }

  private void starts() {
    machine = new AgentMachine("ann", policy);
    ann = ann.restart(machine);
  }

  private Offer offer(String conversation, String skill) {
    Explanation reasons =
        new Explanation(
            waiting(conversation),
            skill,
            0,
            Optional.of("ann"),
            Optional.empty(),
            List.of(),
            0,
            List.of(),
            List.of());
    return new Offer("o" + ++offers, 1, skill, waiting(conversation), reasons, Optional.empty());
  }

  private WaitingConversation waiting(String conversation) {
    return Waiters.waiting(conversation, "sales", policy, ann.now());
  }

  private static Talk talk() {
    return Talk.begun(Bench.START);
  }

  private static Best best(String conversation, long dueAt) {
    return new Best(conversation, 1, dueAt, 0);
  }

  private static long asksOf(String skill, Said said) {
    return said.sends().stream()
        .filter(
            send ->
                send instanceof Send.ToQueue to
                    && to.skill().equals(skill)
                    && to.message() instanceof Seek)
        .count();
  }
}
