package io.switchboard.actor;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.switchboard.actor.EntityCommand.Request;
import io.switchboard.actor.EntityTestKit.TestAccount;
import io.switchboard.actor.runtime.Deadline;
import io.switchboard.actor.runtime.EntityName;
import io.switchboard.domain.account.Inquiry;
import io.switchboard.domain.protocol.ConversationMessage;
import io.switchboard.domain.protocol.ConversationMessage.Describe;
import io.switchboard.domain.protocol.ConversationMessage.Start;
import io.switchboard.domain.protocol.QueueMessage.Enqueue;
import io.switchboard.domain.protocol.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What all partitions do, shown with conversations. */
class PartitionEntityTest extends EntityScenario {
  private static final List<String> IDS =
      IntStream.range(0, 1_000)
          .mapToObj(i -> "c" + i)
          .filter(id -> EntityName.partition(id).equals("0"))
          .limit(4)
          .toList();

  private final TestAccount account =
      kit.account(
          """
          {"skills": [{"id": "sales"}], "agents": [{"id": "ann", "skills": ["sales"]}]}
          """);
  private final String stored = account.storedConversation(IDS.get(0));
  private ActorRef<EntityCommand> partition = account.startConversation(IDS.get(0));

  @Test
  void inputsOfSeveralEntitiesAreWrittenTogether() {
    JournalGate.Held write = kit.gate.holdNextWrite(stored);
    start(IDS.get(0));
    write.awaitBegun();

    IDS.stream().skip(1).forEach(this::start);
    write.release();

    IDS.forEach(id -> account.queue("sales").expectMessageClass(Enqueue.class));
    assertThat(kit.gate.batches(stored)).containsExactly(1, 3);
  }

  @Test
  void entitiesOfABatchAreLoadedTogether() {
    IDS.forEach(this::started);
    restart();
    JournalGate.Held write = kit.gate.holdNextWrite(stored);
    start("another");
    write.awaitBegun();
    int before = kit.gate.states().loads();

    List<TestProbe<Reply>> clients = IDS.stream().map(id -> ask(id, new Describe())).toList();
    write.release();

    clients.forEach(client -> client.expectMessageClass(Reply.Conversation.class));
    assertThat(kit.gate.states().loads()).isEqualTo(before + 1);
  }

  @Test
  void whatAFailedWriteContainedHasNoEffect() {
    started(IDS.get(0));
    kit.gate.failNextWrites(stored, 1);

    TestProbe<Reply> client = start(IDS.get(1));

    client.expectNoMessage();
    assertThat(ask(IDS.get(1), new Describe()).expectMessageClass(Reply.Refused.class).reason())
        .isEqualTo(Reply.Reason.NOT_FOUND);
    ask(IDS.get(0), new Describe()).expectMessageClass(Reply.Conversation.class);
  }

  @Test
  void aRestartedPartitionHasTheStatesOfItsLastWrite() {
    IDS.forEach(this::started);

    restart();

    IDS.forEach(
        id ->
            assertThat(
                    ask(id, new Describe())
                        .expectMessageClass(Reply.Conversation.class)
                        .inquiry()
                        .id())
                .isEqualTo(id));
  }

  @Test
  void inputsAreDecidedWhenTheDatabaseAnswersAgain() {
    started(IDS.get(0));
    restart();
    kit.gate.states().failWith(new IllegalStateException("the database does not answer"));

    TestProbe<Reply> client = ask(IDS.get(0), new Describe());
    client.expectNoMessage();
    kit.gate.states().recover();

    client.expectMessageClass(Reply.Conversation.class);
  }

  @Test
  void aStateThatCannotBeReadDoesNotBlockTheOtherEntities() {
    IDS.forEach(this::started);
    restart();
    kit.gate.states().failWith(new UncheckedIOException(new IOException("not JSON")));

    TestProbe<Reply> refused = ask(IDS.get(0), new Describe());
    assertThat(refused.expectMessageClass(Reply.Refused.class).reason())
        .isEqualTo(Reply.Reason.BUSY);
    kit.gate.states().recover();

    ask(IDS.get(1), new Describe()).expectMessageClass(Reply.Conversation.class);
  }

  @Test
  void anObligationOutlivesAStateThatCannotBeRead() {
    start(IDS.get(0));
    account.queue("sales").expectMessageClass(Enqueue.class);
    kit.gate.states().failWith(new UncheckedIOException(new IOException("not JSON")));
    ask(IDS.get(1), new Describe()).expectMessageClass(Reply.Refused.class);
    ask(IDS.get(1), new Describe()).expectMessageClass(Reply.Refused.class);

    kit.gate.states().recover();

    account.queue("sales").expectMessageClass(Enqueue.class);
  }

  @Test
  void anEntityWithAnObligationSendsItAgainAfterARestartOfItsPartition() {
    started(IDS.get(0));
    kit.gate.failNextWrites(stored, 1);

    start(IDS.get(1));

    account.queue("sales").expectMessageClass(Enqueue.class);
  }

  private void restart() {
    kit.actors.stop(partition);
    partition = account.startConversation(IDS.get(0));
  }

  private void started(String id) {
    start(id);
    account.queue("sales").expectMessageClass(Enqueue.class);
  }

  private TestProbe<Reply> start(String id) {
    return ask(id, new Start(Inquiry.forSkill(id, "sales")));
  }

  private TestProbe<Reply> ask(String id, ConversationMessage message) {
    TestProbe<Reply> client = kit.actors.createTestProbe(Reply.class);
    partition.tell(new Request(id, message, client.ref(), Deadline.in(Duration.ofMinutes(1))));
    return client;
  }
}
