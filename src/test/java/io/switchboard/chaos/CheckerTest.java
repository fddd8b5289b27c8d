package io.switchboard.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.Records;
import io.switchboard.domain.conversation.ConversationEvent;
import io.switchboard.domain.conversation.HandoverTarget;
import io.switchboard.domain.distribution.Allotment;
import io.switchboard.domain.protocol.Party;
import io.switchboard.domain.queue.QueueEvent;
import io.switchboard.domain.routing.Presence;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A correct history has no violation; each falsification violates its own rule. */
@Tag("slow")
class CheckerTest {
  private static final int REHEARSALS = 300;

  private final ScriptedRun story = ScriptedRun.ofAMorning();

  @Test
  void aCorrectHistoryHasNoViolations() {
    assertThat(story.violations()).isEmpty();
  }

  @Test
  void schedulesOfTheProtocolSimulatorHaveNoViolations() {
    for (long seed = 0; seed < REHEARSALS; seed++) {
      assertThat(RehearsedRun.of(seed).violations()).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void aConversationMissingInItsQueueIsFound() {
    story.returnToQueue("c2", "ben");
    story.forgetLastOf("sales");
    assertThat(story.found(story.end().without("sales", "c2"))).containsExactly("I1 c2");
  }

  @Test
  void anAssignedConversationStillInAQueueIsFound() {
    story.forgetLastOf("sales");
    assertThat(story.found()).contains("I1 c2");
  }

  @Test
  void anUnfinishedHandoverIsFound() {
    story.leaving("c2", new HandoverTarget.BackToQueue("RETURNED"));
    assertThat(story.found()).contains("I1 c2");
  }

  @Test
  void anUndecidedReservationIsFound() {
    story.start("c7", "sales").present("ann", Presence.ONLINE);
    story.reserve("c7", "ann", Optional.of("o"));
    assertThat(story.found()).contains("I1 c7");
  }

  @Test
  void aDoubleAssignmentIsFound() {
    story.start("c7", "sales").present("ann", Presence.ONLINE).present("cyd", Presence.ONLINE);
    String one = story.reserve("c7", "ann", Optional.of("o1"));
    String other = story.reserve("c7", "cyd", Optional.of("o2"));
    story.assign("c7", "ann", one);
    story.activate("ann", one);
    story.assign("c7", "cyd", other);
    story.activate("cyd", other);
    story.leaveQueue("c7");
    assertThat(story.violations())
        .anySatisfy(
            violation -> {
              assertThat(violation.rule()).isEqualTo("I2");
              assertThat(violation.what()).isEqualTo("ann and cyd had it at the same time");
            });
  }

  @Test
  void aReservationWithoutAnAssignmentIsFound() {
    story.start("c7", "sales").present("cyd", Presence.ONLINE);
    story.activate("cyd", story.reserve("c7", "cyd", Optional.of("o")));
    assertThat(story.found()).contains("I2 c7");
  }

  @Test
  void anAssignmentWithoutAReservationIsFound() {
    story.start("c7", "sales");
    story.assign("c7", "cyd", "cyd#77");
    assertThat(story.found()).contains("I2 c7");
  }

  @Test
  void aHandoverBeforeTheReleaseByTheAgentIsFound() {
    story.leaving("c2", new HandoverTarget.BackToQueue("RETURNED"));
    story.moved("c2", "ben");
    assertThat(story.found()).contains("I2 c2");
  }

  @Test
  void anEventAfterTheCloseIsFound() {
    story.write("c1", Party.CONSUMER);
    assertThat(story.found()).contains("I2 c1");
  }

  @Test
  void anAssignmentBeyondTheMaximumIsFound() {
    story.present("ben", Presence.ONLINE).start("c7", "sales").take("c7", "ben");
    assertThat(story.found()).contains("I3 ben");
  }

  @Test
  void anAssignmentToAnAgentWhoIsNotOnlineIsFound() {
    story.start("c7", "sales").take("c7", "cyd");
    assertThat(story.found()).containsExactly("I4 c7");
  }

  @Test
  void anAssignmentToAnAgentWithoutTheSkillIsFound() {
    story.present("cyd", Presence.ONLINE).take("c5", "cyd");
    assertThat(story.found()).contains("I4 c5");
  }

  @Test
  void anAssignmentToAnAgentOfAnotherGroupIsFound() {
    String other = groupOf("c5").equals("east") ? "ben" : "ann";
    story.close("c2", "ben").present(other, Presence.ONLINE).take("c5", other);
    assertThat(story.found()).contains("I4 c5");
  }

  @Test
  void aConversationThatWaitsDespiteAnEligibleAgentIsFound() {
    story.start("c7", "sales").present("cyd", Presence.ONLINE);
    assertThat(story.found()).containsExactly("I6 c7");
  }

  @Test
  void aShareWithADeviationOfTwoIsFound() {
    Allotment first = allotments().get(0);
    story.tape().journal().queues().get("care").replaceAll(stored -> allottedAs(first, stored));
    assertThat(story.found()).contains("I7 care");
    assertThat(story.violations())
        .anySatisfy(violation -> assertThat(violation.what()).contains("has 2 of 2"));
  }

  @Test
  void anOfferBothRefusedAndAcceptedIsFound() {
    story
        .start("c7", "sales")
        .present("cyd", Presence.ONLINE)
        .decline("c7", "cyd", "o")
        .take("c7", "cyd", "o");
    assertThat(story.found()).containsExactly("OFFER c7");
  }

  @Test
  void anOfferRefusedTwiceIsFound() {
    story.start("c7", "sales").decline("c7", "ann", "o").decline("c7", "ann", "o");
    assertThat(story.found()).containsExactly("OFFER c7");
  }

  @Test
  void aSecondWriterIsFound() {
    doctor(
        story.tape().journal().agents().get("ann"),
        2,
        one -> Records.with(one, "writer", "another"));
    assertThat(story.found()).containsExactly("LOG Agent|shop|ann");
  }

  @Test
  void consecutiveWritersAreCorrect() {
    List<Stored> log = story.tape().journal().agents().get("ann");
    for (int i = 3; i < log.size(); i++) {
      doctor(log, i, one -> Records.with(one, "writer", "the next"));
    }
    assertThat(story.found()).isEmpty();
  }

  @Test
  void aGapInTheJournalIsFound() {
    List<Stored> log = story.tape().journal().conversations().get("c1");
    log.removeIf(stored -> stored.event() instanceof ConversationEvent.MessageNoted);
    assertThat(story.found()).containsExactly("LOG Conversation|shop|6", "I2 c1");
  }

  @Test
  void conversationsOfOnePartitionShareALog() {
    story.start("c9", "care");

    assertThat(log("c9", 0).log()).isEqualTo(log("c1", 0).log());
    assertThat(log("c9", 0).sequenceNumber()).isGreaterThan(1);
    assertThat(story.found()).isEmpty();
  }

  @Test
  void aRowMayHaveEventsOfSeveralConversations() {
    story.start("c9", "care").start("c15", "care");
    List<Stored> second = story.tape().journal().conversations().get("c15");
    doctor(second, 0, one -> Records.with(log("c9", 0), "event", one.event()));

    assertThat(story.found()).isEmpty();
  }

  @Test
  void aMissingRowOfAPartitionIsFoundWhateverItsConversation() {
    story.start("c9", "care").start("c15", "care");
    doctor(
        story.tape().journal().conversations().get("c15"),
        0,
        one -> Records.with(one, "sequenceNumber", one.sequenceNumber() + 1));

    assertThat(story.found()).containsExactly("LOG Conversation|shop|6");
  }

  @Test
  void aSecondRowWithANumberThatWasUsedBeforeIsFound() {
    story.start("c9", "care").start("c15", "care");
    doctor(
        story.tape().journal().conversations().get("c15"),
        0,
        one -> Records.with(one, "sequenceNumber", one.sequenceNumber() - 1));

    assertThat(story.found()).containsExactly("LOG Conversation|shop|6");
  }

  @Test
  void aConversationInSeveralLogsIsFound() {
    story.start("c9", "care").write("c9", Party.CONSUMER);
    List<Stored> log = story.tape().journal().conversations().get("c9");
    doctor(log, 1, one -> Records.with(one, "log", "Conversation|shop|5", "sequenceNumber", 1L));

    assertThat(story.found()).containsExactly("LOG c9");
  }

  @Test
  void aRowThatDisagreesWithItsLogIsFound() {
    story.row("c1", row -> Records.with(row, "phase", "ASSIGNED"));
    story.row("c2", row -> Records.with(row, "agent", "ann"));
    story.row("c3", row -> Records.with(row, "skill", "sales"));
    story.row("c4", row -> Records.with(row, "closedAt", 7L));

    assertThat(story.found()).containsExactly("ROW c1", "ROW c2", "ROW c3", "ROW c4");
  }

  @Test
  void aConversationWithoutARowIsFound() {
    story.row("c5", row -> null);

    assertThat(story.found()).containsExactly("ROW c5");
  }

  @Test
  void aRowWithoutALogIsFound() {
    story.row(
        "c99", none -> new ConversationRow("WAITING", "care", Optional.empty(), Optional.empty()));

    assertThat(story.found()).containsExactly("ROW c99");
  }

  @Test
  void aViolationListsTheCallsAndTheEventsOfItsConversation() {
    story.acknowledgedOnly("CLOSE", "c2", "by=CONSUMER");
    List<String> evidence = story.violations().get(0).evidence();
    assertThat(evidence).anyMatch(line -> line.contains("\"what\":\"CLOSE\""));
    assertThat(evidence)
        .anyMatch(
            line -> line.startsWith("CONVERSATION c2, row 1 of Conversation|shop|7, ordering "));
    assertThat(evidence).anyMatch(line -> line.startsWith("QUEUE sales, row "));
    assertThat(evidence).anyMatch(line -> line.startsWith("AGENT ben, row "));
  }

  private List<Allotment> allotments() {
    return story.tape().journal().queues().get("care").stream()
        .map(Stored::event)
        .filter(QueueEvent.Entered.class::isInstance)
        .flatMap(event -> ((QueueEvent.Entered) event).allotment().stream())
        .toList();
  }

  private String groupOf(String conversation) {
    return story.tape().journal().queues().get("care").stream()
        .map(Stored::event)
        .filter(QueueEvent.Entered.class::isInstance)
        .map(event -> ((QueueEvent.Entered) event).conversation())
        .filter(waiting -> waiting.id().equals(conversation))
        .flatMap(waiting -> waiting.group().stream())
        .findFirst()
        .orElseThrow();
  }

  private static Stored allottedAs(Allotment allotment, Stored stored) {
    return stored.event() instanceof QueueEvent.Entered entered
        ? Records.with(stored, "event", Records.with(entered, "allotment", allotment))
        : stored;
  }

  private Stored log(String conversation, int index) {
    return story.tape().journal().conversations().get(conversation).get(index);
  }

  private static void doctor(List<Stored> log, int index, UnaryOperator<Stored> change) {
    log.set(index, change.apply(log.get(index)));
  }
}
