package io.switchboard.domain.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.conversation.ConversationState.Releasing;
import io.switchboard.domain.protocol.AgentMessage.ClaimGranted;
import io.switchboard.domain.protocol.AgentMessage.ClaimRefused;
import io.switchboard.domain.protocol.AgentMessage.HandoverCompleted;
import io.switchboard.domain.protocol.AgentMessage.Release;
import io.switchboard.domain.protocol.AgentMessage.Reserve;
import io.switchboard.domain.protocol.Bench.Sent;
import io.switchboard.domain.protocol.ConversationMessage.AgentUnavailable;
import io.switchboard.domain.protocol.ConversationMessage.AutoCloseDue;
import io.switchboard.domain.protocol.ConversationMessage.CheckReservation;
import io.switchboard.domain.protocol.ConversationMessage.Close;
import io.switchboard.domain.protocol.ConversationMessage.Describe;
import io.switchboard.domain.protocol.ConversationMessage.Enqueued;
import io.switchboard.domain.protocol.ConversationMessage.NoteMessage;
import io.switchboard.domain.protocol.ConversationMessage.Released;
import io.switchboard.domain.protocol.ConversationMessage.ReserveRefused;
import io.switchboard.domain.protocol.ConversationMessage.Return;
import io.switchboard.domain.protocol.ConversationMessage.Start;
import io.switchboard.domain.protocol.ConversationMessage.TakeOver;
import io.switchboard.domain.protocol.ConversationMessage.TransferToAgent;
import io.switchboard.domain.protocol.ConversationMessage.TransferToSkill;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.protocol.QueueMessage.Enqueue;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.routing.Access;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Handovers of a conversation from its agent. */
class HandoverTest extends ConversationScenario {

  // --- handover ---

  @Test
  void aReturnedConversationIsQueuedAfterItsAgentHasReleasedIt() {
    isWith("ann", "ann#1");

    Sent sent = conversation.ask(new Return("ann"));

    assertThat(sent.one(Release.class).reservation()).isEqualTo("ann#1");
    assertThat(sent.all(Enqueue.class)).isEmpty();
    Enqueue enqueue = conversation.tell(new Released("ann#1", "ann")).one(Enqueue.class);
    assertThat(enqueue.returnedBy()).contains("ann");
    assertThat(enqueue.routingEpoch()).isEqualTo(2);
  }

  @Test
  void theHandoverIsCompletedWhenTheConversationIsQueued() {
    isWith("ann", "ann#1");
    conversation.ask(new Return("ann"));
    Sent released = conversation.tell(new Released("ann#1", "ann"));

    assertThat(released.all(HandoverCompleted.class)).isEmpty();
    assertThat(
            conversation
                .tell(new Enqueued(2, 0, Optional.empty()))
                .one(HandoverCompleted.class)
                .reservation())
        .isEqualTo("ann#1");
  }

  @Test
  void onlyTheAssignedAgentMayReturnAConversation() {
    isWith("ann", "ann#1");

    assertThat(conversation.ask(new Return("bob")).one(Reply.Refused.class).reason())
        .isEqualTo(Reply.Reason.CONFLICT);
  }

  @Test
  void aTransferToASkillEntersItsQueueAnew() {
    isWith("ann", "ann#1");
    conversation.pass("1m");
    conversation.ask(new TransferToSkill(Optional.of("ann"), "billing"));

    Enqueue enqueue = conversation.tell(new Released("ann#1", "ann")).one(Enqueue.class);

    assertThat(state().skill()).isEqualTo("billing");
    assertThat(enqueue.conversation().enteredAt()).isEqualTo(conversation.now());
    assertThat(enqueue.conversation().refusedBy()).containsExactly("ann");
  }

  @Test
  void aTransferToAForbiddenSkillIsRefused() {
    conversation.ask(new Start(Inquiry.forSkill("c1", "billing")));
    conversation.tell(new Enqueued(1, 0, Optional.empty()));
    conversation.tell(claim("bob", "bob#1", 1));

    Sent sent = conversation.ask(new TransferToSkill(Optional.of("bob"), "-1"));

    assertThat(sent.one(Reply.Refused.class).reason()).isEqualTo(Reply.Reason.INVALID);
  }

  @Test
  void aTransferToAnAgentIsOpenToThatAgentOnly() {
    isWith("ann", "ann#1");
    conversation.ask(new TransferToAgent(Optional.of("ann"), "bob"));

    Enqueue enqueue = conversation.tell(new Released("ann#1", "ann")).one(Enqueue.class);

    assertThat(enqueue.conversation().access())
        .isInstanceOfSatisfying(
            Access.OnlyAgent.class, only -> assertThat(only.agent()).isEqualTo("bob"));
  }

  @Test
  void aTransferToAnAgentWithoutTheSkillIsRefused() {
    isWith("ann", "ann#1");

    Sent sent = conversation.ask(new TransferToAgent(Optional.of("ann"), "zoe"));

    assertThat(sent.one(Reply.Refused.class).reason()).isEqualTo(Reply.Reason.INVALID);
  }

  @Test
  void aTakeoverNeedsCapacityOfTheNewAgentAndTheReleaseOfTheOld() {
    isWith("ann", "ann#1");

    Reserve reserve = conversation.ask(new TakeOver("bob")).one(Reserve.class);
    Sent claimed = conversation.tell(takeover("bob", "bob#1", reserve.takeover()));
    assertThat(claimed.one(Release.class).reservation()).isEqualTo("ann#1");
    assertThat(claimed.all(ClaimGranted.class)).isEmpty();
    Sent released = conversation.tell(new Released("ann#1", "ann"));

    assertThat(released.one(ClaimGranted.class).reservation()).isEqualTo("bob#1");
    assertThat(released.one(Reply.Conversation.class).agent()).contains("bob");
  }

  @Test
  void aTakeoverWithoutCapacityChangesNothing() {
    isWith("ann", "ann#1");
    Reserve reserve = conversation.ask(new TakeOver("bob")).one(Reserve.class);

    Sent sent = conversation.tell(new ReserveRefused(reserve.takeover(), "no room"));

    assertThat(sent.one(Reply.Refused.class)).isEqualTo(refused("no room"));
    assertThat(reservation()).contains("ann#1");
  }

  @Test
  void aClaimOfAFailedTakeoverIsRefused() {
    isWith("ann", "ann#1");
    Reserve reserve = conversation.ask(new TakeOver("bob")).one(Reserve.class);
    conversation.tell(new ReserveRefused(reserve.takeover(), "no room"));

    Sent sent = conversation.tell(takeover("bob", "bob#1", reserve.takeover()));

    assertThat(sent.one(ClaimRefused.class).reservation()).isEqualTo("bob#1");
  }

  @Test
  void aReturnDuringATakeoverIsRefused() {
    isWith("ann", "ann#1");
    conversation.ask(new TakeOver("bob"));

    assertThat(conversation.ask(new Return("ann")).one(Reply.Refused.class).reason())
        .isEqualTo(Reply.Reason.CONFLICT);
  }

  @Test
  void aClosingConversationEndsAfterItsAgentHasReleasedIt() {
    isWith("ann", "ann#1");

    assertThat(conversation.ask(new Close(Party.AGENT)).replies()).isEmpty();
    Sent sent = conversation.tell(new Released("ann#1", "ann"));

    assertThat(sent.one(Reply.Conversation.class).state()).isEqualTo(Reply.State.CLOSED);
    assertThat(sent.one(HandoverCompleted.class).reservation()).isEqualTo("ann#1");
  }

  @Test
  void aHandoverContinuesAfterARestart() {
    isWith("ann", "ann#1");
    conversation.ask(new Return("ann"));
    starts();

    assertThat(conversation.ask(new Describe()).one(Release.class).reservation())
        .isEqualTo("ann#1");
  }

  @Test
  void aCheckOfAnInvalidReservationIsAnsweredWithARelease() {
    isWith("ann", "ann#1");

    assertThat(
            conversation
                .tell(new CheckReservation("ann#1", "ann"))
                .one(ClaimGranted.class)
                .reservation())
        .isEqualTo("ann#1");
    assertThat(
            conversation
                .tell(new CheckReservation("bob#1", "bob"))
                .one(Release.class)
                .reservation())
        .isEqualTo("bob#1");
  }

  // --- missing messages ---

  @Test
  void anUnansweredConversationOfAnUnavailableAgentReturnsToTheQueue() {
    isWith("ann", "ann#1");

    conversation.tell(new AgentUnavailable("ann#1", false));

    assertThat(state()).isInstanceOf(Releasing.class);
  }

  @Test
  void anAnsweredConversationStaysWithAnUnavailableAgent() {
    isWith("ann", "ann#1");
    conversation.ask(new NoteMessage(Party.AGENT));

    conversation.tell(new AgentUnavailable("ann#1", false));

    assertThat(reservation()).contains("ann#1");
  }

  @Test
  void aConversationWithoutConsumerMessagesIsAutoClosed() {
    isWith("ann", "ann#1");
    conversation.ask(new NoteMessage(Party.AGENT));

    conversation.tell(new AutoCloseDue("ann#1"));
    conversation.tell(new Released("ann#1", "ann"));

    assertThat(described().closedBy()).contains(Party.SYSTEM);
  }
}
