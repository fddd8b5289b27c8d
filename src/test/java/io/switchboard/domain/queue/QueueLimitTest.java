package io.switchboard.domain.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.Records;
import io.switchboard.domain.account.Account;
import io.switchboard.domain.account.AccountPolicy;
import io.switchboard.domain.account.AccountSettings;
import io.switchboard.domain.account.Agent;
import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.account.Skill;
import io.switchboard.domain.conversation.ConversationMachine;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.ConversationMessage.Enqueued;
import io.switchboard.domain.protocol.ConversationMessage.QueueFull;
import io.switchboard.domain.protocol.ConversationMessage.Redirect;
import io.switchboard.domain.protocol.ConversationMessage.Start;
import io.switchboard.domain.protocol.Envelope;
import io.switchboard.domain.protocol.QueueMessage;
import io.switchboard.domain.protocol.QueueMessage.Enqueue;
import io.switchboard.domain.protocol.QueueMessage.Remove;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Requester;
import io.switchboard.domain.protocol.Waiters;
import io.switchboard.domain.routing.WaitingConversation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Limits of queue length and queue space. */
class QueueLimitTest {
  private static final int LONGEST = 2;
  private static final long NOW = Duration.ofDays(1).toNanos();
  private static final Agent SELDOM_THERE =
      Records.of(Agent.class, "id", "ann", "skills", List.of("sales"));
  private static final AccountSettings FALLS_BACK_TO_UNASSIGNED =
      Records.of(AccountSettings.class, "fallbackSkill", "-1");
  private static final AccountPolicy POLICY =
      AccountPolicy.of(
          new Account(
              Optional.empty(),
              Optional.of(FALLS_BACK_TO_UNASSIGNED),
              List.of(Skill.of("sales")),
              List.of(),
              List.of(SELDOM_THERE)));

  private final QueueMachine queue = new QueueMachine("sales", POLICY, message -> {});
  private final ConversationMachine conversation = new ConversationMachine("c1", POLICY);
  private final Requester client = reply -> {};

  QueueLimitTest() {
    queue.admitAtMost(LONGEST);
    queue.wake(NOW);
    queue.tick(NOW + RosterReadiness.GRACE);
    conversation.wake(NOW);
  }

  @Test
  void aNewConversationIsRefusedByAFullQueue() {
    enqueue("a", false);
    enqueue("b", false);

    assertThat(enqueue("c", false)).isEqualTo(new QueueFull(1));
    assertThat(queue.length()).isEqualTo(LONGEST);
  }

  @Test
  void aConversationWithLongAttributesUsesMoreQueueSpace() {
    assertThat(enqueue(withAttributes("a", 1_100), false)).isInstanceOf(Enqueued.class);

    assertThat(enqueue("b", false)).isEqualTo(new QueueFull(1));
    assertThat(queue.places()).isEqualTo(LONGEST);
  }

  @Test
  void aRemovedConversationFreesItsQueueSpace() {
    enqueue(withAttributes("a", 1_100), false);
    tell(new Remove("a", 1, Optional.empty()));

    assertThat(queue.places()).isZero();
  }

  @Test
  void aRaisedLimitAdmitsMoreConversations() {
    enqueue("a", false);
    enqueue("b", false);
    queue.admitAtMost(3);

    assertThat(enqueue("c", false)).isInstanceOf(Enqueued.class);
    assertThat(enqueue("d", false)).isEqualTo(new QueueFull(1));
  }

  @Test
  void aRepeatedEntryIntoAFullQueueIsAcknowledged() {
    enqueue("a", false);
    enqueue("b", false);

    assertThat(enqueue("a", false)).isInstanceOf(Enqueued.class);
  }

  @Test
  void aConversationWithAPromiseIsAdmittedByAFullQueue() {
    enqueue("a", false);
    enqueue("b", false);

    assertThat(enqueue("c", true)).isInstanceOf(Enqueued.class);
  }

  @Test
  void aConversationIsAdmittedAfterQueueSpaceIsFreed() {
    enqueue("a", false);
    enqueue("b", false);
    tell(new Remove("a", 1, Optional.empty()));

    assertThat(enqueue("c", false)).isInstanceOf(Enqueued.class);
  }

  @Test
  void aStartRefusedByAFullQueueMayBeRepeated() {
    assertThat(begin()).noneMatch(Envelope.ToClient.class::isInstance);

    assertThat(told(new QueueFull(1))).contains(new Envelope.ToClient(client, busy()));
    assertThat(begin()).anyMatch(QueueLimitTest::isEnqueue);
    assertThat(told(new QueueFull(1))).contains(new Envelope.ToClient(client, busy()));
  }

  @Test
  void aConversationRepeatsItsEntryAndIsAnsweredAfterAdmission() {
    begin();
    told(new QueueFull(1));

    assertThat(conversation.tick(NOW + Duration.ofSeconds(1).toNanos()).envelopes())
        .anyMatch(QueueLimitTest::isEnqueue);
    begin();
    assertThat(told(new Enqueued(1, 0, Optional.empty())))
        .anyMatch(
            send ->
                send instanceof Envelope.ToClient to && to.reply() instanceof Reply.Conversation);
  }

  @Test
  void aRedirectedConversationEntersWithAPromise() {
    begin();
    told(new Enqueued(1, 0, Optional.empty()));

    assertThat(told(new Redirect(1, Optional.of("-1"), false)))
        .filteredOn(QueueLimitTest::isEnqueue)
        .extracting(send -> ((Enqueue) ((Envelope.ToQueue) send).message()).promised())
        .containsExactly(true);
  }

  @Test
  void aLateRefusalOfAFullQueueHasNoEffectOnAQueuedConversation() {
    begin();
    told(new Enqueued(1, 0, Optional.empty()));
    conversation.receive(
        new ConversationMessage.Revise(Optional.of(true), Optional.empty(), Optional.empty()),
        client,
        NOW);

    assertThat(told(new QueueFull(1))).noneMatch(Envelope.ToClient.class::isInstance);
  }

  private List<Envelope> begin() {
    return conversation
        .receive(new Start(Inquiry.forSkill("c1", "sales")), client, NOW)
        .envelopes();
  }

  private List<Envelope> told(ConversationMessage message) {
    return conversation.receive(message, Requester.NONE, NOW).envelopes();
  }

  private static boolean isEnqueue(Envelope send) {
    return send instanceof Envelope.ToQueue to && to.message() instanceof Enqueue;
  }

  private static Reply busy() {
    return new Reply.Refused(
        Reply.Reason.BUSY, "The queue of skill sales is full; repeat the request later.");
  }

  private static Inquiry withAttributes(String id, int characters) {
    Inquiry plain = Inquiry.forSkill(id, "sales");
    return Records.with(plain, "attributes", Map.of("note", "x".repeat(characters)));
  }

  private ConversationMessage enqueue(String id, boolean promised) {
    return enqueue(Inquiry.forSkill(id, "sales"), promised);
  }

  private ConversationMessage enqueue(Inquiry inquiry, boolean promised) {
    WaitingConversation waiting =
        Records.with(Waiters.waiting(inquiry.id(), "sales", NOW), "inquiry", inquiry);
    return tell(new Enqueue(1, 0, waiting, Optional.empty(), promised)).stream()
        .map(send -> ((Envelope.ToConversation) send).message())
        .findFirst()
        .orElseThrow();
  }

  private List<Envelope> tell(QueueMessage message) {
    return queue.receive(message, Requester.NONE, NOW).envelopes();
  }
}
