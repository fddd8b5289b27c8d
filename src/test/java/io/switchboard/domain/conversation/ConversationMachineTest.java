package io.switchboard.domain.conversation;

import static io.switchboard.domain.Centre.account;
import static io.switchboard.domain.Centre.agent;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.Records;
import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.protocol.AgentMessage.ClaimGranted;
import io.switchboard.domain.protocol.AgentMessage.ClaimRefused;
import io.switchboard.domain.protocol.AgentMessage.RefusalAcknowledged;
import io.switchboard.domain.protocol.Bench.Sent;
import io.switchboard.domain.protocol.ConversationMessage.Close;
import io.switchboard.domain.protocol.ConversationMessage.ConsumerKnown;
import io.switchboard.domain.protocol.ConversationMessage.Describe;
import io.switchboard.domain.protocol.ConversationMessage.DescribeHistory;
import io.switchboard.domain.protocol.ConversationMessage.Enqueued;
import io.switchboard.domain.protocol.ConversationMessage.Probe;
import io.switchboard.domain.protocol.ConversationMessage.Redirect;
import io.switchboard.domain.protocol.ConversationMessage.RefusalRecorded;
import io.switchboard.domain.protocol.ConversationMessage.Refuse;
import io.switchboard.domain.protocol.ConversationMessage.Removed;
import io.switchboard.domain.protocol.ConversationMessage.Revise;
import io.switchboard.domain.protocol.ConversationMessage.Start;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.protocol.QueueMessage.CheckWaiting;
import io.switchboard.domain.protocol.QueueMessage.Enqueue;
import io.switchboard.domain.protocol.QueueMessage.RecordRefusal;
import io.switchboard.domain.protocol.QueueMessage.Remove;
import io.switchboard.domain.protocol.Refusal;
import io.switchboard.domain.protocol.Reply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** State machine of a conversation, which decides about claims. */
class ConversationMachineTest extends ConversationScenario {
  private static final Reply.QueuePlace SECOND =
      new Reply.QueuePlace(
          "c1", 1, 2, 0, 0, 0, Optional.empty(), Optional.empty(), Optional.empty());

  private static final Inquiry OF_ZOE =
      Records.of(Inquiry.class, "id", "c1", "consumer", "zoe", "skill", "sales");

  // --- start ---

  @Test
  void aStartIsAnsweredWhenTheConversationIsQueued() {
    Sent sent = begins();

    assertThat(sent.replies()).isEmpty();
    assertThat(sent.one(Enqueue.class).routingEpoch()).isEqualTo(1);
    assertThat(
            conversation
                .tell(new Enqueued(1, 0, Optional.empty()))
                .one(Reply.Conversation.class)
                .created())
        .isTrue();
  }

  @Test
  void aQueuePlaceIsPassedOnAtOnceOnly() {
    begins();

    Sent sent = conversation.tell(new Enqueued(1, 0, Optional.of(SECOND)));

    assertThat(sent.one(Reply.Conversation.class).place()).contains(SECOND);
    assertThat(begins().one(Reply.Conversation.class).place()).isEmpty();
  }

  @Test
  void aQueuePlaceOfAnEarlierRoutingEpochIsNotPassedOn() {
    isWith("ann", "h1");
    goesBack("ann", "h1");
    conversation.ask(new Revise(Optional.of(true), Optional.empty(), Optional.empty()));

    assertThat(conversation.tell(new Enqueued(1, 9, Optional.of(SECOND))).replies()).isEmpty();
    assertThat(
            conversation
                .tell(new Enqueued(2, 1, Optional.empty()))
                .one(Reply.Conversation.class)
                .place())
        .isEmpty();
  }

  @Test
  void aRepeatedStartReceivesTheSameAnswer() {
    waits();

    assertThat(begins().one(Reply.Conversation.class).state()).isEqualTo(Reply.State.WAITING);
  }

  @Test
  void aRepeatedStartWithOtherContentIsRefused() {
    waits();

    Sent sent = conversation.ask(new Start(Inquiry.forSkill("c1", "billing")));

    assertThat(sent.one(Reply.Refused.class).reason()).isEqualTo(Reply.Reason.CONFLICT);
  }

  @Test
  void aStartForAMissingSkillIsRefused() {
    Sent sent = conversation.ask(new Start(Inquiry.forSkill("c1", "nothing")));

    assertThat(sent.one(Reply.Refused.class).reason()).isEqualTo(Reply.Reason.INVALID);
    assertThat(machine.state()).isEmpty();
  }

  @Test
  void theEntryIntoTheQueueIsRepeatedUntilItIsAcknowledged() {
    begins();

    assertThat(conversation.pass("10s").all(Enqueue.class)).hasSizeGreaterThan(1);
    conversation.tell(new Enqueued(1, 0, Optional.empty()));
    assertThat(conversation.pass("1m").sends()).isEmpty();
  }

  @Test
  void aReloadedConversationRepeatsTheEntryIntoItsQueue() {
    begins();
    starts();

    assertThat(conversation.ask(new Describe()).one(Enqueue.class).routingEpoch()).isEqualTo(1);
  }

  @Test
  void aConsumerHistoryWithoutAStartHasNoEffect() {
    assertThat(conversation.tell(new ConsumerKnown(true, List.of())).sends()).isEmpty();
  }

  @Test
  void aStartWhoseDeadlineHasPassedDoesNotStartTheConversation() {
    AtomicBoolean waits = new AtomicBoolean(true);
    conversation.ask(new Start(OF_ZOE), waits::get);

    waits.set(false);
    Sent sent = conversation.tell(new ConsumerKnown(true, List.of()));

    assertThat(sent.sends()).isEmpty();
    assertThat(machine.state()).isEmpty();
    assertThat(conversation.pass("1m").sends()).isEmpty();
  }

  @Test
  void aStartWithOneRemainingRequesterStartsTheConversation() {
    AtomicBoolean waits = new AtomicBoolean(true);
    conversation.ask(new Start(OF_ZOE), waits::get);
    conversation.ask(new Start(OF_ZOE));

    waits.set(false);
    conversation.tell(new ConsumerKnown(true, List.of()));

    assertThat(machine.state()).isPresent();
  }

  // --- waiting ---

  @Test
  void theFirstClaimWinsAndEachOtherIsRefused() {
    waits();

    assertThat(conversation.tell(claim("ann", "ann#1", 1)).one(ClaimGranted.class).reservation())
        .isEqualTo("ann#1");
    assertThat(conversation.tell(claim("bob", "bob#1", 1)).one(ClaimRefused.class).reservation())
        .isEqualTo("bob#1");
    assertThat(reservation()).contains("ann#1");
  }

  @Test
  void aRepeatedClaimIsGrantedAgain() {
    isWith("ann", "ann#1");

    assertThat(conversation.tell(claim("ann", "ann#1", 1)).one(ClaimGranted.class).reservation())
        .isEqualTo("ann#1");
    assertThat(state().common().log().history()).hasSize(2);
  }

  @Test
  void aClaimOfAnEarlierRoutingEpochIsRefused() {
    isWith("ann", "ann#1");
    goesBack("ann", "ann#1");

    assertThat(conversation.tell(claim("bob", "bob#1", 1)).one(ClaimRefused.class).reservation())
        .isEqualTo("bob#1");
  }

  @Test
  void aRefusalIsStoredAndSentToTheQueueUntilItIsAcknowledged() {
    waits();

    Sent sent = conversation.tell(new Refuse("o1", 1, "ann", Refusal.DECLINED, conversation.now()));

    assertThat(sent.one(RefusalAcknowledged.class).offer()).isEqualTo("o1");
    assertThat(sent.one(RecordRefusal.class).agent()).isEqualTo("ann");
    assertThat(conversation.pass("5s").all(RecordRefusal.class)).isNotEmpty();
    conversation.tell(new RefusalRecorded("o1"));
    assertThat(conversation.pass("1m").sends()).isEmpty();
  }

  @Test
  void aStoredRefusalIsSentAgainAfterARestart() {
    waits();
    conversation.tell(new Refuse("o1", 1, "ann", Refusal.MISSED, conversation.now()));
    starts();

    assertThat(conversation.ask(new Describe()).one(RecordRefusal.class).offer()).isEqualTo("o1");
  }

  @Test
  void aRedirectedConversationEntersTheNewQueueBeforeItLeavesTheFirst() {
    waits();

    Sent sent = conversation.tell(new Redirect(1, Optional.of("billing"), false));

    assertThat(sent.one(Enqueue.class).routingEpoch()).isEqualTo(2);
    assertThat(sent.all(Remove.class)).isEmpty();
    assertThat(
            conversation
                .tell(new Enqueued(2, 0, Optional.empty()))
                .one(Remove.class)
                .routingEpoch())
        .isEqualTo(1);
  }

  @Test
  void aRedirectOfAnEarlierQueueHasNoEffect() {
    waits();
    conversation.tell(new Redirect(1, Optional.of("billing"), false));

    conversation.tell(new Redirect(1, Optional.of("-1"), false));

    assertThat(state().skill()).isEqualTo("billing");
  }

  @Test
  void aConversationOfARemovedSkillSelectsASkillAgain() {
    waits();
    conversation.configure(account(agent("bob", "billing")));

    conversation.tell(new Redirect(1, Optional.empty(), false));

    assertThat(state().skill()).isEqualTo("-1");
  }

  @Test
  void aProbeIsAnsweredWithTheStateOfTheConversation() {
    waits();

    assertThat(conversation.tell(new Probe("sales", 1)).one(CheckWaiting.class).routingEpoch())
        .isEqualTo(1);
    isWith("ann", "ann#1");
    assertThat(conversation.tell(new Probe("sales", 1)).all(Remove.class))
        .extracting(Remove::placedWith)
        .contains(Optional.of("ann"));
  }

  @Test
  void aRevisionIsAnsweredAfterTheQueueAcknowledgesIt() {
    waits();

    Sent sent =
        conversation.ask(
            new Revise(Optional.of(true), Optional.of(Map.of("tier", "vip")), Optional.empty()));

    assertThat(sent.replies()).isEmpty();
    assertThat(sent.one(Enqueue.class).revision()).isEqualTo(1);
    assertThat(conversation.tell(new Enqueued(1, 1, Optional.empty())).replies()).hasSize(1);
  }

  @Test
  void anAbandonedConversationIsClosedAtOnce() {
    waits();

    Sent sent = conversation.ask(new Close(Party.CONSUMER));

    assertThat(sent.one(Reply.Conversation.class).state()).isEqualTo(Reply.State.CLOSED);
    assertThat(sent.one(Remove.class).placedWith()).isEmpty();
  }

  // --- reads and probes after the close ---

  @Test
  void aClosedConversationThatIsOnlyReadRemindsItsQueue() {
    waits();
    conversation.ask(new Close(Party.CONSUMER));
    starts();

    Remove reminded = conversation.ask(new Describe()).one(Remove.class);
    conversation.ask(new DescribeHistory());
    Sent again = conversation.pass("1m");
    conversation.tell(new Removed("sales", 1, Optional.empty()));

    assertThat(reminded.reminder()).isTrue();
    assertThat(again.all(Remove.class)).isNotEmpty().allMatch(Remove::reminder);
    assertThat(machine.isOver()).isTrue();
  }

  @Test
  void aClosedConversationAnswersAProbe() {
    waits();
    conversation.ask(new Close(Party.CONSUMER));
    starts();

    assertThat(conversation.tell(new Probe("sales", 1)).all(Remove.class)).isNotEmpty();
  }
}
