package io.switchboard.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.domain.routing.Presence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The final state must be that of the stored events. */
class FinalStateTest {
  private final Story story = Story.ofAMorning();

  @Test
  void tooManyRingingOffersOfAnAgentAreFound() {
    FinalState end = story.end();
    Map<String, FinalState.Agent> agents = new HashMap<>(end.agents());
    agents.put("ann", new FinalState.Agent(Presence.AWAY, 2, List.of("c3"), List.of("c5", "c6")));
    assertThat(story.found(new FinalState(end.conversations(), agents, end.lines())))
        .containsExactly("I3 ann");
  }

  @Test
  void aLedgerWithTwoAllotmentsTooManyIsFound() {
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
    assertThat(story.found(new FinalState(end.conversations(), end.agents(), lines)))
        .containsExactly("I7 care");
  }

  @Test
  void aQueueThatListsAConversationTwiceIsFound() {
    FinalState end = story.end();
    Map<String, FinalState.Line> lines = new HashMap<>(end.lines());
    lines.computeIfPresent(
        "care", (skill, line) -> new FinalState.Line(List.of("c5", "c5", "c6"), line.ledger()));
    assertThat(story.found(new FinalState(end.conversations(), end.agents(), lines)))
        .containsExactly("END care");
  }

  @Test
  void aConversationThatContradictsItsJournalIsFound() {
    FinalState end = story.end();
    Map<String, FinalState.Conversation> conversations = new HashMap<>(end.conversations());
    conversations.put("c2", new FinalState.Conversation("ASSIGNED", "sales", Optional.of("cyd")));
    conversations.remove("c1");
    assertThat(story.found(new FinalState(conversations, end.agents(), end.lines())))
        .containsExactlyInAnyOrder("END c1", "END c2");
  }

  @Test
  void anAgentThatContradictsTheJournalIsFound() {
    FinalState end = story.end();
    Map<String, FinalState.Agent> agents = new HashMap<>(end.agents());
    agents.put("ann", new FinalState.Agent(Presence.AWAY, 2, List.of(), List.of()));
    assertThat(story.found(new FinalState(end.conversations(), agents, end.lines())))
        .containsExactly("END ann");
  }
}
