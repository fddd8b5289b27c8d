package io.switchboard.chaos;

import static io.switchboard.domain.Centre.account;
import static io.switchboard.domain.Centre.agent;
import static io.switchboard.domain.Centre.skill;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.domain.agent.Presence;
import io.switchboard.domain.distribution.Allotment;
import io.switchboard.domain.machine.ConversationEvent;
import io.switchboard.domain.machine.Departure;
import io.switchboard.domain.machine.QueueEvent;
import io.switchboard.domain.protocol.Party;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A true story breaks no rule; each way of doctoring it breaks the one that forbids it. */
class CheckerTest {
  private static final int REHEARSALS = 300;

  private Story story;

  @BeforeEach
  void aMorning() {
    story =
        new Story(
            account(
                skill("sales"),
                skill("care").primary("east", 50).primary("west", 50),
                agent("ann", "sales", "care").in("east").max(2),
                agent("ben", "sales", "care").in("west").max(2),
                agent("cyd", "sales").max(2)));
    story
        .present("ann", Presence.ONLINE)
        .present("ben", Presence.ONLINE)
        .start("c1", "sales")
        .take("c1", "ann")
        .write("c1", Party.AGENT)
        .close("c1", "ann")
        .start("c2", "sales")
        .take("c2", "ann")
        .giveBack("c2", "ann")
        .decline("c2", "ann", "declined")
        .take("c2", "ben")
        .start("c3", "care")
        .take("c3", "ann")
        .start("c4", "care")
        .take("c4", "ben")
        .start("c5", "care")
        .start("c6", "care")
        .present("ben", Presence.AWAY)
        .present("ann", Presence.AWAY);
  }

  // --- what is true ---

  @Test
  void aTrueStoryBreaksNoRule() {
    assertThat(violations()).isEmpty();
  }

  @Test
  void schedulesOfTheProtocolSimulatorBreakNoRule() {
    for (long seed = 0; seed < REHEARSALS; seed++) {
      assertThat(RehearsedRun.of(seed).violations()).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void whatIsNotKnownToHaveBeenDoneNeedNotBe() {
    story
        .calls()
        .add(new Call(99, "x", "CLOSE", "c5", Map.of("by", "AGENT"), "n", 1, 2, 503, Map.of()));
    assertThat(violations()).isEmpty();
  }

  @Test
  void whatNoQueueEverSawWasPromisedToNobody() {
    story.start("c7", "sales");
    story.calls().remove(story.calls().size() - 1);
    story.journal().queues().get("sales").remove(lastOf("sales"));
    assertThat(found(without(story.end(), "sales", "c7"))).isEmpty();
  }

  // --- I1: nothing is lost ---

  @Test
  void aBeginningThatWasAcknowledgedButNotStoredIsFound() {
    story.journal().conversations().remove("c5");
    assertThat(found()).contains("I1 c5");
  }

  @Test
  void aBeginningThatWasAcknowledgedBeforeItsQueueKnewIsFound() {
    story.start("c7", "sales");
    story.journal().queues().get("sales").remove(lastOf("sales"));
    assertThat(found(without(story.end(), "sales", "c7"))).containsExactly("I1 c7");
  }

  @Test
  void aConversationThatIsMissingInItsLineIsFound() {
    story.giveBack("c2", "ben");
    story.journal().queues().get("sales").remove(lastOf("sales"));
    assertThat(found(without(story.end(), "sales", "c2"))).containsExactly("I1 c2");
  }

  @Test
  void aConversationThatIsStillInALineAlthoughAnAgentHasItIsFound() {
    story.journal().queues().get("sales").remove(lastOf("sales"));
    assertThat(found()).contains("I1 c2");
  }

  @Test
  void aConversationThatNeverFinishesLeavingIsFound() {
    story.leaving("c2", new Departure.BackToQueue("RETURNED"));
    assertThat(found()).contains("I1 c2");
  }

  @Test
  void aHoldThatIsNeverDecidedIsFound() {
    story.start("c7", "sales").present("ann", Presence.ONLINE);
    story.hold("c7", "ann", Optional.of("o"));
    assertThat(found()).contains("I1 c7");
  }

  // --- I2: one agent ---

  @Test
  void aDoubleAssignmentIsFound() {
    story.start("c7", "sales").present("ann", Presence.ONLINE).present("cyd", Presence.ONLINE);
    String one = story.hold("c7", "ann", Optional.of("o1"));
    String other = story.hold("c7", "cyd", Optional.of("o2"));
    story.assign("c7", "ann", one);
    story.activate("ann", one);
    story.assign("c7", "cyd", other);
    story.activate("cyd", other);
    story.leaveLine("c7");
    assertThat(violations())
        .anySatisfy(
            violation -> {
              assertThat(violation.rule()).isEqualTo("I2");
              assertThat(violation.what()).isEqualTo("ann and cyd had it at the same time");
            });
  }

  @Test
  void aHoldWithoutAnAssignmentIsFound() {
    story.start("c7", "sales").present("cyd", Presence.ONLINE);
    story.activate("cyd", story.hold("c7", "cyd", Optional.of("o")));
    assertThat(found()).contains("I2 c7");
  }

  @Test
  void anAssignmentWithoutAHoldIsFound() {
    story.start("c7", "sales");
    story.assign("c7", "cyd", "cyd#77");
    assertThat(found()).contains("I2 c7");
  }

  @Test
  void aConversationThatGoesOnBeforeItsAgentLetsGoIsFound() {
    story.leaving("c2", new Departure.BackToQueue("RETURNED"));
    story.moved("c2", "ben");
    assertThat(found()).contains("I2 c2");
  }

  @Test
  void anEventAfterTheEndIsFound() {
    story.write("c1", Party.CONSUMER);
    assertThat(found()).contains("I2 c1");
  }

  @Test
  void anAcceptanceThatWasAcknowledgedToTheWrongAgentIsFound() {
    story.acknowledgedOnly("ACCEPT", "c2", Map.of("agent", "ann"));
    assertThat(found()).containsExactly("I2 c2");
  }

  @Test
  void anAcceptanceThatWasAcknowledgedAgainIsTrue() {
    story.acknowledgedOnly("ACCEPT", "c2", Map.of("agent", "ben"));
    assertThat(found()).isEmpty();
  }

  @Test
  void anEndThatWasAcknowledgedButNotStoredIsFound() {
    story.acknowledgedOnly("CLOSE", "c2", Map.of("by", "CONSUMER"));
    assertThat(found()).containsExactly("I2 c2");
  }

  @Test
  void aReturnThatWasAcknowledgedButNotStoredIsFound() {
    story.acknowledgedOnly("RETURN", "c2", Map.of("agent", "ben"));
    assertThat(found()).containsExactly("I2 c2");
  }

  @Test
  void aTransferThatWasAcknowledgedButNotStoredIsFound() {
    story.acknowledgedOnly("TRANSFER_TO_SKILL", "c2", Map.of("agent", "ben", "skill", "care"));
    story.acknowledgedOnly("TRANSFER_TO_AGENT", "c3", Map.of("agent", "ann", "toAgent", "ben"));
    assertThat(found()).containsExactly("I2 c2", "I2 c3");
  }

  @Test
  void aTakeoverThatWasAcknowledgedButNotStoredIsFound() {
    story.acknowledgedOnly("TAKEOVER", "c2", Map.of("agent", "cyd"));
    assertThat(found()).containsExactly("I2 c2");
  }

  @Test
  void aRefusalThatWasAcknowledgedButNotStoredIsFound() {
    story.start("c7", "sales").acknowledgedOnly("DECLINE", "c7", Map.of("agent", "cyd"));
    assertThat(found()).containsExactly("I2 c7");
  }

  @Test
  void aMessageThatWasAcknowledgedButNotStoredIsFound() {
    story.acknowledgedOnly("WRITE", "c2", Map.of("from", "AGENT"));
    assertThat(found()).containsExactly("I2 c2");
  }

  @Test
  void aPresenceThatWasAcknowledgedButNotStoredIsFound() {
    story.acknowledgedOnly("PRESENCE", "cyd", Map.of("presence", "ONLINE"));
    assertThat(found()).containsExactly("I1 cyd");
  }

  // --- I3: capacity ---

  @Test
  void aConversationTooManyIsFound() {
    story.present("ben", Presence.ONLINE).start("c7", "sales").take("c7", "ben");
    assertThat(found()).contains("I3 ben");
  }

  @Test
  void anAgentAtWhomTooManyRingIsFound() {
    FinalState end = story.end();
    Map<String, FinalState.Agent> agents = new HashMap<>(end.agents());
    agents.put("ann", new FinalState.Agent(Presence.AWAY, 2, List.of("c3"), List.of("c5", "c6")));
    assertThat(found(new FinalState(end.conversations(), agents, end.lines())))
        .containsExactly("I3 ann");
  }

  // --- I4: eligibility ---

  @Test
  void anAgentWhoIsNotOnlineIsFound() {
    story.start("c7", "sales").take("c7", "cyd");
    assertThat(found()).containsExactly("I4 c7");
  }

  @Test
  void anAgentWhoDoesNotServeTheSkillIsFound() {
    story.present("cyd", Presence.ONLINE).take("c5", "cyd");
    assertThat(found()).contains("I4 c5");
  }

  @Test
  void anAgentOfAnotherGroupIsFound() {
    String other = groupOf("c5").equals("east") ? "ben" : "ann";
    story.close("c2", "ben").present(other, Presence.ONLINE).take("c5", other);
    assertThat(found()).contains("I4 c5");
  }

  // --- I6: nobody waits in vain ---

  @Test
  void aConversationThatWaitsAlthoughSomebodyHasRoomIsFound() {
    story.start("c7", "sales").present("cyd", Presence.ONLINE);
    assertThat(found()).containsExactly("I6 c7");
  }

  // --- I7: shares ---

  @Test
  void aShareThatIsOffByTwoIsFound() {
    Allotment first = allotments().get(0);
    story.journal().queues().get("care").replaceAll(stored -> allottedAs(first, stored));
    assertThat(found()).contains("I7 care");
    assertThat(violations())
        .anySatisfy(violation -> assertThat(violation.what()).contains("has 2 of 2"));
  }

  @Test
  void aLedgerThatSaysTwoTooManyIsFound() {
    FinalState end = story.end();
    Map<String, FinalState.Line> lines = new HashMap<>(end.lines());
    lines.computeIfPresent(
        "care",
        (skill, line) -> {
          Map<String, FinalState.Share> ledger = new HashMap<>(line.ledger());
          ledger.computeIfPresent(
              "east",
              (group, share) -> new FinalState.Share(share.allotted() + 2, share.worstDeviation()));
          return new FinalState.Line(line.waiting(), ledger);
        });
    assertThat(found(new FinalState(end.conversations(), end.agents(), lines)))
        .containsExactly("I7 care");
  }

  // --- OFFER ---

  @Test
  void anOfferThatIsRefusedAndAcceptedIsFound() {
    story
        .start("c7", "sales")
        .present("cyd", Presence.ONLINE)
        .decline("c7", "cyd", "o")
        .take("c7", "cyd", "o");
    assertThat(found()).containsExactly("OFFER c7");
  }

  @Test
  void anOfferThatIsRefusedTwiceIsFound() {
    story.start("c7", "sales").decline("c7", "ann", "o").decline("c7", "ann", "o");
    assertThat(found()).containsExactly("OFFER c7");
  }

  // --- LOG ---

  @Test
  void aSecondWriterIsFound() {
    doctor(story.journal().agents().get("ann"), 2, one -> with(one, "another"));
    assertThat(found()).containsExactly("LOG ann");
  }

  @Test
  void oneWriterAfterAnotherIsTrue() {
    List<Stored> log = story.journal().agents().get("ann");
    for (int i = 3; i < log.size(); i++) {
      doctor(log, i, one -> with(one, "the next"));
    }
    assertThat(found()).isEmpty();
  }

  @Test
  void aGapIsFound() {
    List<Stored> log = story.journal().conversations().get("c1");
    log.removeIf(stored -> stored.event() instanceof ConversationEvent.Wrote);
    assertThat(found()).containsExactly("LOG c1", "I2 c1");
  }

  // --- END ---

  @Test
  void aLineThatListsSomebodyTwiceIsFound() {
    FinalState end = story.end();
    Map<String, FinalState.Line> lines = new HashMap<>(end.lines());
    lines.computeIfPresent(
        "care", (skill, line) -> new FinalState.Line(List.of("c5", "c5", "c6"), line.ledger()));
    assertThat(found(new FinalState(end.conversations(), end.agents(), lines)))
        .containsExactly("END care");
  }

  @Test
  void aConversationThatSaysOtherwiseIsFound() {
    FinalState end = story.end();
    Map<String, FinalState.Conversation> conversations = new HashMap<>(end.conversations());
    conversations.put("c2", new FinalState.Conversation("ASSIGNED", "sales", Optional.of("cyd")));
    conversations.remove("c1");
    assertThat(found(new FinalState(conversations, end.agents(), end.lines())))
        .containsExactlyInAnyOrder("END c1", "END c2");
  }

  @Test
  void anAgentWhoSaysOtherwiseIsFound() {
    FinalState end = story.end();
    Map<String, FinalState.Agent> agents = new HashMap<>(end.agents());
    agents.put("ann", new FinalState.Agent(Presence.AWAY, 2, List.of(), List.of()));
    assertThat(found(new FinalState(end.conversations(), agents, end.lines())))
        .containsExactly("END ann");
  }

  // --- what is shown ---

  @Test
  void aViolationShowsTheCallsAndTheEventsOfItsConversation() {
    story.acknowledgedOnly("CLOSE", "c2", Map.of("by", "CONSUMER"));
    List<String> evidence = violations().get(0).evidence();
    assertThat(evidence).anyMatch(line -> line.contains("\"what\":\"CLOSE\""));
    assertThat(evidence).anyMatch(line -> line.startsWith("CONVERSATION c2 #1, ordering "));
    assertThat(evidence).anyMatch(line -> line.startsWith("QUEUE sales #"));
    assertThat(evidence).anyMatch(line -> line.startsWith("AGENT ben #"));
  }

  @Test
  void aHistoryThatDoesNotSayWhoAcceptedCannotBeJudged() {
    story.acknowledgedOnly("ACCEPT", "c2", Map.of());
    assertThatThrownBy(this::violations).hasMessageContaining("does not say agent");
  }

  // --- doctoring ---

  private List<Violation> violations() {
    return Checker.check(story.rules(), story.calls(), story.journal(), story.end());
  }

  private List<String> found() {
    return found(story.end());
  }

  /** The rules that are broken, and by whom. */
  private List<String> found(FinalState end) {
    return Checker.check(story.rules(), story.calls(), story.journal(), end).stream()
        .map(violation -> violation.rule() + " " + violation.subject())
        .distinct()
        .toList();
  }

  private int lastOf(String skill) {
    return story.journal().queues().get(skill).size() - 1;
  }

  private static FinalState without(FinalState end, String skill, String conversation) {
    Map<String, FinalState.Line> lines = new HashMap<>(end.lines());
    lines.computeIfPresent(
        skill,
        (any, line) ->
            new FinalState.Line(
                line.waiting().stream().filter(id -> !id.equals(conversation)).toList(),
                line.ledger()));
    return new FinalState(end.conversations(), end.agents(), lines);
  }

  private List<Allotment> allotments() {
    return story.journal().queues().get("care").stream()
        .map(Stored::event)
        .filter(QueueEvent.Entered.class::isInstance)
        .flatMap(event -> ((QueueEvent.Entered) event).allotment().stream())
        .toList();
  }

  private String groupOf(String conversation) {
    return story.journal().queues().get("care").stream()
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
        ? with(
            stored,
            new QueueEvent.Entered(
                entered.hop(),
                entered.revision(),
                entered.conversation(),
                Optional.of(allotment),
                entered.at()))
        : stored;
  }

  private static Stored with(Stored stored, Object event) {
    return new Stored(stored.ordering(), stored.sequenceNumber(), stored.writer(), event);
  }

  private static Stored with(Stored stored, String writer) {
    return new Stored(stored.ordering(), stored.sequenceNumber(), writer, stored.event());
  }

  private static void doctor(List<Stored> log, int index, UnaryOperator<Stored> change) {
    log.set(index, change.apply(log.get(index)));
  }
}
