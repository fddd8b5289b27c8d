package io.switchboard.actor;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.persistence.testkit.javadsl.SnapshotTestKit;
import io.switchboard.actor.EntityTestKit.TestAccount;
import io.switchboard.actor.runtime.QueueSpace;
import io.switchboard.domain.account.CapacityMode;
import io.switchboard.domain.protocol.AgentMessage.Candidate;
import io.switchboard.domain.protocol.AgentMessage.Offer;
import io.switchboard.domain.protocol.AgentMessage.RequestReport;
import io.switchboard.domain.protocol.ConversationMessage.Enqueued;
import io.switchboard.domain.protocol.ConversationMessage.Probe;
import io.switchboard.domain.protocol.ConversationMessage.QueueFull;
import io.switchboard.domain.protocol.Message;
import io.switchboard.domain.protocol.QueueMessage.AgentReport;
import io.switchboard.domain.protocol.QueueMessage.Describe;
import io.switchboard.domain.protocol.QueueMessage.DescribeConversation;
import io.switchboard.domain.protocol.QueueMessage.Enqueue;
import io.switchboard.domain.protocol.QueueMessage.RequestWork;
import io.switchboard.domain.protocol.QueueMessage.Ringing;
import io.switchboard.domain.protocol.Reply;
import io.switchboard.domain.protocol.Waiters;
import io.switchboard.domain.queue.QueueEvent.Entered;
import io.switchboard.domain.routing.AgentAvailability;
import io.switchboard.domain.routing.DueTime;
import io.switchboard.domain.routing.Presence;
import io.switchboard.domain.routing.WaitingConversation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class QueueEntityTest extends EntityScenario {
  private static final String SKILL = "sales";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private TestAccount account =
      kit.account(
          """
          {"skills": [{"id": "sales"}], "agents": [{"id": "ann", "skills": ["sales"]}]}
          """);
  private final String stored = account.stored(QueueEntity.KEY, SKILL);

  @Test
  void conversationsThatArriveDuringAWriteAreWrittenAsOneBatch() {
    ActorRef<EntityCommand> queue = ready();
    JournalGate.Held write = kit.gate.holdNextWrite(stored);
    enqueue(queue, "first", 0);
    write.awaitBegun();

    IntStream.range(0, 50).forEach(i -> enqueue(queue, "c" + i, i));
    account.conversation("first").expectNoMessage();
    write.release();

    account.conversation("c49").expectMessageClass(Enqueued.class);
    assertThat(kit.gate.batches(stored)).containsExactly(1, 1, 50);
  }

  @Test
  void aWaitingConversationUsesQueueSpaceOfTheNodeUntilTheQueueStops() {
    QueueSpace room = QueueSpace.of(kit.actors.system());
    int free = room.places(account.id, 0);
    ActorRef<EntityCommand> queue = ready();

    enqueue(queue, "c1", 0);
    account.conversation("c1").expectMessageClass(Enqueued.class);
    assertThat(line(queue).entries()).hasSize(1);
    assertThat(room.places(account.id, 0)).isEqualTo(free - 1);

    kit.actors.stop(queue);
    assertThat(room.places(account.id, 0)).isEqualTo(free);
  }

  @Test
  void noNewConversationIsAdmittedWhileTheAccountHasNoQueueSpace() {
    QueueSpace room = QueueSpace.of(kit.actors.system());
    ActorRef<EntityCommand> queue = ready();
    int free = room.places(account.id, 0);

    room.changed(account.id, free);
    enqueue(queue, "c1", 0);
    account.conversation("c1").expectMessage(new QueueFull(1));
    room.changed(account.id, -free);
    enqueue(queue, "c1", 0);

    account.conversation("c1").expectMessageClass(Enqueued.class);
  }

  @Test
  void theQueueIsInTheOrderOfDueTimes() {
    ActorRef<EntityCommand> queue = ready();

    enqueue(queue, "late", 30);
    enqueue(queue, "urgent", 10);
    enqueue(queue, "soon", 20);

    assertThat(line(queue).entries())
        .extracting(Reply.QueuePlace::conversation)
        .containsExactly("urgent", "soon", "late");
  }

  @Test
  void aFailedWriteIsNotAcknowledgedAndAnAcknowledgedOneIsNotLost() {
    ActorRef<EntityCommand> queue = ready();
    enqueue(queue, "kept", 10);
    account.conversation("kept").expectMessageClass(Enqueued.class);
    kit.gate.failNextWrites(stored, 1);

    enqueue(queue, "again", 20);
    expectReportWanted();
    account.conversation("again").expectNoMessage();
    report(queue, Presence.OFFLINE, 2, List.of());
    enqueue(queue, "again", 20);

    account.conversation("again").expectMessageClass(Enqueued.class, PATIENCE);
    assertThat(line(queue).entries())
        .extracting(Reply.QueuePlace::conversation)
        .containsExactly("kept", "again");
  }

  @Test
  void aLongQueueMakesASnapshotOnlyAfterHalfAsManyEvents() {
    int length = 4_000;
    List<Object> line = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      line.add(
          new Entered(1, 0, conversation("early" + i, i), Optional.empty(), 0, Optional.empty()));
    }
    kit.journal.persistForRecovery(stored, line);
    ActorRef<EntityCommand> queue = ready();

    revise(queue, "early0", 1);
    assertThat(snapshots()).hasSize(1);
    for (int revision = 2; revision < length / 2 - 1; revision++) {
      kit.deliver(
          queue, new Enqueue(1, revision, conversation("early0", 0), Optional.empty(), false));
    }
    revise(queue, "early0", length / 2 - 1);
    assertThat(snapshots()).hasSize(1);
    for (int revision = 1; revision <= 500; revision++) {
      revise(queue, "early1", revision);
    }

    assertThat(snapshots()).hasSize(2);
    kit.actors.stop(queue);
    assertThat(line(ready()).length()).isEqualTo(length);
  }

  @Test
  void aRestartedQueueRequestsReportsAndKeepsRingingOffers() {
    ActorRef<EntityCommand> queue = ready();
    seek(queue, view("ann", "", Presence.ONLINE, 0), 2);
    enqueue(queue, "c1", 10);
    Offer offer = account.agent("ann").expectMessageClass(Offer.class);
    Ringing ringing = new Ringing(offer.offer(), "c1", 1, "ann", 30_000_000_000L);
    kit.deliver(queue, ringing);

    kit.actors.stop(queue);
    ActorRef<EntityCommand> again = account.startQueue(SKILL);
    expectReportWanted();
    report(again, Presence.ONLINE, 3, List.of(ringing));

    Reply.QueuePlace entry = (Reply.QueuePlace) answer(again, new DescribeConversation("c1", 1));
    assertThat(entry.offeredTo()).contains("ann");
    assertThat(entry.offerExpiresAt()).contains(account.time.now() + ringing.ringsFor());
    account.agent("ann").expectNoMessage();
  }

  @Test
  void aMissingAgentReportDelaysARestartedQueueOnlyBriefly() {
    ActorRef<EntityCommand> queue = account.startQueue(SKILL);
    expectReportWanted();
    enqueue(queue, "c1", 10);
    account.conversation("c1").expectNoMessage();

    account.time.advance(Duration.ofSeconds(2));

    account.conversation("c1").expectMessageClass(Enqueued.class);
  }

  @Test
  void anUnansweredOfferIsProbed() {
    ActorRef<EntityCommand> queue = ready();
    seek(queue, view("ann", "", Presence.ONLINE, 0), 2);
    enqueue(queue, "c1", 10);
    account.conversation("c1").expectMessageClass(Enqueued.class);
    account.agent("ann").expectMessageClass(Offer.class);

    account.time.advance(Duration.ofSeconds(5));

    account.conversation("c1").expectMessage(new Probe(SKILL, 1));
  }

  @Test
  void aConversationOverflowsToEachGroupAfterItsMaximumWait() {
    account =
        kit.account(
            """
            {"skills": [{"id": "sales", "maxWaitTime": "PT90S",
                         "distribution": {"primary": [{"group": "red", "percent": 99},
                                                      {"group": "blue", "percent": 1}]}}],
             "agentGroups": [{"id": "red"}, {"id": "blue"}],
             "agents": [{"id": "ann", "skills": ["sales"], "group": "red"},
                        {"id": "bob", "skills": ["sales"], "group": "blue"}]}
            """);
    ActorRef<EntityCommand> queue = account.startQueue(SKILL);
    report(queue, view("ann", "red", Presence.ONLINE, 1), 1, List.of());
    account.agent("bob").expectMessage(new RequestReport(SKILL));
    seek(queue, view("bob", "blue", Presence.ONLINE, 0), 1);
    enqueue(queue, "c1", 10);
    account.conversation("c1").expectMessageClass(Enqueued.class);
    account.agent("bob").expectNoMessage();

    account.time.advance(Duration.ofSeconds(90));

    Offer offer = account.agent("bob").expectMessageClass(Offer.class);
    assertThat(offer.conversation()).isEqualTo("c1");
    assertThat(offer.eligibility().group()).contains("red");
  }

  /** A queue that has received its agent's report. */
  private ActorRef<EntityCommand> ready() {
    ActorRef<EntityCommand> queue = account.startQueue(SKILL);
    expectReportWanted();
    report(queue, Presence.OFFLINE, 1, List.of());
    line(queue);
    return queue;
  }

  private void expectReportWanted() {
    TestProbe<Message> ann = account.agent("ann");
    assertThat(ann.receiveMessage(PATIENCE)).isEqualTo(new RequestReport(SKILL));
  }

  private static void report(
      ActorRef<EntityCommand> queue, Presence presence, long version, List<Ringing> ringing) {
    report(queue, view("ann", "", presence, ringing.size()), version, ringing);
  }

  private static void report(
      ActorRef<EntityCommand> queue, AgentAvailability view, long version, List<Ringing> ringing) {
    kit.deliver(queue, new AgentReport(view, version, ringing));
  }

  /** A work search of an agent, answered without a candidate. */
  private void seek(ActorRef<EntityCommand> queue, AgentAvailability view, long version) {
    kit.deliver(queue, new RequestWork(view, version, List.of(), "ticket"));
    account.agent(view.id()).expectMessage(new Candidate("ticket", SKILL, Optional.empty()));
  }

  private static AgentAvailability view(
      String agent, String group, Presence presence, int conversations) {
    return new AgentAvailability(
        agent, group, presence, CapacityMode.MAX_CONCURRENT, conversations, 0, 1, 0, 1);
  }

  private void enqueue(ActorRef<EntityCommand> queue, String conversation, long dueAfter) {
    kit.deliver(
        queue, new Enqueue(1, 0, conversation(conversation, dueAfter), Optional.empty(), false));
  }

  private void revise(ActorRef<EntityCommand> queue, String conversation, int revision) {
    kit.deliver(
        queue, new Enqueue(1, revision, conversation(conversation, 0), Optional.empty(), false));
    account
        .conversation(conversation)
        .fishForMessage(
            PATIENCE,
            message ->
                message instanceof Enqueued told && told.revision() == revision
                    ? FishingOutcomes.complete()
                    : FishingOutcomes.continueAndIgnore());
  }

  private WaitingConversation conversation(String id, long dueAfter) {
    long now = account.time.now();
    return Waiters.waiting(id, SKILL, now, new DueTime(now, dueAfter, List.of(), 0));
  }

  private List<Long> snapshots() {
    return SnapshotTestKit.create(kit.actors.system()).persistedInStorage(stored).stream()
        .map(snapshot -> snapshot.first().getSequenceNr())
        .toList();
  }

  private static Reply.Queue line(ActorRef<EntityCommand> queue) {
    return (Reply.Queue) answer(queue, new Describe(Optional.empty(), 100));
  }

  private static Reply answer(ActorRef<EntityCommand> queue, Message message) {
    return kit.ask(queue, message).receiveMessage(PATIENCE);
  }
}
