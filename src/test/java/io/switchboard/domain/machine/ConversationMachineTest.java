package io.switchboard.domain.machine;

import static io.switchboard.domain.Centre.account;
import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.skill;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.conversation.Inquiry;
import io.switchboard.domain.machine.Bench.Said;
import io.switchboard.domain.machine.ConversationState.Holder;
import io.switchboard.domain.machine.ConversationState.Phase;
import io.switchboard.domain.protocol.AgentMessage.ClaimRefused;
import io.switchboard.domain.protocol.AgentMessage.Granted;
import io.switchboard.domain.protocol.AgentMessage.HandedOn;
import io.switchboard.domain.protocol.AgentMessage.RefusalNoted;
import io.switchboard.domain.protocol.AgentMessage.Release;
import io.switchboard.domain.protocol.AgentMessage.Reserve;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.ConversationMessage.Activated;
import io.switchboard.domain.protocol.ConversationMessage.AgentGone;
import io.switchboard.domain.protocol.ConversationMessage.Claim;
import io.switchboard.domain.protocol.ConversationMessage.Close;
import io.switchboard.domain.protocol.ConversationMessage.Confirm;
import io.switchboard.domain.protocol.ConversationMessage.Describe;
import io.switchboard.domain.protocol.ConversationMessage.Enqueued;
import io.switchboard.domain.protocol.ConversationMessage.Introduced;
import io.switchboard.domain.protocol.ConversationMessage.Probe;
import io.switchboard.domain.protocol.ConversationMessage.Redirect;
import io.switchboard.domain.protocol.ConversationMessage.RefusalEntered;
import io.switchboard.domain.protocol.ConversationMessage.Refuse;
import io.switchboard.domain.protocol.ConversationMessage.Released;
import io.switchboard.domain.protocol.ConversationMessage.Removed;
import io.switchboard.domain.protocol.ConversationMessage.ReserveRefused;
import io.switchboard.domain.protocol.ConversationMessage.Return;
import io.switchboard.domain.protocol.ConversationMessage.Revise;
import io.switchboard.domain.protocol.ConversationMessage.SilenceEnded;
import io.switchboard.domain.protocol.ConversationMessage.Start;
import io.switchboard.domain.protocol.ConversationMessage.TakeOver;
import io.switchboard.domain.protocol.ConversationMessage.TransferToAgent;
import io.switchboard.domain.protocol.ConversationMessage.TransferToSkill;
import io.switchboard.domain.protocol.ConversationMessage.Write;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.protocol.QueueMessage.Enqueue;
import io.switchboard.domain.protocol.QueueMessage.EnterRefusal;
import io.switchboard.domain.protocol.QueueMessage.Remove;
import io.switchboard.domain.protocol.QueueMessage.StillWaits;
import io.switchboard.domain.protocol.Refusal;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.queue.Access;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A conversation, the arbiter of who has it. */
class ConversationMachineTest {
  private static final AccountPolicy POLICY =
      account(
          skill("sales"),
          skill("billing").transfersOnlyTo("sales"),
          agent("ann", "sales"),
          agent("bob", "sales", "billing"));

  private ConversationMachine machine = new ConversationMachine("c1", POLICY);
  private Bench<ConversationMessage, ConversationEvent> conversation = new Bench<>(machine);

  // --- it begins ---

  @Test
  void whoBeginsItIsAnsweredWhenItIsInLine() {
    Said said = begins();

    assertThat(said.replies()).isEmpty();
    assertThat(said.one(Enqueue.class).hop()).isEqualTo(1);
    assertThat(conversation.tell(new Enqueued(1, 0)).one(Reply.Conversation.class).created())
        .isTrue();
  }

  @Test
  void whoBeginsItAgainIsToldTheSame() {
    waits();

    assertThat(begins().one(Reply.Conversation.class).state()).isEqualTo(Reply.State.WAITING);
  }

  @Test
  void whoBeginsItAgainWithOtherContentIsRefused() {
    waits();

    Said said = conversation.ask(new Start(Inquiry.forSkill("c1", "billing")));

    assertThat(said.one(Reply.Refused.class).reason()).isEqualTo(Reply.Reason.CONFLICT);
  }

  @Test
  void itDoesNotBeginForASkillThatDoesNotExist() {
    Said said = conversation.ask(new Start(Inquiry.forSkill("c1", "nothing")));

    assertThat(said.one(Reply.Refused.class).reason()).isEqualTo(Reply.Reason.INVALID);
    assertThat(machine.state()).isEmpty();
  }

  @Test
  void aPlaceIsAskedForUntilThereIsOne() {
    begins();

    assertThat(conversation.pass("10s").all(Enqueue.class)).hasSizeGreaterThan(1);
    conversation.tell(new Enqueued(1, 0));
    assertThat(conversation.pass("1m").sends()).isEmpty();
  }

  @Test
  void whatStartsAgainAsksForItsPlaceAgain() {
    begins();
    starts();

    assertThat(conversation.wake().one(Enqueue.class).hop()).isEqualTo(1);
  }

  @Test
  void whoTheConsumerIsMattersToNobodyWhoHasNotBegun() {
    assertThat(conversation.tell(new Introduced(true, List.of())).sends()).isEmpty();
  }

  // --- it waits ---

  @Test
  void theFirstClaimWinsAndEveryOtherIsRefused() {
    waits();

    assertThat(conversation.tell(claim("ann", "ann#1", 1)).one(Granted.class).hold())
        .isEqualTo("ann#1");
    assertThat(conversation.tell(claim("bob", "bob#1", 1)).one(ClaimRefused.class).hold())
        .isEqualTo("bob#1");
    assertThat(holder()).contains("ann#1");
  }

  @Test
  void aClaimThatIsRepeatedIsGrantedAgain() {
    isWith("ann", "ann#1");

    assertThat(conversation.tell(claim("ann", "ann#1", 1)).one(Granted.class).hold())
        .isEqualTo("ann#1");
    assertThat(machine.state().orElseThrow().history()).hasSize(2);
  }

  @Test
  void aClaimOfAnEarlierPlaceIsRefused() {
    isWith("ann", "ann#1");
    goesBack("ann", "ann#1");

    assertThat(conversation.tell(claim("bob", "bob#1", 1)).one(ClaimRefused.class).hold())
        .isEqualTo("bob#1");
  }

  @Test
  void aRefusalIsNotedAndOwedToTheQueueUntilThatKnows() {
    waits();

    Said said = conversation.tell(new Refuse("o1", 1, "ann", Refusal.DECLINED, conversation.now()));

    assertThat(said.one(RefusalNoted.class).offer()).isEqualTo("o1");
    assertThat(said.one(EnterRefusal.class).agent()).isEqualTo("ann");
    assertThat(conversation.pass("5s").all(EnterRefusal.class)).isNotEmpty();
    conversation.tell(new RefusalEntered("o1"));
    assertThat(conversation.pass("1m").sends()).isEmpty();
  }

  @Test
  void aRefusalThatWasNotedIsOwedAfterARestartToo() {
    waits();
    conversation.tell(new Refuse("o1", 1, "ann", Refusal.MISSED, conversation.now()));
    starts();

    assertThat(conversation.wake().one(EnterRefusal.class).offer()).isEqualTo("o1");
  }

  @Test
  void whatIsSentOnWaitsElsewhereAndLeavesTheFirstLineOnlyThen() {
    waits();

    Said said = conversation.tell(new Redirect(1, Optional.of("billing"), false));

    assertThat(said.one(Enqueue.class).hop()).isEqualTo(2);
    assertThat(said.all(Remove.class)).isEmpty();
    assertThat(conversation.tell(new Enqueued(2, 0)).one(Remove.class).hop()).isEqualTo(1);
  }

  @Test
  void whatIsSentOnByALineThatItHasLeftStays() {
    waits();
    conversation.tell(new Redirect(1, Optional.of("billing"), false));

    conversation.tell(new Redirect(1, Optional.of("-1"), false));

    assertThat(state().skill()).isEqualTo("billing");
  }

  @Test
  void whoseSkillIsRemovedChoosesAgain() {
    waits();
    conversation.configure(account(agent("bob", "billing")));

    conversation.tell(new Redirect(1, Optional.empty(), false));

    assertThat(state().skill()).isEqualTo("-1");
  }

  @Test
  void aLineThatAsksIsToldWhetherItIsStillThere() {
    waits();

    assertThat(conversation.tell(new Probe("sales", 1)).one(StillWaits.class).hop()).isEqualTo(1);
    isWith("ann", "ann#1");
    assertThat(conversation.tell(new Probe("sales", 1)).all(Remove.class))
        .extracting(Remove::placedWith)
        .contains(Optional.of("ann"));
  }

  @Test
  void whatIsRevisedIsAnsweredWhenTheLineKnows() {
    waits();

    Said said =
        conversation.ask(
            new Revise(Optional.of(true), Optional.of(Map.of("tier", "vip")), Optional.empty()));

    assertThat(said.replies()).isEmpty();
    assertThat(said.one(Enqueue.class).revision()).isEqualTo(1);
    assertThat(conversation.tell(new Enqueued(1, 1)).replies()).hasSize(1);
  }

  @Test
  void whoLeavesWhileTheyWaitIsClosedAtOnce() {
    waits();

    Said said = conversation.ask(new Close(Party.CONSUMER));

    assertThat(said.one(Reply.Conversation.class).state()).isEqualTo(Reply.State.CLOSED);
    assertThat(said.one(Remove.class).placedWith()).isEmpty();
  }

  // --- it leaves its agent ---

  @Test
  void whatIsReturnedWaitsAgainWhenItsAgentHasLetGo() {
    isWith("ann", "ann#1");

    Said said = conversation.ask(new Return("ann"));

    assertThat(said.one(Release.class).hold()).isEqualTo("ann#1");
    assertThat(said.all(Enqueue.class)).isEmpty();
    Enqueue enqueue = conversation.tell(new Released("ann#1", "ann")).one(Enqueue.class);
    assertThat(enqueue.returnedBy()).contains("ann");
    assertThat(enqueue.hop()).isEqualTo(2);
  }

  @Test
  void theAgentWhoLetGoMayForgetItOnceItIsInLine() {
    isWith("ann", "ann#1");
    conversation.ask(new Return("ann"));
    Said released = conversation.tell(new Released("ann#1", "ann"));

    assertThat(released.all(HandedOn.class)).isEmpty();
    assertThat(conversation.tell(new Enqueued(2, 0)).one(HandedOn.class).hold()).isEqualTo("ann#1");
  }

  @Test
  void onlyWhoHasItMayReturnIt() {
    isWith("ann", "ann#1");

    assertThat(conversation.ask(new Return("bob")).one(Reply.Refused.class).reason())
        .isEqualTo(Reply.Reason.CONFLICT);
  }

  @Test
  void whatIsTransferredToASkillEntersThatAnew() {
    isWith("ann", "ann#1");
    conversation.pass("1m");
    conversation.ask(new TransferToSkill(Optional.of("ann"), "billing"));

    Enqueue enqueue = conversation.tell(new Released("ann#1", "ann")).one(Enqueue.class);

    assertThat(state().skill()).isEqualTo("billing");
    assertThat(enqueue.conversation().enteredAt()).isEqualTo(conversation.now());
    assertThat(enqueue.conversation().refusedBy()).containsExactly("ann");
  }

  @Test
  void itIsNotTransferredWhereItMayNotGo() {
    conversation.ask(new Start(Inquiry.forSkill("c1", "billing")));
    conversation.tell(new Enqueued(1, 0));
    conversation.tell(claim("bob", "bob#1", 1));

    Said said = conversation.ask(new TransferToSkill(Optional.of("bob"), "-1"));

    assertThat(said.one(Reply.Refused.class).reason()).isEqualTo(Reply.Reason.INVALID);
  }

  @Test
  void whatIsTransferredToAnAgentWaitsForThemAlone() {
    isWith("ann", "ann#1");
    conversation.ask(new TransferToAgent(Optional.of("ann"), "bob"));

    Enqueue enqueue = conversation.tell(new Released("ann#1", "ann")).one(Enqueue.class);

    assertThat(enqueue.conversation().access())
        .isInstanceOfSatisfying(
            Access.OnlyAgent.class, only -> assertThat(only.agent()).isEqualTo("bob"));
  }

  @Test
  void itIsNotTransferredToAnAgentWhoDoesNotServeItsSkill() {
    isWith("ann", "ann#1");

    Said said = conversation.ask(new TransferToAgent(Optional.of("ann"), "zoe"));

    assertThat(said.one(Reply.Refused.class).reason()).isEqualTo(Reply.Reason.INVALID);
  }

  @Test
  void itIsTakenOverWhenTheNewAgentHasRoomAndTheOldOneHasLetGo() {
    isWith("ann", "ann#1");

    Reserve reserve = conversation.ask(new TakeOver("bob")).one(Reserve.class);
    Said claimed = conversation.tell(takeover("bob", "bob#1", reserve.takeover()));
    assertThat(claimed.one(Release.class).hold()).isEqualTo("ann#1");
    assertThat(claimed.all(Granted.class)).isEmpty();
    Said released = conversation.tell(new Released("ann#1", "ann"));

    assertThat(released.one(Granted.class).hold()).isEqualTo("bob#1");
    assertThat(released.one(Reply.Conversation.class).agent()).contains("bob");
  }

  @Test
  void aTakeoverForWhichThereIsNoRoomChangesNothing() {
    isWith("ann", "ann#1");
    Reserve reserve = conversation.ask(new TakeOver("bob")).one(Reserve.class);

    Said said = conversation.tell(new ReserveRefused(reserve.takeover(), "no room"));

    assertThat(said.one(Reply.Refused.class)).isEqualTo(refused("no room"));
    assertThat(holder()).contains("ann#1");
  }

  @Test
  void aClaimOfATakeoverThatCameToNothingIsRefused() {
    isWith("ann", "ann#1");
    Reserve reserve = conversation.ask(new TakeOver("bob")).one(Reserve.class);
    conversation.tell(new ReserveRefused(reserve.takeover(), "no room"));

    Said said = conversation.tell(takeover("bob", "bob#1", reserve.takeover()));

    assertThat(said.one(ClaimRefused.class).hold()).isEqualTo("bob#1");
  }

  @Test
  void aTakeoverWhoseConversationLeftItsAgentMeanwhileIsRefused() {
    isWith("ann", "ann#1");
    conversation.ask(new TakeOver("bob"));

    assertThat(conversation.ask(new Return("ann")).one(Reply.Refused.class).reason())
        .isEqualTo(Reply.Reason.CONFLICT);
  }

  @Test
  void whatIsClosedEndsWhenItsAgentHasLetGo() {
    isWith("ann", "ann#1");

    assertThat(conversation.ask(new Close(Party.AGENT)).replies()).isEmpty();
    Said said = conversation.tell(new Released("ann#1", "ann"));

    assertThat(said.one(Reply.Conversation.class).state()).isEqualTo(Reply.State.CLOSED);
    assertThat(said.one(HandedOn.class).hold()).isEqualTo("ann#1");
  }

  @Test
  void whatWasLeavingWhenItStoppedGoesOnLeaving() {
    isWith("ann", "ann#1");
    conversation.ask(new Return("ann"));
    starts();

    assertThat(conversation.wake().one(Release.class).hold()).isEqualTo("ann#1");
  }

  @Test
  void anAgentWhoAsksWhetherAHoldCountsIsToldToLetGoIfItDoesNot() {
    isWith("ann", "ann#1");

    assertThat(conversation.tell(new Confirm("ann#1", "ann")).one(Granted.class).hold())
        .isEqualTo("ann#1");
    assertThat(conversation.tell(new Confirm("bob#1", "bob")).one(Release.class).hold())
        .isEqualTo("bob#1");
  }

  // --- silence ---

  @Test
  void whatWaitsForAnAgentWhoIsGoneGoesBackToTheQueue() {
    isWith("ann", "ann#1");

    conversation.tell(new AgentGone("ann#1", false));

    assertThat(state().phase()).isEqualTo(Phase.RELEASING);
  }

  @Test
  void whatIsAnsweredStaysWithAnAgentWhoIsGoneForAWhile() {
    isWith("ann", "ann#1");
    conversation.ask(new Write(Party.AGENT));

    conversation.tell(new AgentGone("ann#1", false));

    assertThat(holder()).contains("ann#1");
  }

  @Test
  void whatIsSilentOnTheConsumersSideEnds() {
    isWith("ann", "ann#1");
    conversation.ask(new Write(Party.AGENT));

    conversation.tell(new SilenceEnded("ann#1"));
    conversation.tell(new Released("ann#1", "ann"));

    assertThat(described().closedBy()).contains(Party.SYSTEM);
  }

  // --- words ---

  private Said begins() {
    return conversation.ask(new Start(Inquiry.forSkill("c1", "sales")));
  }

  private void waits() {
    begins();
    conversation.tell(new Enqueued(1, 0));
  }

  private void isWith(String agent, String hold) {
    waits();
    conversation.tell(claim(agent, hold, 1));
    conversation.tell(new Removed("sales", 1));
    conversation.tell(new Activated(hold));
  }

  private void goesBack(String agent, String hold) {
    conversation.ask(new Return(agent));
    conversation.tell(new Released(hold, agent));
    conversation.tell(new Enqueued(2, 0));
  }

  private void starts() {
    machine = new ConversationMachine("c1", POLICY);
    conversation = conversation.restart(machine);
  }

  private Claim claim(String agent, String hold, int hop) {
    return new Claim(
        hold,
        hop,
        Optional.empty(),
        agent,
        state().conversation(),
        Optional.empty(),
        conversation.now());
  }

  private Claim takeover(String agent, String hold, int takeover) {
    return new Claim(
        hold,
        state().hop(),
        Optional.of(takeover),
        agent,
        state().conversation(),
        Optional.empty(),
        conversation.now());
  }

  private ConversationState state() {
    return machine.state().orElseThrow();
  }

  private Optional<String> holder() {
    return state().holder().map(Holder::hold);
  }

  private Reply.Conversation described() {
    return conversation.ask(new Describe()).one(Reply.Conversation.class);
  }

  private static Reply.Refused refused(String because) {
    return new Reply.Refused(Reply.Reason.CONFLICT, because);
  }
}
