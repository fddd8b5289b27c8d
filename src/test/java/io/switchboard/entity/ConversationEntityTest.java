package io.switchboard.entity;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.persistence.testkit.javadsl.SnapshotTestKit;
import io.switchboard.domain.conversation.Inquiry;
import io.switchboard.domain.machine.ConversationState;
import io.switchboard.domain.protocol.AgentMessage.ClaimRefused;
import io.switchboard.domain.protocol.AgentMessage.Granted;
import io.switchboard.domain.protocol.ConsumerMessage.Introduce;
import io.switchboard.domain.protocol.ConversationMessage.Claim;
import io.switchboard.domain.protocol.ConversationMessage.Close;
import io.switchboard.domain.protocol.ConversationMessage.Describe;
import io.switchboard.domain.protocol.ConversationMessage.Enqueued;
import io.switchboard.domain.protocol.ConversationMessage.Introduced;
import io.switchboard.domain.protocol.ConversationMessage.Removed;
import io.switchboard.domain.protocol.ConversationMessage.Start;
import io.switchboard.domain.protocol.ConversationMessage.Write;
import io.switchboard.domain.protocol.Message;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.protocol.QueueMessage.Enqueue;
import io.switchboard.domain.protocol.QueueMessage.Remove;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.entity.EntityCommand.Leave;
import io.switchboard.entity.EntityCommand.Told;
import io.switchboard.entity.Surroundings.Brand;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ConversationEntityTest {
  private static final String ID = "c1";
  private static final Duration LINGER = Duration.ofSeconds(2);

  private static Surroundings surroundings;

  private final Brand brand =
      surroundings.brand(
          """
          {"skills": [{"id": "sales"}],
           "agents": [{"id": "ann", "skills": ["sales"]}, {"id": "bob", "skills": ["sales"]}]}
          """);

  private Enqueue enqueued;

  @BeforeAll
  static void start() {
    surroundings = new Surroundings();
  }

  @AfterAll
  static void stop() {
    surroundings.close();
  }

  @Test
  void aStartIsAnsweredOnlyOnceItIsDurablyInALine() {
    ActorRef<EntityCommand> conversation = brand.startConversation(ID);
    TestProbe<Reply> client = surroundings.ask(conversation, new Start(inquiry()));
    Enqueue enqueue = brand.queue("sales").expectMessageClass(Enqueue.class);
    client.expectNoMessage();

    conversation.tell(new Told(new Enqueued(enqueue.hop(), enqueue.revision(), Optional.empty())));

    assertThat(client.expectMessageClass(Reply.Conversation.class))
        .satisfies(reply -> assertThat(reply.created()).isTrue())
        .satisfies(reply -> assertThat(reply.state()).isEqualTo(Reply.State.WAITING));
  }

  @Test
  void aConversationThatNoLineWouldLetInDoesNotBegin() {
    WaitingRoom room = WaitingRoom.of(surroundings.kit.system());
    int all = room.places(brand.account, 0);
    ActorRef<EntityCommand> conversation = brand.startConversation(ID);

    room.changed(brand.account, all);
    Reply refused = answer(conversation, new Start(inquiry()));
    room.changed(brand.account, -all);

    assertThat(refused)
        .isInstanceOfSatisfying(
            Reply.Refused.class, why -> assertThat(why.reason()).isEqualTo(Reply.Reason.BUSY));
    surroundings.journal.expectNothingPersisted(brand.stored(ConversationEntity.KEY, ID));
    surroundings.ask(conversation, new Start(inquiry()));
    brand.queue("sales").expectMessageClass(Enqueue.class);
  }

  @Test
  void aConversationThatHasBegunIsAnsweredWhenNoLineLetsAnybodyIn() {
    WaitingRoom room = WaitingRoom.of(surroundings.kit.system());
    int all = room.places(brand.account, 0);
    ActorRef<EntityCommand> conversation = waiting();

    room.changed(brand.account, all);
    Reply again = answer(conversation, new Start(inquiry()));
    room.changed(brand.account, -all);

    assertThat(again).isInstanceOf(Reply.Conversation.class);
  }

  @Test
  void aStartThatIsRepeatedIsAnsweredWithWhatThereIs() {
    ActorRef<EntityCommand> conversation = waiting();

    Reply.Conversation again = (Reply.Conversation) answer(conversation, new Start(inquiry()));

    assertThat(again.created()).isFalse();
    assertThat(again.state()).isEqualTo(Reply.State.WAITING);
  }

  @Test
  void aStartWithOtherContentIsRefused() {
    ActorRef<EntityCommand> conversation = waiting();

    Reply other = answer(conversation, new Start(Inquiry.forSkill(ID, "sales").afterTransfer()));

    assertThat(other)
        .isInstanceOfSatisfying(
            Reply.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reply.Reason.CONFLICT));
  }

  @Test
  void whatTheConsumerIsIsKnownBeforeItWaits() {
    ActorRef<EntityCommand> conversation = brand.startConversation(ID);
    surroundings.ask(conversation, new Start(ofConsumer("zoe")));
    brand.consumer("zoe").expectMessage(new Introduce(ID));
    conversation.tell(new Told(new Introduced(true, List.of("bob"))));

    Enqueue enqueue = brand.queue("sales").expectMessageClass(Enqueue.class);
    assertThat(enqueue.conversation().inquiry().firstTime()).isTrue();
    assertThat(enqueue.conversation().previousAgents()).containsExactly("bob");
  }

  @Test
  void aStartThatIsRepeatedWhileItBeginsIsNotJudgedAnew() {
    ActorRef<EntityCommand> conversation = brand.startConversation(ID);
    Inquiry inquiry = ofConsumer("zoe");
    TestProbe<Reply> first = surroundings.ask(conversation, new Start(inquiry));
    brand.consumer("zoe").expectMessage(new Introduce(ID));

    brand.configure("{\"skills\": [{\"id\": \"care\"}]}");
    TestProbe<Reply> second = surroundings.ask(conversation, new Start(inquiry));
    conversation.tell(new Told(new Introduced(false, List.of())));
    Enqueue enqueue = brand.queue("-1").expectMessageClass(Enqueue.class);
    conversation.tell(new Told(new Enqueued(enqueue.hop(), enqueue.revision(), Optional.empty())));

    first.expectMessageClass(Reply.Conversation.class);
    second.expectMessageClass(Reply.Conversation.class);
  }

  @Test
  void whatIsOwedIsToldAgainUntilItIsAcknowledged() {
    ActorRef<EntityCommand> conversation = brand.startConversation(ID);
    surroundings.ask(conversation, new Start(inquiry()));
    Enqueue first = brand.queue("sales").expectMessageClass(Enqueue.class);

    brand.time.advance(Duration.ofSeconds(1));
    Enqueue second = brand.queue("sales").expectMessageClass(Enqueue.class);
    conversation.tell(new Told(new Enqueued(second.hop(), second.revision(), Optional.empty())));
    answer(conversation, new Describe());
    brand.time.advance(Duration.ofHours(1));

    assertThat(second).isEqualTo(first);
    brand.queue("sales").expectNoMessage();
  }

  @Test
  void theFirstClaimWinsAndEveryOtherIsRefusedHoweverOftenItIsMade() {
    ActorRef<EntityCommand> conversation = waiting();

    conversation.tell(new Told(claim("ann", "ann#1")));
    conversation.tell(new Told(claim("bob", "bob#1")));
    conversation.tell(new Told(claim("bob", "bob#1")));
    conversation.tell(new Told(claim("ann", "ann#1")));

    assertThat(brand.agent("ann").expectMessageClass(Granted.class).hold()).isEqualTo("ann#1");
    assertThat(brand.agent("ann").expectMessageClass(Granted.class).hold()).isEqualTo("ann#1");
    brand.agent("bob").expectMessage(new ClaimRefused("bob#1"));
    brand.agent("bob").expectMessage(new ClaimRefused("bob#1"));
    assertThat(described(conversation).agent()).contains("ann");
  }

  @Test
  void whatCouldNotBeWrittenIsNotToldAndHasNotHappened() {
    ActorRef<EntityCommand> conversation = waiting();
    surroundings.gate.failNextWrites(stored(), 1);

    conversation.tell(new Told(claim("ann", "ann#1")));

    assertThat(described(conversation).state()).isEqualTo(Reply.State.WAITING);
    brand.agent("ann").expectNoMessage();
    conversation.tell(new Told(claim("bob", "bob#1")));
    assertThat(brand.agent("bob").expectMessageClass(Granted.class).hold()).isEqualTo("bob#1");
  }

  @Test
  void whatWasAnsweredIsThereAfterARestart() {
    ActorRef<EntityCommand> conversation = waiting();
    conversation.tell(new Told(claim("ann", "ann#1")));
    brand.agent("ann").expectMessageClass(Granted.class);
    Reply.Conversation before = described(conversation);

    surroundings.kit.stop(conversation);
    ActorRef<EntityCommand> again = brand.startConversation(ID);

    assertThat(described(again)).isEqualTo(before);
    assertThat(brand.agent("ann").expectMessageClass(Granted.class).hold()).isEqualTo("ann#1");
  }

  @Test
  void aLongLifeIsRememberedBySnapshots() {
    ActorRef<EntityCommand> conversation = waiting();
    IntStream.range(0, 150).forEach(i -> answer(conversation, new Write(Party.CONSUMER)));
    Reply.Conversation before = described(conversation);
    assertThat(SnapshotTestKit.create(surroundings.kit.system()).persistedInStorage(stored()))
        .isNotEmpty()
        .allSatisfy(
            snapshot -> assertThat(snapshot.second()).isInstanceOf(ConversationState.class));

    surroundings.kit.stop(conversation);

    assertThat(described(brand.startConversation(ID))).isEqualTo(before);
  }

  private static Inquiry ofConsumer(String consumer) {
    return new Inquiry(
        ID,
        Optional.of(consumer),
        Optional.of("sales"),
        Optional.empty(),
        Map.of(),
        false,
        false,
        false,
        0,
        0);
  }

  private static Inquiry inquiry() {
    return Inquiry.forSkill(ID, "sales");
  }

  @Test
  void oneThatIsOverLeavesMemoryAWhileAfterItsLineKnows() {
    ActorRef<EntityCommand> conversation = waiting();
    close(conversation);
    brand.time.advance(LINGER);
    brand.shard.expectNoMessage();

    conversation.tell(new Told(new Removed("sales", enqueued.hop())));

    brand.shard.awaitAssert(
        Duration.ofSeconds(20),
        () -> {
          brand.time.advance(LINGER);
          return brand.shard.expectMessageClass(
              ClusterSharding.Passivate.class, Duration.ofMillis(50));
        });
  }

  @Test
  void oneThatIsWokenByALateAnswerRemindsItsLineOnceAndStaysForTheNextOne() {
    ActorRef<EntityCommand> first = waiting();
    close(first);
    first.tell(new Told(new Removed("sales", enqueued.hop())));
    first.tell(Leave.LEAVE);
    brand.shard.expectTerminated(first);

    brand.startConversation(ID).tell(new Told(new Removed("sales", enqueued.hop())));

    assertThat(brand.queue("sales").expectMessageClass(Remove.class).reminder()).isTrue();
    brand.queue("sales").expectNoMessage();
    brand.shard.expectNoMessage();
  }

  private String stored() {
    return brand.stored(ConversationEntity.KEY, ID);
  }

  private void close(ActorRef<EntityCommand> conversation) {
    TestProbe<Message> line = brand.queue("sales");
    answer(conversation, new Close(Party.CONSUMER));
    line.expectMessageClass(Remove.class);
  }

  private ActorRef<EntityCommand> waiting() {
    ActorRef<EntityCommand> conversation = brand.startConversation(ID);
    TestProbe<Reply> client = surroundings.ask(conversation, new Start(inquiry()));
    enqueued = brand.queue("sales").expectMessageClass(Enqueue.class);
    conversation.tell(
        new Told(new Enqueued(enqueued.hop(), enqueued.revision(), Optional.empty())));
    client.receiveMessage();
    return conversation;
  }

  private Claim claim(String agent, String hold) {
    return new Claim(
        hold,
        enqueued.hop(),
        Optional.empty(),
        agent,
        enqueued.conversation(),
        Optional.empty(),
        0);
  }

  private static Reply answer(ActorRef<EntityCommand> conversation, Message message) {
    return surroundings.ask(conversation, message).receiveMessage();
  }

  private static Reply.Conversation described(ActorRef<EntityCommand> conversation) {
    return (Reply.Conversation) answer(conversation, new Describe());
  }
}
