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
import io.switchboard.actor.Surroundings.Brand;
import io.switchboard.actor.account.ConfiguredAccount;
import io.switchboard.actor.runtime.Deadline;
import io.switchboard.actor.runtime.WriteDeadlines;
import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.protocol.ConversationMessage.Describe;
import io.switchboard.domain.protocol.ConversationMessage.Enqueued;
import io.switchboard.domain.protocol.ConversationMessage.NoteMessage;
import io.switchboard.domain.protocol.ConversationMessage.Start;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.protocol.QueueMessage.Enqueue;
import io.switchboard.domain.protocol.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Life cycle of an entity actor, with a conversation as example. */
@Tag("slow")
class EntityActorTest {
  private static final String ID = "c1";
  private static final String SHOP = "{\"skills\": [{\"id\": \"sales\"}]}";
  private static final Reply.Refused BUSY =
      new Reply.Refused(
          Reply.Reason.BUSY, "Too many requests wait for this entity; repeat the request.");

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Deadline IN_TIME = Deadline.in(PATIENCE.multipliedBy(3));

  private static Surroundings surroundings;

  private final Brand brand = surroundings.brand(SHOP);
  private final String stored = brand.stored(ConversationEntity.KEY, ID);

  @BeforeAll
  static void start() {
    surroundings = new Surroundings();
  }

  @AfterAll
  static void stop() {
    surroundings.close();
  }

  @Test
  void commandsThatArriveDuringAWriteAreWrittenAsOneBatch() {
    ActorRef<EntityCommand> conversation = waiting();
    JournalGate.Held write = surroundings.gate.holdNextWrite(stored);
    conversation.tell(new Deliver(new NoteMessage(Party.CONSUMER)));
    write.awaitBegun();

    IntStream.range(0, 20)
        .forEach(i -> conversation.tell(new Deliver(new NoteMessage(Party.CONSUMER))));
    TestProbe<Reply> client = surroundings.ask(conversation, new Describe());
    write.release();
    client.receiveMessage();

    assertThat(surroundings.gate.batches(stored)).containsExactly(1, 1, 20);
  }

  @Test
  void aWriteFailureLosesOnlyTheCommandsOfThatWrite() {
    ActorRef<EntityCommand> conversation = waiting();
    JournalGate.Held write = surroundings.gate.holdNextWrite(stored);
    surroundings.gate.failNextWrites(stored, 1);
    TestProbe<Reply> lost = surroundings.ask(conversation, new NoteMessage(Party.CONSUMER));
    write.awaitBegun();

    TestProbe<Reply> kept = surroundings.ask(conversation, new NoteMessage(Party.CONSUMER));
    write.release();
    acknowledge(conversation);

    kept.expectMessageClass(Reply.Conversation.class);
    lost.expectNoMessage();
    assertThat(surroundings.gate.batches(stored)).containsExactly(1, 1);
  }

  @Test
  void eachFailureOfTheJournalIsFollowedByARestart() {
    ActorRef<EntityCommand> conversation = waiting();
    surroundings.gate.failNextWrites(stored, 3);

    for (int i = 0; i < 3; i++) {
      surroundings.ask(conversation, new NoteMessage(Party.CONSUMER));
      acknowledge(conversation);
    }

    surroundings
        .ask(conversation, new NoteMessage(Party.CONSUMER))
        .expectMessageClass(Reply.Conversation.class);
  }

  @Test
  void aRequestBeyondTheBufferCapacityIsRefused() {
    ActorRef<EntityCommand> conversation = waiting();
    JournalGate.Held write = surroundings.gate.holdNextWrite(stored);
    conversation.tell(new Deliver(new NoteMessage(Party.CONSUMER)));
    write.awaitBegun();
    TestProbe<Reply> early = surroundings.kit.createTestProbe(Reply.class);
    TestProbe<Reply> late = surroundings.kit.createTestProbe(Reply.class);

    for (int i = 0; i < CommandBuffer.CAPACITY; i++) {
      conversation.tell(new Request(new Describe(), early.ref(), IN_TIME));
    }
    conversation.tell(new Request(new Describe(), late.ref(), IN_TIME));

    late.expectMessage(BUSY);
    write.release();
    assertThat(early.receiveSeveralMessages(CommandBuffer.CAPACITY, PATIENCE))
        .allSatisfy(reply -> assertThat(reply).isInstanceOf(Reply.Conversation.class));
  }

  @Test
  void aRemoteMessageBeyondTheBufferCapacityIsDroppedAndPublishedButNoLocalSignal() {
    ActorRef<EntityCommand> conversation = waiting();
    TestProbe<Dropped> drops = surroundings.kit.createTestProbe(Dropped.class);
    surroundings
        .kit
        .system()
        .eventStream()
        .tell(new EventStream.Subscribe<>(Dropped.class, drops.ref()));
    JournalGate.Held write = surroundings.gate.holdNextWrite(stored);
    conversation.tell(new Deliver(new NoteMessage(Party.CONSUMER)));
    write.awaitBegun();

    for (int i = 0; i < CommandBuffer.CAPACITY; i++) {
      conversation.tell(new Deliver(new Enqueued(1, 0, Optional.empty())));
    }
    Deliver dropped = new Deliver(new Enqueued(1, 1, Optional.empty()));
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
        surroundings.ask(
            conversation, new NoteMessage(Party.CONSUMER), Deadline.in(Duration.ofNanos(-1)));
    surroundings.ask(conversation, new Describe()).receiveMessage();

    late.expectNoMessage();
    assertThat(surroundings.gate.batches(stored)).containsExactly(1);
  }

  @Test
  void aRequestDelayedBeyondItsDeadlineIsNotExecuted() {
    ActorRef<EntityCommand> conversation = waiting();
    JournalGate.Held write = surroundings.gate.holdNextWrite(stored);
    conversation.tell(new Deliver(new NoteMessage(Party.CONSUMER)));
    write.awaitBegun();
    Deadline soon = Deadline.in(Duration.ofMillis(100));

    TestProbe<Reply> late = surroundings.ask(conversation, new NoteMessage(Party.CONSUMER), soon);
    late.awaitAssert(() -> assertThat(soon.isOver()).isTrue());
    write.release();
    surroundings.ask(conversation, new Describe()).receiveMessage();

    late.expectNoMessage();
    assertThat(surroundings.gate.batches(stored)).containsExactly(1, 1);
  }

  @Test
  void theJournalReceivesTheCommitDeadlineOfTheRequest() {
    ActorRef<EntityCommand> conversation = waiting();
    WriteDeadlines writes = WriteDeadlines.of(surroundings.kit.system());
    JournalGate.Held write = surroundings.gate.holdNextWrite(stored);
    Deadline soon = Deadline.in(Duration.ofMillis(500));

    TestProbe<Reply> client = surroundings.ask(conversation, new NoteMessage(Party.CONSUMER), soon);
    write.awaitBegun();
    client.awaitAssert(() -> assertThat(writes.isOver(stored)).isEqualTo(soon.isOver()).isTrue());
    write.release();
    client.receiveMessage();

    assertThat(writes.isOver(stored)).isFalse();
  }

  @Test
  void anEntityWritesAndAnswersItsBufferedCommandsBeforeItStops() {
    ActorRef<EntityCommand> conversation = waiting();
    JournalGate.Held write = surroundings.gate.holdNextWrite(stored);
    TestProbe<Reply> first = surroundings.ask(conversation, new NoteMessage(Party.CONSUMER));
    write.awaitBegun();
    TestProbe<Reply> second = surroundings.ask(conversation, new NoteMessage(Party.CONSUMER));

    conversation.tell(Leave.LEAVE);
    write.release();

    first.expectMessageClass(Reply.Conversation.class);
    second.expectMessageClass(Reply.Conversation.class);
    first.expectTerminated(conversation);
    assertThat(brand.time.asleep()).isZero();
  }

  @Test
  void aStoppingEntityIsNotRestartedAfterAFailure() {
    ActorRef<EntityCommand> conversation = waiting();
    JournalGate.Held write = surroundings.gate.holdNextWrite(stored);
    surroundings.gate.failNextWrites(stored, 1);
    conversation.tell(new Deliver(new NoteMessage(Party.CONSUMER)));
    write.awaitBegun();
    TestProbe<Reply> client = surroundings.ask(conversation, new Describe());

    conversation.tell(Leave.LEAVE);
    write.release();

    client.expectMessage(BUSY);
    client.expectTerminated(conversation);
  }

  @Test
  void anEntityWaitsForItsAccount() {
    Brand later = surroundings.unknownBrand();
    ActorRef<EntityCommand> conversation = later.startConversation(ID);
    TestProbe<Reply> client = surroundings.ask(conversation, new Describe());
    client.expectNoMessage();

    later.configure(SHOP);

    client.expectMessageClass(Reply.Refused.class);
  }

  @Test
  void anEntityWithoutItsAccountStopsAtOnceAndRefusesItsRequests() {
    ActorRef<EntityCommand> conversation = surroundings.unknownBrand().startConversation(ID);
    TestProbe<Reply> client = surroundings.ask(conversation, new Describe());

    conversation.tell(Leave.LEAVE);

    client.expectMessage(BUSY);
    client.expectTerminated(conversation);
  }

  @Test
  void anEntityUsesTheConfigurationOfItsNode() {
    ActorRef<EntityCommand> conversation = brand.startConversation(ID);
    Start start = new Start(Inquiry.forSkill(ID, "care"));
    surroundings.ask(conversation, start).expectMessageClass(Reply.Refused.class);

    brand.configure("{\"skills\": [{\"id\": \"sales\"}, {\"id\": \"care\"}]}");
    surroundings.ask(conversation, start);

    brand.queue("-1").expectMessageClass(Enqueue.class);
  }

  @Test
  void anEntityWaitsForTheConfigurationOfItsLastDecision() {
    ConfiguredAccount older = brand.accounts.current(brand.account).orElseThrow();
    brand.configure("{\"skills\": [{\"id\": \"sales\"}, {\"id\": \"care\"}]}");
    ConfiguredAccount newer = brand.accounts.current(brand.account).orElseThrow();
    ActorRef<EntityCommand> conversation = waiting();
    surroundings.kit.stop(conversation);
    brand.accounts.goBackTo(older);

    ActorRef<EntityCommand> again = brand.startConversation(ID);
    TestProbe<Reply> client = surroundings.ask(again, new Describe());
    client.expectNoMessage();
    brand.accounts.goBackTo(newer);
    client.awaitAssert(() -> assertThat(brand.time.asleep()).isOne());
    brand.time.advance(Duration.ofSeconds(1));

    client.expectMessageClass(Reply.Conversation.class);
  }

  @Test
  void noTimerOutlivesItsEntity() {
    ActorRef<EntityCommand> conversation = brand.startConversation(ID);
    TestProbe<Reply> client =
        surroundings.ask(conversation, new Start(Inquiry.forSkill(ID, "sales")));
    brand.queue("-1").expectMessageClass(Enqueue.class);
    client.awaitAssert(() -> assertThat(brand.time.asleep()).isOne());

    surroundings.kit.stop(conversation);

    assertThat(brand.time.asleep()).isZero();
  }

  private ActorRef<EntityCommand> waiting() {
    ActorRef<EntityCommand> conversation = brand.startConversation(ID);
    TestProbe<Reply> client =
        surroundings.ask(conversation, new Start(Inquiry.forSkill(ID, "sales")));
    acknowledge(conversation);
    client.receiveMessage();
    return conversation;
  }

  /** The queue acknowledges the entry, as after each start of the conversation. */
  private void acknowledge(ActorRef<EntityCommand> conversation) {
    Enqueue enqueue = brand.queue("-1").expectMessageClass(Enqueue.class, PATIENCE);
    conversation.tell(
        new Deliver(new Enqueued(enqueue.routingEpoch(), enqueue.revision(), Optional.empty())));
  }
}
