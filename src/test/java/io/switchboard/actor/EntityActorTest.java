package io.switchboard.actor;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.Dropped;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.eventstream.EventStream;
import io.switchboard.actor.EntityCommand.Deliver;
import io.switchboard.actor.EntityCommand.Leave;
import io.switchboard.actor.EntityCommand.Request;
import io.switchboard.actor.EntityCommand.Tick;
import io.switchboard.actor.EntityCommand.Watch;
import io.switchboard.actor.EntityTestKit.TestAccount;
import io.switchboard.actor.account.ConfiguredAccount;
import io.switchboard.actor.runtime.Deadline;
import io.switchboard.actor.runtime.WriteDeadlines;
import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.protocol.ConsumerMessage.RequestHistory;
import io.switchboard.domain.protocol.ConversationMessage.Describe;
import io.switchboard.domain.protocol.ConversationMessage.Enqueued;
import io.switchboard.domain.protocol.ConversationMessage.NoteMessage;
import io.switchboard.domain.protocol.ConversationMessage.Start;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.protocol.QueueMessage.DescribeDistribution;
import io.switchboard.domain.protocol.QueueMessage.Enqueue;
import io.switchboard.domain.protocol.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Life cycle of an entity actor, with a conversation as example. */
@Tag("slow")
class EntityActorTest extends EntityScenario {
  private static final String ID = "c1";
  private static final String SHOP = "{\"skills\": [{\"id\": \"sales\"}]}";
  private static final Reply.Refused BUSY =
      new Reply.Refused(
          Reply.Reason.BUSY, "Too many requests wait for this entity; repeat the request.");

  private static final Reply LEAVES =
      new Reply.Refused(Reply.Reason.BUSY, "The entity leaves this node; repeat the request.");

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Deadline IN_TIME = Deadline.in(PATIENCE.multipliedBy(3));

  private final TestAccount account = kit.account(SHOP);
  private final String stored = account.storedConversation(ID);

  @Test
  void commandsThatArriveDuringAWriteAreWrittenAsOneBatch() {
    ActorRef<EntityCommand> conversation = waiting();
    JournalGate.Held write = kit.gate.holdNextWrite(stored);
    kit.deliver(conversation, new NoteMessage(Party.CONSUMER));
    write.awaitBegun();

    IntStream.range(0, 20).forEach(i -> kit.deliver(conversation, new NoteMessage(Party.CONSUMER)));
    TestProbe<Reply> client = kit.ask(conversation, new Describe());
    write.release();
    client.receiveMessage();

    assertThat(kit.gate.batches(stored)).containsExactly(1, 1, 20);
  }

  @Test
  void aWriteFailureLosesOnlyTheCommandsOfThatWrite() {
    ActorRef<EntityCommand> conversation = waiting();
    JournalGate.Held write = kit.gate.holdNextWrite(stored);
    kit.gate.failNextWrites(stored, 1);
    TestProbe<Reply> lost = kit.ask(conversation, new NoteMessage(Party.CONSUMER));
    write.awaitBegun();

    TestProbe<Reply> kept = kit.ask(conversation, new NoteMessage(Party.CONSUMER));
    write.release();
    acknowledge(conversation);

    kept.expectMessageClass(Reply.Conversation.class);
    lost.expectNoMessage();
    assertThat(kit.gate.batches(stored)).containsExactly(1, 1);
  }

  @Test
  void eachFailureOfTheJournalIsFollowedByARestart() {
    ActorRef<EntityCommand> conversation = waiting();
    kit.gate.failNextWrites(stored, 3);

    for (int left = 2; left >= 0; left--) {
      TestProbe<Reply> lost = kit.ask(conversation, new NoteMessage(Party.CONSUMER));
      int failures = left;
      lost.awaitAssert(
          PATIENCE, () -> assertThat(kit.gate.failuresLeft(stored)).isEqualTo(failures));
    }

    TestProbe<Reply> client = kit.ask(conversation, new NoteMessage(Party.CONSUMER));
    acknowledge(conversation);
    client.expectMessageClass(Reply.Conversation.class);
  }

  @Test
  void aRequestBeyondTheBufferCapacityIsRefused() {
    ActorRef<EntityCommand> conversation = waiting();
    JournalGate.Held write = kit.gate.holdNextWrite(stored);
    kit.deliver(conversation, new NoteMessage(Party.CONSUMER));
    write.awaitBegun();
    TestProbe<Reply> early = kit.actors.createTestProbe(Reply.class);
    TestProbe<Reply> late = kit.actors.createTestProbe(Reply.class);

    for (int i = 0; i < CommandBuffer.CAPACITY; i++) {
      conversation.tell(new Request(ID, new Describe(), early.ref(), IN_TIME));
    }
    conversation.tell(new Request(ID, new Describe(), late.ref(), IN_TIME));

    late.expectMessage(BUSY);
    write.release();
    assertThat(early.receiveSeveralMessages(CommandBuffer.CAPACITY, PATIENCE))
        .allSatisfy(reply -> assertThat(reply).isInstanceOf(Reply.Conversation.class));
  }

  @Test
  void aRemoteMessageBeyondTheBufferCapacityIsDroppedAndPublishedButNoLocalSignal() {
    ActorRef<EntityCommand> conversation = waiting();
    TestProbe<Dropped> drops = kit.actors.createTestProbe(Dropped.class);
    kit.actors.system().eventStream().tell(new EventStream.Subscribe<>(Dropped.class, drops.ref()));
    JournalGate.Held write = kit.gate.holdNextWrite(stored);
    kit.deliver(conversation, new NoteMessage(Party.CONSUMER));
    write.awaitBegun();

    for (int i = 0; i < CommandBuffer.CAPACITY; i++) {
      kit.deliver(conversation, new Enqueued(1, 0, Optional.empty()));
    }
    Deliver dropped = new Deliver(ID, new Enqueued(1, 1, Optional.empty()));
    conversation.tell(Tick.TICK);
    conversation.tell(dropped);

    assertThat(drops.receiveMessage().message()).isEqualTo(dropped);
    drops.expectNoMessage();
    write.release();
  }

  @Test
  void aRequestAfterItsDeadlineIsNeitherExecutedNorAnswered() {
    ActorRef<EntityCommand> conversation = waiting();

    TestProbe<Reply> late =
        kit.ask(conversation, new NoteMessage(Party.CONSUMER), Deadline.in(Duration.ofNanos(-1)));
    kit.ask(conversation, new Describe()).receiveMessage();

    late.expectNoMessage();
    assertThat(kit.gate.batches(stored)).containsExactly(1);
  }

  @Test
  void aRequestForAnotherKindOfEntityIsRefused() {
    ActorRef<EntityCommand> conversation = waiting();

    TestProbe<Reply> client = kit.ask(conversation, new DescribeDistribution());

    assertThat(client.expectMessageClass(Reply.Refused.class).reason())
        .isEqualTo(Reply.Reason.INVALID);
  }

  @Test
  void inputsForOtherKindsOfEntitiesDoNotPreventTheOtherCommandsOfTheirBatch() {
    ActorRef<EntityCommand> conversation = waiting();
    TestProbe<DesktopEvent> desktop = kit.actors.createTestProbe(DesktopEvent.class);
    JournalGate.Held write = kit.gate.holdNextWrite(stored);
    kit.deliver(conversation, new NoteMessage(Party.CONSUMER));
    write.awaitBegun();

    kit.deliver(conversation, new RequestHistory(ID));
    conversation.tell(new Watch(Optional.empty(), desktop.ref()));
    TestProbe<Reply> client = kit.ask(conversation, new NoteMessage(Party.CONSUMER));
    write.release();

    client.expectMessageClass(Reply.Conversation.class);
    assertThat(kit.gate.batches(stored)).containsExactly(1, 1, 1);
    desktop.expectNoMessage();
  }

  @Test
  void aRequestDelayedBeyondItsDeadlineIsNotExecuted() {
    ActorRef<EntityCommand> conversation = waiting();
    JournalGate.Held write = kit.gate.holdNextWrite(stored);
    kit.deliver(conversation, new NoteMessage(Party.CONSUMER));
    write.awaitBegun();
    Deadline soon = Deadline.in(Duration.ofMillis(100));

    TestProbe<Reply> late = kit.ask(conversation, new NoteMessage(Party.CONSUMER), soon);
    late.awaitAssert(() -> assertThat(soon.isOver()).isTrue());
    write.release();
    kit.ask(conversation, new Describe()).receiveMessage();

    late.expectNoMessage();
    assertThat(kit.gate.batches(stored)).containsExactly(1, 1);
  }

  @Test
  void theJournalReceivesTheCommitDeadlineOfTheRequest() {
    ActorRef<EntityCommand> conversation = waiting();
    WriteDeadlines writes = WriteDeadlines.of(kit.actors.system());
    JournalGate.Held write = kit.gate.holdNextWrite(stored);
    Deadline soon = Deadline.in(Duration.ofMillis(500));

    TestProbe<Reply> client = kit.ask(conversation, new NoteMessage(Party.CONSUMER), soon);
    write.awaitBegun();
    client.awaitAssert(() -> assertThat(writes.isOver(stored)).isEqualTo(soon.isOver()).isTrue());
    write.release();
    client.receiveMessage();

    assertThat(writes.isOver(stored)).isFalse();
  }

  @Test
  void anEntityWritesAndAnswersItsBufferedCommandsBeforeItStops() {
    ActorRef<EntityCommand> conversation = waiting();
    JournalGate.Held write = kit.gate.holdNextWrite(stored);
    TestProbe<Reply> first = kit.ask(conversation, new NoteMessage(Party.CONSUMER));
    write.awaitBegun();
    TestProbe<Reply> second = kit.ask(conversation, new NoteMessage(Party.CONSUMER));

    conversation.tell(Leave.LEAVE);
    write.release();

    first.expectMessageClass(Reply.Conversation.class);
    second.expectMessageClass(Reply.Conversation.class);
    first.expectTerminated(conversation);
    assertThat(account.time.asleep()).isZero();
  }

  @Test
  void aStoppingEntityIsNotRestartedAfterAFailure() {
    ActorRef<EntityCommand> conversation = waiting();
    JournalGate.Held write = kit.gate.holdNextWrite(stored);
    kit.gate.failNextWrites(stored, 1);
    kit.deliver(conversation, new NoteMessage(Party.CONSUMER));
    write.awaitBegun();
    TestProbe<Reply> client = kit.ask(conversation, new Describe());

    conversation.tell(Leave.LEAVE);
    write.release();

    client.expectMessage(LEAVES);
    client.expectTerminated(conversation);
  }

  @Test
  void anEntityWaitsForItsAccount() {
    TestAccount later = kit.unknownAccount();
    ActorRef<EntityCommand> conversation = later.startConversation(ID);
    TestProbe<Reply> client = kit.ask(conversation, new Describe());
    client.expectNoMessage();

    later.configure(SHOP);

    client.expectMessageClass(Reply.Refused.class);
  }

  @Test
  void anEntityWithoutItsAccountStopsAtOnceAndRefusesItsRequests() {
    ActorRef<EntityCommand> conversation = kit.unknownAccount().startConversation(ID);
    TestProbe<Reply> client = kit.ask(conversation, new Describe());

    conversation.tell(Leave.LEAVE);

    client.expectMessage(LEAVES);
    client.expectTerminated(conversation);
  }

  @Test
  void anEntityUsesTheConfigurationOfItsNode() {
    ActorRef<EntityCommand> conversation = account.startConversation(ID);
    Start start = new Start(Inquiry.forSkill(ID, "care"));
    kit.ask(conversation, start).expectMessageClass(Reply.Refused.class);

    account.configure("{\"skills\": [{\"id\": \"sales\"}, {\"id\": \"care\"}]}");
    kit.ask(conversation, start);

    account.queue("-1").expectMessageClass(Enqueue.class);
  }

  @Test
  void anEntityWaitsForTheConfigurationOfItsLastDecision() {
    ConfiguredAccount older = account.accounts.current(account.id).orElseThrow();
    account.configure("{\"skills\": [{\"id\": \"sales\"}, {\"id\": \"care\"}]}");
    ConfiguredAccount newer = account.accounts.current(account.id).orElseThrow();
    ActorRef<EntityCommand> conversation = waiting();
    kit.actors.stop(conversation);
    account.accounts.goBackTo(older);

    ActorRef<EntityCommand> again = account.startConversation(ID);
    TestProbe<Reply> client = kit.ask(again, new Describe());
    client.expectNoMessage();
    account.accounts.goBackTo(newer);
    client.awaitAssert(() -> assertThat(account.time.asleep()).isOne());
    account.time.advance(Duration.ofSeconds(1));

    client.expectMessageClass(Reply.Conversation.class);
  }

  @Test
  void noTimerOutlivesItsEntity() {
    ActorRef<EntityCommand> conversation = account.startConversation(ID);
    TestProbe<Reply> client = kit.ask(conversation, new Start(Inquiry.forSkill(ID, "sales")));
    account.queue("-1").expectMessageClass(Enqueue.class);
    client.awaitAssert(() -> assertThat(account.time.asleep()).isOne());

    kit.actors.stop(conversation);

    assertThat(account.time.asleep()).isZero();
  }

  private ActorRef<EntityCommand> waiting() {
    ActorRef<EntityCommand> conversation = account.startConversation(ID);
    TestProbe<Reply> client = kit.ask(conversation, new Start(Inquiry.forSkill(ID, "sales")));
    acknowledge(conversation);
    client.receiveMessage();
    return conversation;
  }

  /** The queue acknowledges the entry, as after each start of the conversation. */
  private void acknowledge(ActorRef<EntityCommand> conversation) {
    Enqueue enqueue = account.queue("-1").expectMessageClass(Enqueue.class, PATIENCE);
    kit.deliver(
        conversation, new Enqueued(enqueue.routingEpoch(), enqueue.revision(), Optional.empty()));
  }
}
