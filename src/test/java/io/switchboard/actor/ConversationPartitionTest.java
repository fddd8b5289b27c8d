package io.switchboard.actor;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.switchboard.Records;
import io.switchboard.actor.EntityCommand.Leave;
import io.switchboard.actor.EntityTestKit.TestAccount;
import io.switchboard.actor.runtime.QueueSpace;
import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.protocol.AgentMessage.ClaimGranted;
import io.switchboard.domain.protocol.AgentMessage.ClaimRefused;
import io.switchboard.domain.protocol.ConsumerMessage.RequestHistory;
import io.switchboard.domain.protocol.ConversationMessage.Claim;
import io.switchboard.domain.protocol.ConversationMessage.Close;
import io.switchboard.domain.protocol.ConversationMessage.ConsumerKnown;
import io.switchboard.domain.protocol.ConversationMessage.Describe;
import io.switchboard.domain.protocol.ConversationMessage.Enqueued;
import io.switchboard.domain.protocol.ConversationMessage.Removed;
import io.switchboard.domain.protocol.ConversationMessage.Start;
import io.switchboard.domain.protocol.Message;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.protocol.QueueMessage.Enqueue;
import io.switchboard.domain.protocol.QueueMessage.Remove;
import io.switchboard.domain.protocol.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class ConversationPartitionTest extends EntityScenario {
  private static final String ID = "c1";

  private final TestAccount account =
      kit.account(
          """
          {"skills": [{"id": "sales"}],
           "agents": [{"id": "ann", "skills": ["sales"]}, {"id": "bob", "skills": ["sales"]}]}
          """);

  private Enqueue enqueued;

  @Test
  void aStartIsAnsweredAfterTheConversationIsStoredInAQueue() {
    ActorRef<EntityCommand> conversation = account.startConversation(ID);
    TestProbe<Reply> client = kit.ask(conversation, new Start(inquiry()));
    Enqueue enqueue = account.queue("sales").expectMessageClass(Enqueue.class);
    client.expectNoMessage();

    kit.deliver(
        conversation, new Enqueued(enqueue.routingEpoch(), enqueue.revision(), Optional.empty()));

    assertThat(client.expectMessageClass(Reply.Conversation.class))
        .satisfies(reply -> assertThat(reply.created()).isTrue())
        .satisfies(reply -> assertThat(reply.state()).isEqualTo(Reply.State.WAITING));
  }

  @Test
  void aConversationDoesNotStartWhileAllQueuesAreFull() {
    QueueSpace room = QueueSpace.of(kit.actors.system());
    int all = room.places(account.id, 0);
    ActorRef<EntityCommand> conversation = account.startConversation(ID);

    room.changed(account.id, all);
    Reply refused = answer(conversation, new Start(inquiry()));
    room.changed(account.id, -all);

    assertThat(refused)
        .isInstanceOfSatisfying(
            Reply.Refused.class, why -> assertThat(why.reason()).isEqualTo(Reply.Reason.BUSY));
    kit.journal.expectNothingPersisted(account.storedConversation(ID));
    kit.ask(conversation, new Start(inquiry()));
    account.queue("sales").expectMessageClass(Enqueue.class);
  }

  @Test
  void aStartedConversationIsAnsweredWhileAllQueuesAreFull() {
    QueueSpace room = QueueSpace.of(kit.actors.system());
    int all = room.places(account.id, 0);
    ActorRef<EntityCommand> conversation = waiting();

    room.changed(account.id, all);
    Reply again = answer(conversation, new Start(inquiry()));
    room.changed(account.id, -all);

    assertThat(again).isInstanceOf(Reply.Conversation.class);
  }

  @Test
  void aRepeatedStartIsAnsweredWithThePresentState() {
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
  void theConsumerHistoryIsKnownBeforeTheConversationIsQueued() {
    ActorRef<EntityCommand> conversation = account.startConversation(ID);
    kit.ask(conversation, new Start(ofConsumer("zoe")));
    account.consumer("zoe").expectMessage(new RequestHistory(ID));
    kit.deliver(conversation, new ConsumerKnown(true, List.of("bob")));

    Enqueue enqueue = account.queue("sales").expectMessageClass(Enqueue.class);
    assertThat(enqueue.conversation().inquiry().firstTime()).isTrue();
    assertThat(enqueue.conversation().previousAgents()).containsExactly("bob");
  }

  @Test
  void aStartRepeatedBeforeTheFirstAnswerIsNotValidatedAgain() {
    ActorRef<EntityCommand> conversation = account.startConversation(ID);
    Inquiry inquiry = ofConsumer("zoe");
    TestProbe<Reply> first = kit.ask(conversation, new Start(inquiry));
    account.consumer("zoe").expectMessage(new RequestHistory(ID));

    account.configure("{\"skills\": [{\"id\": \"care\"}]}");
    TestProbe<Reply> second = kit.ask(conversation, new Start(inquiry));
    kit.deliver(conversation, new ConsumerKnown(false, List.of()));
    Enqueue enqueue = account.queue("-1").expectMessageClass(Enqueue.class);
    kit.deliver(
        conversation, new Enqueued(enqueue.routingEpoch(), enqueue.revision(), Optional.empty()));

    first.expectMessageClass(Reply.Conversation.class);
    second.expectMessageClass(Reply.Conversation.class);
  }

  @Test
  void anObligationIsRepeatedUntilItIsAcknowledged() {
    ActorRef<EntityCommand> conversation = account.startConversation(ID);
    kit.ask(conversation, new Start(inquiry()));
    Enqueue first = account.queue("sales").expectMessageClass(Enqueue.class);

    account.time.advance(Duration.ofSeconds(1));
    Enqueue second = account.queue("sales").expectMessageClass(Enqueue.class);
    kit.deliver(
        conversation, new Enqueued(second.routingEpoch(), second.revision(), Optional.empty()));
    answer(conversation, new Describe());
    account.time.advance(Duration.ofHours(1));

    assertThat(second).isEqualTo(first);
    account.queue("sales").expectNoMessage();
  }

  @Test
  void theFirstClaimWinsAndEachOtherIsRefusedOnEachRepetition() {
    ActorRef<EntityCommand> conversation = waiting();

    kit.deliver(conversation, claim("ann", "ann#1"));
    kit.deliver(conversation, claim("bob", "bob#1"));
    kit.deliver(conversation, claim("bob", "bob#1"));
    kit.deliver(conversation, claim("ann", "ann#1"));

    assertThat(account.agent("ann").expectMessageClass(ClaimGranted.class).reservation())
        .isEqualTo("ann#1");
    assertThat(account.agent("ann").expectMessageClass(ClaimGranted.class).reservation())
        .isEqualTo("ann#1");
    account.agent("bob").expectMessage(new ClaimRefused("bob#1"));
    account.agent("bob").expectMessage(new ClaimRefused("bob#1"));
    assertThat(described(conversation).agent()).contains("ann");
  }

  @Test
  void anEventWhoseWriteFailedIsNotSentAndHasNoEffect() {
    ActorRef<EntityCommand> conversation = waiting();
    kit.gate.failNextWrites(stored(), 1);

    kit.deliver(conversation, claim("ann", "ann#1"));

    assertThat(described(conversation).state()).isEqualTo(Reply.State.WAITING);
    account.agent("ann").expectNoMessage();
    kit.deliver(conversation, claim("bob", "bob#1"));
    assertThat(account.agent("bob").expectMessageClass(ClaimGranted.class).reservation())
        .isEqualTo("bob#1");
  }

  @Test
  void anAnsweredChangeSurvivesARestart() {
    ActorRef<EntityCommand> conversation = waiting();
    kit.deliver(conversation, claim("ann", "ann#1"));
    account.agent("ann").expectMessageClass(ClaimGranted.class);
    Reply.Conversation before = described(conversation);

    kit.actors.stop(conversation);
    ActorRef<EntityCommand> again = account.startConversation(ID);

    assertThat(described(again)).isEqualTo(before);
    assertThat(account.agent("ann").expectMessageClass(ClaimGranted.class).reservation())
        .isEqualTo("ann#1");
  }

  private static Inquiry ofConsumer(String consumer) {
    return Records.of(Inquiry.class, "id", ID, "consumer", consumer, "skill", "sales");
  }

  private static Inquiry inquiry() {
    return Inquiry.forSkill(ID, "sales");
  }

  @Test
  void aClosedConversationLoadedByALateAcknowledgementSendsNothing() {
    ActorRef<EntityCommand> first = waiting();
    close(first);
    kit.deliver(first, new Removed("sales", enqueued.routingEpoch(), Optional.empty()));
    first.tell(Leave.LEAVE);
    account.shard.expectTerminated(first);

    kit.deliver(
        account.startConversation(ID),
        new Removed("sales", enqueued.routingEpoch(), Optional.empty()));

    account.queue("sales").expectNoMessage();
    account.shard.expectNoMessage();
  }

  private String stored() {
    return account.storedConversation(ID);
  }

  private void close(ActorRef<EntityCommand> conversation) {
    TestProbe<Message> line = account.queue("sales");
    answer(conversation, new Close(Party.CONSUMER));
    line.expectMessageClass(Remove.class);
  }

  private ActorRef<EntityCommand> waiting() {
    ActorRef<EntityCommand> conversation = account.startConversation(ID);
    TestProbe<Reply> client = kit.ask(conversation, new Start(inquiry()));
    enqueued = account.queue("sales").expectMessageClass(Enqueue.class);
    kit.deliver(
        conversation, new Enqueued(enqueued.routingEpoch(), enqueued.revision(), Optional.empty()));
    client.receiveMessage();
    return conversation;
  }

  private Claim claim(String agent, String reservation) {
    return new Claim(
        reservation,
        enqueued.routingEpoch(),
        Optional.empty(),
        agent,
        Optional.of(enqueued.conversation().eligibility()),
        Optional.empty(),
        0);
  }

  private static Reply answer(ActorRef<EntityCommand> conversation, Message message) {
    return kit.ask(conversation, message).receiveMessage();
  }

  private static Reply.Conversation described(ActorRef<EntityCommand> conversation) {
    return (Reply.Conversation) answer(conversation, new Describe());
  }
}
